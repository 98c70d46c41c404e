import { findSchedule, later, nextOpeningAt, noSchedules, statusAt } from '../../src/call/index.ts';
import { workOutSchedules } from '../../src/schedules/index.ts';
import { at, changesOf, everyDay, holiday, nextOf, opening, statusOf, tableOf } from './schedule-support.ts';
import { processorTime } from '../support/processor-time.ts';

const days = (count: number): number => count * 24 * 3_600_000;
const london = 'Europe/London';
const week = { mon: ['09:00-17:30'], tue: ['09:00-17:30'], sat: ['10:00-14:00'] };

describe('the week', () => {
  const office = opening(london, week);

  test.each([
    ['2026-11-23T08:59:59.999Z', 'closed'],
    ['2026-11-23T09:00:00Z', 'open'],
    ['2026-11-23T17:29:59.999Z', 'open'],
    ['2026-11-23T17:30:00Z', 'closed'],
    ['2026-11-25T12:00:00Z', 'closed'],
    ['2026-11-28T10:00:00Z', 'open'],
    ['2026-07-20T08:00:00Z', 'open'],
    ['2026-07-20T16:30:00Z', 'closed'],
  ])('ranges are half-open, by the wall of the zone: %s is %s', (moment, status) => {
    expect(statusOf(office, moment)).toBe(status);
  });

  test('ranges of one day add up, also those that overlap', () => {
    const hours = opening(london, { mon: ['09:00-12:00', '11:00-13:00', '14:00-15:00'] });
    expect(changesOf(tableOf(hours, '2026-11-23T00:00Z'))).toEqual([
      '2026-11-23T00:00Z closed',
      '2026-11-23T09:00Z open',
      '2026-11-23T13:00Z closed',
      '2026-11-23T14:00Z open',
      '2026-11-23T15:00Z closed',
    ]);
  });

  test('SC4: a range may pass midnight; the day it starts on counts', () => {
    const bar = opening(london, { fri: ['22:00-02:00'] });
    expect(changesOf(tableOf(bar, '2026-11-27T12:00Z'))).toEqual([
      '2026-11-27T12:00Z closed',
      '2026-11-27T22:00Z open',
      '2026-11-28T02:00Z closed',
    ]);
    expect(statusOf(bar, '2026-11-28T01:59Z')).toBe('open');
    expect(statusOf(bar, '2026-11-28T23:00Z')).toBe('closed');
  });

  test('24:00 ends with the day, and what touches is one opening', () => {
    const hours = opening(london, { mon: ['20:00-24:00'], tue: ['00:00-04:00'] });
    const table = tableOf(hours, '2026-11-23T12:00Z');
    expect(changesOf(table)).toEqual([
      '2026-11-23T12:00Z closed',
      '2026-11-23T20:00Z open',
      '2026-11-24T04:00Z closed',
    ]);
    expect(nextOf(hours, '2026-11-23T21:00Z')).toBe('2026-11-30T20:00Z');
  });
});

test.each([
  ['never', {}, []],
  ['always', everyDay('00:00-24:00'), ['00:00-24:00']],
])('what is %s open is found out soon, also past very many holidays', (_, week, ranges) => {
  const first = Date.UTC(2027, 0, 1);
  const holidays = Array.from({ length: 600 }, (_day, index) => {
    const day = new Date(first + index * days(2)).toISOString().slice(0, 10);
    return holiday(day, day, ...ranges);
  });
  const started = processorTime();
  expect(nextOf(opening(london, week, holidays), '2026-11-23T12:00Z')).toBeNull();
  expect(processorTime() - started).toBeLessThan(10_000);
});

describe('holidays', () => {
  test('SC3: a holiday wins over the week', () => {
    const office = opening(london, everyDay('09:00-17:00'), [holiday('2026-12-25')]);
    expect(changesOf(tableOf(office, '2026-12-24T12:00Z', days(3)))).toEqual([
      '2026-12-24T12:00Z open',
      '2026-12-24T17:00Z closed',
      '2026-12-25T00:00Z holiday',
      '2026-12-26T00:00Z closed',
      '2026-12-26T09:00Z open',
      '2026-12-26T17:00Z closed',
      '2026-12-27T09:00Z open',
    ]);
  });

  test('SC3: on a holiday with hours it is open within them, else a holiday', () => {
    const office = opening(london, everyDay('09:00-17:00'), [
      holiday('2026-12-24', undefined, '10:00-12:00'),
    ]);
    expect(changesOf(tableOf(office, '2026-12-24T00:00Z'))).toEqual([
      '2026-12-24T00:00Z holiday',
      '2026-12-24T10:00Z open',
      '2026-12-24T12:00Z holiday',
      '2026-12-25T00:00Z closed',
    ]);
  });

  test('from and to are both included', () => {
    const office = opening(london, everyDay('09:00-17:00'), [holiday('2026-12-24', '2026-12-26')]);
    expect(nextOf(office, '2026-12-24T00:00Z')).toBe('2026-12-27T09:00Z');
    expect(statusOf(office, '2026-12-26T23:59Z')).toBe('holiday');
  });

  test('SC4: a range past midnight stops where a holiday begins', () => {
    const bar = opening(london, everyDay('20:00-03:00'), [holiday('2026-12-25')]);
    expect(changesOf(tableOf(bar, '2026-12-24T12:00Z', days(1.9)))).toEqual([
      '2026-12-24T12:00Z closed',
      '2026-12-24T20:00Z open',
      '2026-12-25T00:00Z holiday',
      '2026-12-26T00:00Z closed',
    ]);
  });

  test('SC4: hours of a holiday may pass midnight into a day that is none', () => {
    const bar = opening(london, everyDay('09:00-10:00'), [holiday('2026-12-31', undefined, '22:00-04:00')]);
    expect(changesOf(tableOf(bar, '2026-12-31T12:00Z'))).toEqual([
      '2026-12-31T12:00Z holiday',
      '2026-12-31T22:00Z open',
      '2027-01-01T04:00Z closed',
      '2027-01-01T09:00Z open',
      '2027-01-01T10:00Z closed',
    ]);
  });

  test('SC4: hours past midnight go on within a holiday of several days, and stop at another', () => {
    const fair = opening(london, {}, [
      holiday('2026-12-23', '2026-12-24', '22:00-02:00'),
      holiday('2026-12-25'),
    ]);
    expect(changesOf(tableOf(fair, '2026-12-23T12:00Z', days(2)))).toEqual([
      '2026-12-23T12:00Z holiday',
      '2026-12-23T22:00Z open',
      '2026-12-24T02:00Z holiday',
      '2026-12-24T22:00Z open',
      '2026-12-25T00:00Z holiday',
    ]);
  });

  test('SC3: where holidays meet, the hours of all of them hold', () => {
    const office = opening(london, everyDay('09:00-17:00'), [
      holiday('2026-12-20', '2026-12-31'),
      holiday('2026-12-28', undefined, '10:00-12:00'),
      holiday('2026-12-28', undefined, '11:00-13:00'),
    ]);
    expect(nextOf(office, '2026-12-21T00:00Z')).toBe('2026-12-28T10:00Z');
    expect(statusOf(office, '2026-12-28T12:30Z')).toBe('open');
    expect(statusOf(office, '2026-12-28T13:00Z')).toBe('holiday');
  });
});

