import * as fc from 'fast-check';
import { instant, milliseconds } from '../../../src/call/index.ts';
import type { Exchange } from '../../../src/graph/index.ts';
import { waitBeforeRetry } from '../../../src/graph/transport/retry-rule.ts';
import type { TriedRequest } from '../../../src/graph/transport/retry-rule.ts';

const answered = (status: number, retryAfter: number | null = null): Exchange => ({
  kind: 'answered',
  status,
  retryAfter: retryAfter === null ? null : milliseconds(retryAfter),
  body: '',
});
const lost: Exchange = { kind: 'lost', reason: 'ECONNRESET' };
const notSent: Exchange = { kind: 'notSent', reason: 'ECONNREFUSED' };

const tried = (exchange: Exchange, more: Partial<TriedRequest> = {}): TriedRequest => ({
  exchange,
  tries: 1,
  now: instant(1_000),
  deadline: instant(60_000),
  repeatIsHarmless: false,
  chance: 0,
  ...more,
});

test.each<[string, Exchange, boolean, number | null]>([
  ['R1: 429 waits as told', answered(429, 7_000), false, 7_000],
  ['R1: 503 waits as told', answered(503, 2_000), false, 2_000],
  ['R1: 429 without a word backs off', answered(429), false, 150],
  ['R5: a hint of nothing does not shorten the wait', answered(429, 0), false, 150],
  ['R2: 500 of a prompt is not repeated', answered(500), false, null],
  ['R2: 500 of a harmless operation is', answered(500), true, 150],
  ['R2: 502 of a prompt is not repeated', answered(502), false, null],
  ['R2: 504 of a harmless operation is', answered(504), true, 150],
  ['R2: a lost prompt is not repeated', lost, false, null],
  ['R2: a lost harmless request is', lost, true, 150],
  ['R3: what was not sent is sent again', notSent, false, 150],
  ['an accepted request is not repeated', answered(202), true, null],
  ['a refusal is not repeated', answered(403), true, null],
])('%s', (_, exchange, repeatIsHarmless, expected) => {
  expect(waitBeforeRetry(tried(exchange, { repeatIsHarmless }))).toBe(expected);
});

test('R4: a wait up to the deadline is begun, a longer one is not', () => {
  const deadline = instant(8_000);
  expect(waitBeforeRetry(tried(answered(429, 7_000), { deadline }))).toBe(7_000);
  expect(waitBeforeRetry(tried(answered(429, 7_001), { deadline }))).toBeNull();
});

test('R5: the back-off doubles up to a limit, and ends', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((tries) =>
    waitBeforeRetry(tried(notSent, { tries, chance: 0.999 })),
  );
  expect(waits).toEqual([300, 600, 1_199, 2_399, 4_798, 4_998, 4_998, null]);
});

test('R2 and R4 hold for every exchange and every moment', () => {
  const exchange = fc.oneof(
    fc.constant(lost),
    fc.constant(notSent),
    fc
      .record({ status: fc.integer({ min: 200, max: 599 }), after: fc.option(fc.nat(100_000)) })
      .map(({ status, after }) => answered(status, after)),
  );
  fc.assert(
    fc.property(
      exchange,
      fc.integer({ min: 1, max: 20 }),
      fc.nat(100_000),
      fc.nat(100_000),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (one, tries, now, deadline, chance) => {
        const request = tried(one, { tries, now: instant(now), deadline: instant(deadline), chance });
        const wait = waitBeforeRetry(request);
        const mayHaveBeenDone =
          one.kind === 'lost' || (one.kind === 'answered' && ![429, 503].includes(one.status));
        if (mayHaveBeenDone) expect(wait).toBeNull();
        if (wait !== null) expect(now + wait).toBeLessThanOrEqual(deadline);
      },
    ),
  );
});
