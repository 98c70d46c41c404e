/**
 * Opening hours by another way: every minute of a span is asked of `Intl.DateTimeFormat` what is on the wall, and the
 * sentences of section 1.3 of the flow language are looked up in that list. Slow, and without a calendar library.
 */
import type { ClockRange, OpeningHours, ScheduleStatus } from '../../src/call/index.ts';

const minute = 60_000;
const day = 1_440 * minute;

/** `YYYY-MM-DD HH:MM` on the wall, for every minute from `from` to `until`. */
interface Wall {
  readonly from: number;
  readonly times: readonly string[];
}

export function wallOf(timeZone: string, from: number, until: number): Wall {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const times: string[] = [];
  for (let at = from; at < until; at += minute) {
    const [, d = '', m = '', y = '', time = ''] =
      /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d:\d\d)/.exec(format.format(at)) ?? [];
    times.push(`${y}-${m}-${d} ${time}`);
  }
  return { from, times };
}

/** What the schedule is in every minute of the wall but its first and last two days. */
export function statusesOf(hours: OpeningHours, wall: Wall): ReadonlyMap<number, ScheduleStatus> {
  const dates = [...new Set(wall.times.map((time) => time.slice(0, 10)))];
  const all = dates.flatMap((date, index) => (index + 1 < dates.length ? [date] : []));
  const open = new Set<number>();
  for (const date of all) {
    for (const range of rangesOf(hours, date)) {
      const next = dateAfter(date);
      const cut = range.end > 1_440 && hours.holidays.some(({ from }) => from === next);
      const start = firstAtOrAfter(wall, wallTime(date, range.start));
      const end = cut ? firstAtOrAfter(wall, `${next} 00:00`) : endOf(wall, wallTime(date, range.end));
      for (let index = start; index < end; index += 1) open.add(index);
    }
  }
  const statuses = new Map<number, ScheduleStatus>();
  const margin = (2 * day) / minute;
  for (let index = margin; index < wall.times.length - margin; index += 1) {
    const date = (wall.times[index] ?? '').slice(0, 10);
    const holiday = hours.holidays.some(({ from, to }) => from <= date && date <= to);
    statuses.set(wall.from + index * minute, open.has(index) ? 'open' : holiday ? 'holiday' : 'closed');
  }
  return statuses;
}

function rangesOf(hours: OpeningHours, date: string): readonly ClockRange[] {
  const holidays = hours.holidays.filter(({ from, to }) => from <= date && date <= to);
  if (holidays.length > 0) return holidays.flatMap((holiday) => holiday.hours);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return hours.weekly[(weekday + 6) % 7] ?? [];
}

const dateAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + day).toISOString().slice(0, 10);

const wallTime = (date: string, minutes: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + minutes * minute).toISOString().slice(0, 16).replace('T', ' ');

/** The first minute at which the wall shows `time`; where it never does, the one after the gap. */
function firstAtOrAfter({ times }: Wall, time: string): number {
  const index = times.findIndex((shown) => shown >= time);
  return index < 0 ? times.length : index;
}

/** The last minute at which the wall shows `time`; where it never does, the one after the gap. */
function endOf(wall: Wall, time: string): number {
  const last = wall.times.lastIndexOf(time);
  return last < 0 ? firstAtOrAfter(wall, time) : last;
}
