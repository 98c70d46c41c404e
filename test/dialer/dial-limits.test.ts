/** The dialer's limits: concurrent calls and calls a minute. */
import * as fc from 'fast-check';
import { instant } from '../../src/call/index.ts';
import { roomFor } from '../../src/dialer/dial-limits.ts';

const limits = { concurrent: 3, perMinute: 60 };
const at = instant(1_000_000);

test('SD2: what goes on takes a place; without places no call is made', () => {
  expect([0, 2, 3, 7].map((running) => roomFor({ ...limits, perMinute: 600 }, running, null, at))).toEqual([
    3, 1, 0, 0,
  ]);
  expect(roomFor({ ...limits, concurrent: 0 }, 0, null, at)).toBe(0);
});

test('SD3: calls are made evenly, and what was not used is not saved up', () => {
  const after = (milliseconds: number, perMinute: number): number =>
    roomFor({ concurrent: 100, perMinute }, 0, instant(at - milliseconds), at);
  expect([0, 999, 1_000, 60_000].map((passed) => after(passed, 60))).toEqual([0, 0, 1, 1]);
  expect([9_999, 10_000, 600_000].map((passed) => after(passed, 6))).toEqual([0, 1, 1]);
  expect([99, 100, 550, 1_000, 60_000].map((passed) => after(passed, 600))).toEqual([0, 1, 5, 10, 10]);
});

test('SD3: however the rounds fall, no minute has more calls than the limit and one second of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 600 }),
      fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 20, maxLength: 200 }),
      (perMinute, pauses) => {
        const made: number[] = [];
        let now = 0;
        let last: number | null = null;
        for (const pause of pauses) {
          now += pause;
          const room = roomFor(
            { concurrent: 1_000, perMinute },
            0,
            last === null ? null : instant(last),
            instant(now),
          );
          made.push(...Array<number>(room).fill(now));
          if (room > 0) last = now;
        }
        const most = Math.max(
          ...made.map((start) => made.filter((one) => one >= start && one < start + 60_000).length),
        );
        expect(most).toBeLessThanOrEqual(perMinute + Math.max(1, Math.floor(perMinute / 60)));
      },
    ),
  );
});