describe('the next opening', () => {
  const office = opening(london, week);

  test.each([
    ['2026-11-23T08:59:59Z', '2026-11-23T09:00Z'],
    ['2026-11-23T09:00:00Z', '2026-11-24T09:00Z'],
    ['2026-11-23T12:00:00Z', '2026-11-24T09:00Z'],
    ['2026-11-24T18:00:00Z', '2026-11-28T10:00Z'],
    ['2026-11-28T12:00:00Z', '2026-11-30T09:00Z'],
    ['2026-03-28T12:00:00Z', '2026-03-30T08:00Z'],
  ])('is after the moment, also while it is open: %s, %s', (moment, next) => {
    expect(nextOf(office, moment)).toBe(next);
  });

  test('is null for what never opens, and for what never closes', () => {
    expect(nextOf(opening(london, {}), '2026-11-23T12:00Z')).toBeNull();
    expect(nextOf(opening(london, everyDay('00:00-24:00')), '2026-11-23T12:00Z')).toBeNull();
    expect(nextOf(opening(london, everyDay('12:00-12:00')), '2026-11-23T12:00Z')).toBeNull();
  });

  test('is found years ahead, past long holidays and where only holidays open', () => {
    expect(nextOf(opening(london, week, [holiday('2026-11-01', '2031-03-31')]), '2026-11-23T12:00Z')).toBe(
      '2031-04-01T08:00Z',
    );
    expect(
      nextOf(opening(london, {}, [holiday('2040-06-01', undefined, '08:00-09:00')]), '2026-11-23T12:00Z'),
    ).toBe('2040-06-01T07:00Z');
    const always = opening(london, everyDay('00:00-24:00'), [holiday('2030-05-01')]);
    expect(nextOf(always, '2026-11-23T12:00Z')).toBe('2030-05-01T23:00Z');
    const throughout = [holiday('2030-05-01', undefined, '00:00-24:00')];
    expect(nextOf(opening(london, everyDay('00:00-24:00'), throughout), '2026-11-23T12:00Z')).toBeNull();
  });

  test('is known at every moment of the span, and after its last opening', () => {
    const table = tableOf(office, '2026-11-23T08:00Z', days(1));
    const next = (iso: string) => nextOpeningAt(table, at(iso));
    expect(next('2026-11-23T08:00Z')).toBe(at('2026-11-23T09:00Z'));
    expect(next('2026-11-23T09:00Z')).toBe(at('2026-11-24T09:00Z'));
    expect(next('2026-11-24T08:00Z')).toBe(at('2026-11-24T09:00Z'));
    expect(table.openings).toHaveLength(2);
  });
});

test('a moment outside the span counts as the nearer end', () => {
  const table = tableOf(opening(london, week), '2026-11-23T08:00Z', 3_600_000);
  expect(statusAt(table, at('2020-01-01T00:00Z'))).toBe('closed');
  expect(statusAt(table, at('2030-01-01T00:00Z'))).toBe('open');
});

test('tables are kept apart by flow, names of prototypes are no schedules, and tables survive JSON', () => {
  const hours = opening(london, week);
  const from = at('2026-11-23T12:00Z');
  const tables = workOutSchedules({
    from,
    until: later(from, days(1)),
    schedules: { one: { office: hours }, other: { office: opening(london, {}) } },
  });
  const status = (flow: string) =>
    statusAt(findSchedule(tables, flow, 'office') ?? { changes: [], openings: [] }, from);
  expect([status('one'), status('other')]).toEqual(['open', 'closed']);
  expect(findSchedule(tables, 'one', 'constructor')).toBeUndefined();
  expect(findSchedule(tables, 'toString', 'office')).toBeUndefined();
  expect(findSchedule(noSchedules, 'one', 'office')).toBeUndefined();
  expect(JSON.parse(JSON.stringify(tables))).toEqual(tables);
});

test('a schedule in an unknown time zone is left out', () => {
  const from = at('2026-11-23T12:00Z');
  const tables = workOutSchedules({
    from,
    until: later(from, days(1)),
    schedules: { flow: { lost: opening('Europe/Atlantis', week), found: opening(london, week) } },
  });
  expect(Object.keys(tables.flow ?? {})).toEqual(['found']);
});
