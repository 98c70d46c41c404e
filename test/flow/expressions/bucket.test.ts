import { createHash } from 'node:crypto';
import { bucketOf } from '../../../src/flow/expressions/bucket.ts';

/** Call ids as they come: random looking, and as alike as can be. */
const callIds = {
  random: Array.from({ length: 5_000 }, (_, index) =>
    createHash('sha256').update(String(index)).digest('hex'),
  ),
  counted: Array.from({ length: 5_000 }, (_, index) => `call-${index}`),
};

/** Chi-squared over its degrees of freedom: near 1 for a fair split, far above for a skewed one. */
function skew(shares: number, values: readonly number[]): number {
  const counts = new Array<number>(shares).fill(0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const expected = values.length / shares;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) / Math.max(1, shares - 1);
}

describe.each(['random', 'counted'] as const)('X5 %s call ids', (kind) => {
  const ids = callIds[kind];

  test.each([2, 3, 7, 10, 100, 1000])('fall into %d shares evenly', (shares) => {
    const values = ids.map((id) => bucketOf(id, 'new-menu', shares));
    expect(values.every((value) => Number.isInteger(value) && value >= 0 && value < shares)).toBe(true);
    expect(skew(shares, values)).toBeLessThan(shares < 10 ? 6 : 2);
  });

  test('two names split independently of one another', () => {
    const both = ids.map((id) => bucketOf(id, 'a', 10) * 10 + bucketOf(id, 'b', 10));
    expect(skew(100, both)).toBeLessThan(2);
  });
});

test('X5 the shares of some calls are what they have always been', () => {
  const share = (callId: string, name: string) => bucketOf(callId, name, 1000);
  expect([
    share('', ''),
    share('call-1', 'split'),
    share('call-1', 'splot'),
    share('call-2', 'split'),
    share('Zoë \u{1F600}', 'ü'),
  ]).toStrictEqual([96, 135, 761, 872, 294]);
});
