import { findSchedule, instant, later, nextOpeningAt, statusAt } from '../../src/call/index.ts';
import type { ClockRange, Holiday, OpeningHours, ScheduleTable } from '../../src/call/index.ts';
import { workOutSchedules } from '../../src/schedules/index.ts';

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** `09:00-17:30`, as in a flow; past midnight where the end is not after the start. */
function range(text: string): ClockRange {
  const [start = 0, end = 0] = text.split('-').map(minutesOf);
  return { start, end: end > start ? end : end + 1_440 };
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Week = Partial<Record<(typeof dayNames)[number], readonly string[]>>;

export const everyDay = (...ranges: readonly string[]): Week =>
  Object.fromEntries(dayNames.map((name) => [name, ranges]));

export function opening(timeZone: string, week: Week, holidays: readonly Holiday[] = []): OpeningHours {
  return { timeZone, weekly: dayNames.map((name) => (week[name] ?? []).map(range)), holidays };
}

export const holiday = (from: string, to = from, ...hours: readonly string[]): Holiday => ({
  from,
  to,
  hours: hours.map(range),
});

export const at = (iso: string) => instant(Date.parse(iso));

/** The table over `length` ms from `from`. */
export function tableOf(hours: OpeningHours, from: string, length = 24 * 3_600_000): ScheduleTable {
  const tables = workOutSchedules({
    from: at(from),
    until: later(at(from), length),
    schedules: { flow: { hours } },
  });
  const table = findSchedule(tables, 'flow', 'hours');
  if (table === undefined) throw new Error('no table');
  return table;
}

export const statusOf = (hours: OpeningHours, iso: string) => statusAt(tableOf(hours, iso), at(iso));

export function nextOf(hours: OpeningHours, iso: string): string | null {
  const next = nextOpeningAt(tableOf(hours, iso), at(iso));
  return next === null ? null : new Date(next).toISOString().replace(':00.000Z', 'Z');
}

/** Every change of the table, as `2026-03-29T01:00Z open`. */
export const changesOf = (table: ScheduleTable): readonly string[] =>
  table.changes.map(({ at: moment, status }) => `${new Date(moment).toISOString().slice(0, 16)}Z ${status}`);
