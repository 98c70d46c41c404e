import { Temporal } from 'temporal-polyfill';
import type { ClockRange, Holiday, Instant, OpeningHours } from '../call/index.ts';
import { endsAt, startsAt } from './local-time.ts';

/** Half-open: `[start, end)`. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

/*
 * The days of a schedule.
 *
 * SC3 A holiday wins over the week: on its days only its own hours hold; of several on one day all hours hold.
 * SC4 A range past midnight belongs to the day on which it starts, and stops where a holiday begins.
 */

/** When the schedule is open by the ranges that begin on `date`; may reach into the next day. */
export function openHoursOf(hours: OpeningHours, date: Temporal.PlainDate): readonly Interval[] {
  const ranges = rangesOf(hours, date);
  if (ranges.length === 0) return [];
  const { timeZone } = hours;
  const next = date.add({ days: 1 });
  const midnight = startsAt(next, 0, timeZone);
  // A day that a zone skipped, when it moved over the date line, has no hours, not even in the night after it.
  if (startsAt(date, 0, timeZone) === midnight) return [];
  const holidayNext = hours.holidays.some(({ from }) => from === next.toString());
  const stops = (end: number): Instant =>
    holidayNext && end > minutesOfDay ? midnight : endsAt(date, end, timeZone);
  return ranges
    .map(({ start, end }) => ({ start: startsAt(date, start, timeZone), end: stops(end) }))
    .filter(({ start, end }) => start < end);
}

const minutesOfDay = 1_440;

function rangesOf(hours: OpeningHours, date: Temporal.PlainDate): readonly ClockRange[] {
  const holidays = holidaysOn(hours, date);
  if (holidays.length > 0) return holidays.flatMap((holiday) => holiday.hours);
  return hours.weekly[date.dayOfWeek - 1] ?? [];
}

/** The holidays that `date` belongs to. */
export function holidaysOn({ holidays }: OpeningHours, date: Temporal.PlainDate): readonly Holiday[] {
  const day = date.toString();
  return holidays.filter(({ from, to }) => from <= day && day <= to);
}

/** The days after `date` on which a holiday begins or is over, in order. */
export function holidayChanges(
  { holidays }: OpeningHours,
  date: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  const day = date.toString();
  const changes = holidays.flatMap(({ from, to }) => [from, to < day ? to : dayAfter(to)]);
  const later = changes.filter((change) => change > day);
  return [...new Set(later)].sort().map((change) => Temporal.PlainDate.from(change));
}

const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();

/** Intervals in order, those that overlap or touch joined. */
export function joined(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const next of intervals.toSorted((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last === undefined || next.start > last.end) result.push(next);
    else if (next.end > last.end) result[result.length - 1] = { start: last.start, end: next.end };
  }
  return result;
}
