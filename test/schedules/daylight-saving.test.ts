/** Section 1.3: "A skipped local time is the end of the gap; a repeated one is its first occurrence for a start, its second for an end." */
import { changesOf, everyDay, holiday, nextOf, opening, tableOf } from './schedule-support.ts';

const days = (count: number): number => count * 24 * 3_600_000;

/** When it opens and closes within `length` of `from`, by the clock of Greenwich. */
const openIn = (zone: string, range: string, from: string, length = days(1)): readonly string[] =>
  changesOf(tableOf(opening(zone, everyDay(range)), from, length)).filter(
    (change, index) => index > 0 || change.endsWith('open'),
  );

describe('Europe/London', () => {
  // 2026-03-29 01:00Z: 01:00 to 02:00 is skipped.
  const march = '2026-03-28T12:00Z';
  test.each([
    ['01:30-05:00', '2026-03-29T01:00Z open', '2026-03-29T04:00Z closed'],
    ['00:30-01:30', '2026-03-29T00:30Z open', '2026-03-29T01:00Z closed'],
    ['01:00-02:30', '2026-03-29T01:00Z open', '2026-03-29T01:30Z closed'],
    ['23:00-02:00', '2026-03-28T23:00Z open', '2026-03-29T01:00Z closed'],
  ])('SC1: %s in the night that loses an hour', (range, opens, closes) => {
    expect(openIn('Europe/London', range, march)).toEqual(expect.arrayContaining([opens, closes]));
  });

  test('SC1: a range within the gap is empty that day', () => {
    expect(openIn('Europe/London', '01:10-01:50', march)).toEqual([]);
    expect(nextOf(opening('Europe/London', everyDay('01:10-01:50')), march)).toBe('2026-03-30T00:10Z');
  });

  // 2026-10-25 01:00Z: 01:00 to 02:00 comes twice.
  const october = '2026-10-24T12:00Z';
  test.each([
    ['01:30-05:00', '2026-10-25T00:30Z open', '2026-10-25T05:00Z closed'],
    ['00:30-01:30', '2026-10-24T23:30Z open', '2026-10-25T01:30Z closed'],
    ['01:10-01:20', '2026-10-25T00:10Z open', '2026-10-25T01:20Z closed'],
    ['22:00-01:00', '2026-10-24T21:00Z open', '2026-10-25T01:00Z closed'],
    ['22:00-02:00', '2026-10-24T21:00Z open', '2026-10-25T02:00Z closed'],
  ])('SC2: %s in the night that has an hour twice', (range, opens, closes) => {
    expect(openIn('Europe/London', range, october)).toEqual(expect.arrayContaining([opens, closes]));
  });

  test('a holiday has 23 or 25 hours', () => {
    const hours = opening('Europe/London', {}, [holiday('2026-03-29'), holiday('2026-10-25')]);
    expect(changesOf(tableOf(hours, march, days(2)))).toEqual([
      '2026-03-28T12:00Z closed',
      '2026-03-29T00:00Z holiday',
      '2026-03-29T23:00Z closed',
    ]);
    expect(changesOf(tableOf(hours, october, days(2)))).toEqual([
      '2026-10-24T12:00Z closed',
      '2026-10-24T23:00Z holiday',
      '2026-10-26T00:00Z closed',
    ]);
  });
});

describe('America/New_York', () => {
  test('SC1: 02:30 of 2026-03-08 is 03:00', () => {
    expect(openIn('America/New_York', '02:30-03:30', '2026-03-08T00:00Z', days(0.5))).toEqual([
      '2026-03-08T07:00Z open',
      '2026-03-08T07:30Z closed',
    ]);
  });

  test('SC2: 01:30 of 2026-11-01 comes twice', () => {
    expect(openIn('America/New_York', '01:30-01:45', '2026-11-01T00:00Z', days(0.5))).toEqual([
      '2026-11-01T05:30Z open',
      '2026-11-01T06:45Z closed',
    ]);
  });
});

describe('Australia/Lord_Howe, whose summer time is half an hour', () => {
  test('SC1: 02:10 of 2026-10-04 is 02:30', () => {
    expect(openIn('Australia/Lord_Howe', '02:10-02:40', '2026-10-03T12:00Z', days(0.5))).toEqual([
      '2026-10-03T15:30Z open',
      '2026-10-03T15:40Z closed',
    ]);
  });

  test('SC2: 01:40 of 2026-04-05 comes twice', () => {
    expect(openIn('Australia/Lord_Howe', '01:40-01:50', '2026-04-04T12:00Z', days(0.5))).toEqual([
      '2026-04-04T14:40Z open',
      '2026-04-04T15:20Z closed',
    ]);
  });
});

describe('Pacific/Apia, which had no 30 December 2011', () => {
  test('SC1: ranges of the day that never was are empty, and one that reaches into it ends with its eve', () => {
    expect(openIn('Pacific/Apia', '09:00-17:00', '2011-12-29T12:00Z', days(2))).toEqual([
      '2011-12-29T19:00Z open',
      '2011-12-30T03:00Z closed',
      '2011-12-30T19:00Z open',
      '2011-12-31T03:00Z closed',
    ]);
    const night = opening('Pacific/Apia', { thu: ['22:00-02:00'] });
    expect(changesOf(tableOf(night, '2011-12-30T00:00Z'))).toEqual([
      '2011-12-30T00:00Z closed',
      '2011-12-30T08:00Z open',
      '2011-12-30T10:00Z closed',
    ]);
  });

  test('a range past midnight of the day that never was does not begin in the night after it', () => {
    const night = opening('Pacific/Apia', { fri: ['20:00-02:00'] });
    expect(changesOf(tableOf(night, '2011-12-30T00:00Z'))).toEqual(['2011-12-30T00:00Z closed']);
  });

  test('a holiday on it is none', () => {
    const hours = opening('Pacific/Apia', {}, [holiday('2011-12-30')]);
    expect(changesOf(tableOf(hours, '2011-12-29T12:00Z', days(3)))).toEqual(['2011-12-29T12:00Z closed']);
  });
});

describe('Africa/Casablanca, whose summer time pauses in Ramadan', () => {
  // 2026-02-15 03:00 to 02:00; 2026-03-22 02:00 to 03:00.
  test('SC1, SC2: both edges of Ramadan 2026', () => {
    expect(openIn('Africa/Casablanca', '02:15-02:45', '2026-02-14T12:00Z')).toEqual([
      '2026-02-15T01:15Z open',
      '2026-02-15T02:45Z closed',
    ]);
    expect(openIn('Africa/Casablanca', '02:15-03:45', '2026-03-21T12:00Z')).toEqual([
      '2026-03-22T02:00Z open',
      '2026-03-22T02:45Z closed',
    ]);
  });
});

test('a zone that skips midnight: the day, its ranges and its holiday begin at one', () => {
  // America/Santiago, 2026-09-06: 00:00 to 01:00 is skipped.
  const hours = opening('America/Santiago', { sun: ['00:00-02:00'] }, [holiday('2026-09-07')]);
  expect(changesOf(tableOf(hours, '2026-09-06T00:00Z', days(1.5)))).toEqual([
    '2026-09-06T00:00Z closed',
    '2026-09-06T04:00Z open',
    '2026-09-06T05:00Z closed',
    '2026-09-07T03:00Z holiday',
  ]);
});
