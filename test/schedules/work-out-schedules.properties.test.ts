/** The tables against the brute-force model: random schedules, in zones and around days in which clocks change. */
import fc from 'fast-check';
import { instant, nextOpeningAt, statusAt } from '../../src/call/index.ts';
import type { ClockRange, OpeningHours } from '../../src/call/index.ts';
import { workOutSchedules } from '../../src/schedules/index.ts';
import { statusesOf, wallOf } from './brute-force.ts';

const minute = 60_000;
const day = 1_440 * minute;

/** A zone, and the first of the days that are looked at: each has a change of clocks a few days later. */
const places = [
  ['Europe/London', '2026-03-25'],
  ['Europe/London', '2026-10-21'],
  ['America/New_York', '2026-03-04'],
  ['America/New_York', '2026-10-28'],
  ['Australia/Lord_Howe', '2026-09-30'],
  ['Australia/Lord_Howe', '2026-04-01'],
  ['Pacific/Apia', '2011-12-26'],
  ['Africa/Casablanca', '2026-02-11'],
  ['Africa/Casablanca', '2026-03-18'],
  ['America/Santiago', '2026-09-02'],
  ['America/Santiago', '2026-04-01'],
  ['America/Havana', '2026-10-28'],
  ['Asia/Kathmandu', '2026-05-01'],
] as const;
const length = 9 * day;
const walls: ReadonlyMap<string, ReturnType<typeof wallOf>> = new Map(
  places.map(([zone, date]) => {
    const from = Date.parse(`${date}T00:00Z`);
    return [`${zone} ${date}`, wallOf(zone, from, from + length)] as const;
  }),
);

/** Quarters of an hour, mostly in the hours in which clocks change. */
const time = fc
  .oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 95 }))
  .map((quarter) => quarter * 15);
const range: fc.Arbitrary<ClockRange> = fc
  .tuple(time, fc.oneof(time, fc.constant(1_440)))
  .filter(([start, end]) => start !== end)
  .map(([start, end]) => ({ start, end: end > start ? end : end + 1_440 }));
const ranges = fc.array(range, { maxLength: 3 });

const order = fc.constantFrom(...places).chain(([timeZone, first]) => {
  const date = (offset: number): string =>
    new Date(Date.parse(`${first}T00:00Z`) + offset * day).toISOString().slice(0, 10);
  const holiday = fc
    .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 2 }), fc.oneof(fc.constant([]), ranges))
    .map(([offset, more, hours]) => ({ from: date(offset), to: date(offset + more), hours }));
  return fc.record({
    first: fc.constant(first),
    hours: fc.record({
      timeZone: fc.constant(timeZone),
      weekly: fc.array(ranges, { minLength: 7, maxLength: 7 }),
      holidays: fc.array(holiday, { maxLength: 3 }),
    }),
    begins: fc.integer({ min: 0, max: 4 * 1_440 }),
    lasts: fc.integer({ min: 0, max: 1_440 }),
  });
});

test('SC1 to SC4: every minute of a table is what the wall says', () => {
  let open = 0;
  let looked = 0;
  fc.assert(
    fc.property(order, ({ first, hours, begins, lasts }) => {
      const expected = statusesOf(hours, wallAt(hours, first));
      const [zero = 0] = expected.keys();
      const from = zero + begins * minute;
      const until = from + lasts * minute;
      const table = workedOut(hours, from, until);
      for (let at = from; at <= until; at += minute) {
        const status = statusAt(table, instant(at));
        if (status !== expected.get(at))
          expect([new Date(at), status]).toEqual([new Date(at), expected.get(at)]);
        looked += 1;
        if (status === 'open') open += 1;
      }
      const opens = [...expected].find(
        ([at, status]) => at > until && status === 'open' && expected.get(at - minute) !== 'open',
      );
      if (opens !== undefined) expect(nextOpeningAt(table, instant(until))).toBe(opens[0]);
      const within = [...expected].filter(
        ([at, status]) =>
          at > from && at <= until && status === 'open' && expected.get(at - minute) !== 'open',
      );
      expect(table.openings.filter((at) => at <= until)).toEqual(within.map(([at]) => at));
    }),
    { numRuns: 400 },
  );
  expect(open).toBeGreaterThan(looked / 10);
});

function wallAt({ timeZone }: OpeningHours, first: string) {
  const wall = walls.get(`${timeZone} ${first}`);
  if (wall === undefined) throw new Error('no wall');
  return wall;
}

function workedOut(hours: OpeningHours, from: number, until: number) {
  const tables = workOutSchedules({
    from: instant(from),
    until: instant(until),
    schedules: { flow: { hours } },
  });
  const table = tables.flow?.hours;
  if (table === undefined) throw new Error('no table');
  return table;
}
