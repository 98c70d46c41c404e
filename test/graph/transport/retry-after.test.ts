import { instant } from '../../../src/call/index.ts';
import { parseRetryAfter } from '../../../src/graph/transport/retry-after.ts';

const now = instant(Date.parse('2026-03-04T09:15:00Z'));

test.each([
  ['7', 7_000],
  [' 0 ', 0],
  ['1.5', 1_500],
  ['Wed, 04 Mar 2026 09:15:12 GMT', 12_000],
  ['Wed, 04 Mar 2026 09:14:00 GMT', 0],
  ['soon', null],
  ['-3', null],
  ['', null],
  [undefined, null],
])('Retry-After %p is a wait of %p ms', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
