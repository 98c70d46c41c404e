/** A day of the (proleptic Gregorian) calendar. */
export interface CalendarDate {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

export interface TimeOfDay {
  /** From 0 to 23. */
  readonly hour: number;
  readonly minute: number;
}

/** What a text says of date and time: ISO 8601, each part null where it is not written. */
export interface Moment {
  readonly date: CalendarDate | null;
  readonly time: TimeOfDay | null;
  /** Whether an offset from UTC is written, which makes it an instant. */
  readonly instant: boolean;
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const timePattern = /^(\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** `2026-10-26`, `14:05`, or both with a `T` between, then with or without `Z` or an offset; null for anything else. */
export function parseMoment(text: string): Moment | null {
  const [first = '', second, ...rest] = text.trim().split('T');
  if (rest.length > 0) return null;
  if (second === undefined && first.includes(':')) {
    const time = parseTime(first);
    return time === null || time.offset ? null : { date: null, time: time.clock, instant: false };
  }
  const date = parseDate(first);
  if (date === null) return null;
  if (second === undefined) return { date, time: null, instant: false };
  const time = parseTime(second);
  return time === null ? null : { date, time: time.clock, instant: time.offset };
}

function parseDate(text: string): CalendarDate | null {
  const [, years, months, days] = datePattern.exec(text) ?? [];
  const date = { year: Number(years), month: Number(months), day: Number(days) };
  const exists = date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= daysOf(date);
  return years !== undefined && exists ? date : null;
}

function daysOf({ year, month }: CalendarDate): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function parseTime(text: string): { readonly clock: TimeOfDay; readonly offset: boolean } | null {
  const [whole, hours, minutes, offset] = timePattern.exec(text) ?? [];
  const clock = { hour: Number(hours), minute: Number(minutes) };
  if (whole === undefined || clock.hour > 23 || clock.minute > 59) return null;
  return { clock, offset: offset !== undefined };
}
