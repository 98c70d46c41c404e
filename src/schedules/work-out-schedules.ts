import { Temporal } from 'temporal-polyfill';
import type {
  Instant,
  OpeningHours,
  ScheduleChange,
  ScheduleOrder,
  ScheduleStatus,
  ScheduleTable,
  ScheduleTables,
} from '../call/index.ts';
import { isKnownZone, localDate, startsAt } from './local-time.ts';
import { holidayChanges, holidaysOn, joined, openHoursOf } from './open-hours.ts';
import type { Interval } from './open-hours.ts';

/**
 * Works out the schedules of a call over its span. Time zone data changes with every release of Node, so this is
 * done once a call, in an activity, and history holds the answer; it is never called by an orchestrator. A schedule in a
 * time zone that this version of Node does not know is left out.
 */
export function workOutSchedules({ from, until, schedules }: ScheduleOrder): ScheduleTables {
  const flows = Object.entries(schedules).map(([flow, named]) => {
    const known = Object.entries(named).filter(([, { timeZone }]) => isKnownZone(timeZone));
    const tables = known.map(([name, hours]) => [name, workOut(hours, from, until)] as const);
    return [flow, Object.fromEntries(tables)] as const;
  });
  return Object.fromEntries(flows);
}

function workOut(hours: OpeningHours, from: Instant, until: Instant): ScheduleTable {
  // A range reaches into the next day at most; one day more for zones whose clocks go back over midnight.
  const first = localDate(from, hours.timeZone).subtract({ days: 2 });
  const last = localDate(until, hours.timeZone).add({ days: 2 });
  const days = daysBetween(first, last);
  const open = joined(days.flatMap((date) => openHoursOf(hours, date)));
  const holidays = days.flatMap((date) => holidayOf(hours, date));
  return {
    changes: changesOf(open, holidays, from, until),
    openings: openingsOf(hours, open, last, from, until),
  };
}

function daysBetween(first: Temporal.PlainDate, last: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  const count = first.until(last).total('days') + 1;
  return Array.from({ length: count }, (_day, index) => first.add({ days: index }));
}

/** The whole of a local day that is a holiday, from its first midnight to the next day's. */
function holidayOf(hours: OpeningHours, date: Temporal.PlainDate): readonly Interval[] {
  if (holidaysOn(hours, date).length === 0) return [];
  const { timeZone } = hours;
  return [{ start: startsAt(date, 0, timeZone), end: startsAt(date.add({ days: 1 }), 0, timeZone) }];
}

function changesOf(
  open: readonly Interval[],
  holidays: readonly Interval[],
  from: Instant,
  until: Instant,
): readonly ScheduleChange[] {
  const statusOf = (at: Instant): ScheduleStatus => {
    if (open.some((interval) => holds(interval, at))) return 'open';
    return holidays.some((interval) => holds(interval, at)) ? 'holiday' : 'closed';
  };
  const bounds = [...open, ...holidays].flatMap(({ start, end }) => [start, end]);
  const moments = [from, ...bounds.filter((at) => at > from && at <= until)].sort(
    (one, other) => one - other,
  );
  const changes: ScheduleChange[] = [];
  for (const at of moments) {
    const status = statusOf(at);
    if (changes.at(-1)?.status !== status) changes.push({ at, status });
  }
  return changes;
}

const holds = ({ start, end }: Interval, at: Instant): boolean => start <= at && at < end;

function openingsOf(
  hours: OpeningHours,
  open: readonly Interval[],
  last: Temporal.PlainDate,
  from: Instant,
  until: Instant,
): readonly Instant[] {
  const starts = open.map(({ start }) => start).filter((at) => at > from);
  const within = starts.filter((at) => at <= until);
  const after = starts.find((at) => at > until) ?? openingAfter(hours, last, open.at(-1)?.end);
  return after === null ? within : [...within, after];
}

const nextOf = <Item>(items: Iterator<Item, unknown>): Item | null => {
  const next = items.next();
  return next.done === true ? null : next.value;
};

/** A week, and a day before it for what reaches into it: what opens in none of these never opens by the week. */
const quietDays = 8;

/** The first opening by a range of a day after `last`; `openUntil` is when it closes by the ranges up to then. */
function openingAfter(
  hours: OpeningHours,
  last: Temporal.PlainDate,
  openUntil: Instant | undefined,
): Instant | null {
  let closesAt = openUntil;
  let date = last;
  const changes = holidayChanges(hours, date).values();
  let change = nextOf(changes);
  for (let quiet = 0; ; quiet += 1) {
    date = date.add({ days: 1 });
    for (const { start, end } of joined(openHoursOf(hours, date))) {
      if (closesAt === undefined || start > closesAt) return start;
      if (end > closesAt) closesAt = end;
    }
    if (change?.equals(date) === true) {
      change = nextOf(changes);
      quiet = 0;
    }
    if (quiet < quietDays) continue;
    if (change === null) return null;
    const ahead = change.subtract({ days: 2 });
    if (Temporal.PlainDate.compare(ahead, date) <= 0) continue;
    // What is skipped is closed throughout, or open throughout: then it is still open on the last day skipped.
    date = ahead;
    closesAt = joined(openHoursOf(hours, date)).at(-1)?.end ?? closesAt;
  }
}
