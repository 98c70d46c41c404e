import { Temporal } from 'temporal-polyfill';
import { CalendarError } from './calendar-error.ts';
import type { CalendarProperty } from './calendar-lines.ts';

/**
 * A yearly rule (RFC 5545, section 3.3.10), as holidays have one: the same date every year, or the n-th weekday of
 * a month, or a weekday among some days of a month.
 */
export interface Recurrence {
  readonly interval: number;
  readonly count: number | null;
  /** As it is written: `20301231` or `20301231T235959Z`. */
  readonly until: string | null;
  readonly months: readonly number[];
  /** From the end of the month where negative. */
  readonly monthDays: readonly number[];
  readonly weekdays: readonly WeekdayRule[];
}

interface WeekdayRule {
  /** 1 for Monday. */
  readonly weekday: number;
  /** The n-th of the month, from its end where negative; null: each. */
  readonly nth: number | null;
}

/** Takes note of work: a unit for each month that is looked through and each day that is found. May throw. */
export type Spend = (cost: number) => void;

/** The years in which a rule is written out. */
export interface WrittenYears {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly spend: Spend;
}

const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Reads a rule. What it does not know is refused, since a holiday that is silently left out is a day on which the app answers. */
export function parseRecurrence({ value, line }: CalendarProperty): Recurrence {
  const parts = new Map(
    value.split(';').map((part) => {
      const [name = '', ...rest] = part.split('=');
      return [name.trim().toUpperCase(), rest.join('=').trim().toUpperCase()] as const;
    }),
  );
  const refuse = (what: string): CalendarError =>
    new CalendarError(
      'CALENDAR-UNSUPPORTED',
      line,
      `the rule ${what} is not understood: FREQ=YEARLY with INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY and BYDAY ` +
        'within a month is; write the days out as events of their own',
    );
  for (const name of parts.keys()) if (!known.has(name)) throw refuse(name);
  if (parts.get('FREQ') !== 'YEARLY') throw refuse(`FREQ=${parts.get('FREQ') ?? ''}`);
  // What is named twice is meant once.
  const list = (name: string): readonly string[] => [...new Set(parts.get(name)?.split(','))];
  const numbers = (name: string, least: number, most: number): readonly number[] =>
    list(name).map((text) => {
      const number = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : NaN;
      if (!(Math.abs(number) >= 1 && number >= least && number <= most)) throw refuse(`${name}=${text}`);
      return number;
    });
  const weekdays = list('BYDAY').map((text) => {
    const [, nth, day = ''] = /^([+-]?[1-5])?([A-Z]{2})$/.exec(text) ?? [];
    const weekday = weekdayNames.indexOf(day) + 1;
    if (weekday === 0) throw refuse(`BYDAY=${text}`);
    return { weekday, nth: nth === undefined ? null : Number(nth) };
  });
  const rule = {
    interval: numbers('INTERVAL', 1, 9_999)[0] ?? 1,
    count: numbers('COUNT', 1, 9_999)[0] ?? null,
    until: parts.get('UNTIL') ?? null,
    months: [...new Set(numbers('BYMONTH', 1, 12))],
    monthDays: numbers('BYMONTHDAY', -31, 31),
    weekdays,
  };
  if (weekdays.length > 0 && rule.months.length === 0) throw refuse('BYDAY without BYMONTH');
  if (rule.monthDays.length > 0 && weekdays.some(({ nth }) => nth !== null))
    throw refuse('BYDAY with BYMONTHDAY');
  return rule;
}

const known: ReadonlySet<string> = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYMONTH',
  'BYMONTHDAY',
  'BYDAY',
  'WKST',
]);

/**
 * The days on which the rule falls, from `start` on, up to the end of `lastYear`; `until` and `count` are the caller's.
 * Days before `firstYear` are given where they have to be counted.
 */
export function* recurrenceDays(
  rule: Recurrence,
  start: Temporal.PlainDate,
  { firstYear, lastYear, spend }: WrittenYears,
): Iterable<Temporal.PlainDate> {
  // Where nothing is counted, the years before the first are passed over in one step.
  const over = rule.count === null ? Math.max(0, Math.floor((firstYear - start.year) / rule.interval)) : 0;
  for (let year = start.year + over * rule.interval; year <= lastYear; year += rule.interval) {
    for (const date of daysOfYear(rule, start, year, spend)) {
      if (Temporal.PlainDate.compare(date, start) >= 0) yield date;
    }
  }
}

function daysOfYear(
  rule: Recurrence,
  start: Temporal.PlainDate,
  year: number,
  spend: Spend,
): readonly Temporal.PlainDate[] {
  const everyMonth = Array.from({ length: 12 }, (_month, index) => index + 1);
  const ownMonth = rule.monthDays.length > 0 ? everyMonth : [start.month];
  const months = rule.months.length > 0 ? rule.months : ownMonth;
  const days = months.flatMap((month) => daysOfMonth(rule, start, new Temporal.PlainDate(year, month, 1)));
  spend(months.length + days.length);
  return days.toSorted((one, other) => Temporal.PlainDate.compare(one, other));
}

function daysOfMonth(
  { monthDays, weekdays }: Recurrence,
  start: Temporal.PlainDate,
  first: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  const { daysInMonth, dayOfWeek } = first;
  const wanted = monthDays.length > 0 || weekdays.length > 0 ? monthDays : [start.day];
  const found: Temporal.PlainDate[] = [];
  for (let day = 1; day <= daysInMonth; day += 1) {
    const fromEnd = day - daysInMonth - 1;
    const weekday = ((dayOfWeek + day - 2) % 7) + 1;
    const isAmong = wanted.length === 0 || wanted.includes(day) || wanted.includes(fromEnd);
    const isOn = weekdays.length === 0 || weekdays.some((rule) => fits(rule, weekday, day, fromEnd));
    if (isAmong && isOn) found.push(first.with({ day }));
  }
  return found;
}

function fits(rule: WeekdayRule, weekday: number, day: number, fromEnd: number): boolean {
  if (rule.weekday !== weekday) return false;
  if (rule.nth === null) return true;
  return rule.nth > 0 ? Math.ceil(day / 7) === rule.nth : Math.ceil(-fromEnd / 7) === -rule.nth;
}
