/**
 * Schedules of timer triggers: NCRONTAB with seconds, `{second} {minute} {hour} {day} {month} {day of week}`, in UTC. Five fields mean
 * second 0. Unlike cron, day and day of week must both match. Written here because cron libraries join those two by "or" and have
 * another set of special characters.
 */

export class ScheduleError extends Error {}

interface FieldRange {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly names: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const second: FieldRange = { name: 'second', minimum: 0, maximum: 59, names: [] };
const minute: FieldRange = { name: 'minute', minimum: 0, maximum: 59, names: [] };
const hour: FieldRange = { name: 'hour', minimum: 0, maximum: 23, names: [] };
const day: FieldRange = { name: 'day', minimum: 1, maximum: 31, names: [] };
const month: FieldRange = { name: 'month', minimum: 1, maximum: 12, names: months };
/** 7 is Sunday, too. */
const weekday: FieldRange = { name: 'day of week', minimum: 0, maximum: 7, names: weekdays };

export interface Schedule {
  readonly seconds: ReadonlySet<number>;
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
}

/** @throws ScheduleError that says what is wrong */
export function parseSchedule(text: string): Schedule {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) {
    throw new ScheduleError(
      `it has ${fields.length} fields; there must be six (second minute hour day month weekday)`,
    );
  }
  const [seconds = '0', minutes = '', hours = '', days = '', monthField = '', weekdayField = ''] =
    fields.length === 5 ? ['0', ...fields] : fields;
  const parsedWeekdays = parseField(weekdayField, weekday);
  return {
    seconds: parseField(seconds, second),
    minutes: parseField(minutes, minute),
    hours: parseField(hours, hour),
    days: parseField(days, day),
    months: parseField(monthField, month),
    weekdays: new Set([...parsedWeekdays].map((value) => value % 7)),
  };
}

function parseField(text: string, range: FieldRange): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/i.exec(part);
    if (match === null) throw new ScheduleError(`"${part}" is no ${range.name}`);
    const [, first = '', last, stepText] = match;
    const step = Number(stepText ?? 1);
    if (step < 1) throw new ScheduleError(`the step of "${part}" must be at least 1`);
    const from = first === '*' ? range.minimum : parseValue(first, range);
    const to =
      first === '*' || (last === undefined && stepText !== undefined)
        ? range.maximum
        : parseValue(last ?? first, range);
    if (from > to) throw new ScheduleError(`"${part}" runs backwards`);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

function parseValue(text: string, range: FieldRange): number {
  const named = range.names.indexOf(text.slice(0, 3).toLowerCase());
  const value = named >= 0 && Number.isNaN(Number(text)) ? named + (range === month ? 1 : 0) : Number(text);
  if (Number.isInteger(value) && value >= range.minimum && value <= range.maximum) return value;
  throw new ScheduleError(`"${text}" is no ${range.name} (${range.minimum} to ${range.maximum})`);
}

/** Leap days come back within eight years; a schedule without an occurrence by then (30 February) has none. */
const horizonDays = 366 * 8 + 3;

/** The first occurrence after `time` (milliseconds), or null if there is none. */
export function nextOccurrence(schedule: Schedule, time: number): number | null {
  const start = new Date(Math.floor(time / 1000) * 1000 + 1000);
  const midnight = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate());
  for (let offset = 0; offset < horizonDays; offset += 1) {
    const date = new Date(midnight + offset * 24 * 60 * 60 * 1000);
    if (!matchesDate(schedule, date)) continue;
    const found = firstTime(schedule, date, offset === 0 ? start : date);
    if (found !== null) return found;
  }
  return null;
}

function matchesDate(schedule: Schedule, date: Date): boolean {
  return (
    schedule.months.has(date.getUTCMonth() + 1) &&
    schedule.days.has(date.getUTCDate()) &&
    schedule.weekdays.has(date.getUTCDay())
  );
}

/** The first time of day on `date` that is not before `earliest`. */
function firstTime(schedule: Schedule, date: Date, earliest: Date): number | null {
  const ascending = (values: ReadonlySet<number>): number[] => [...values].sort((a, b) => a - b);
  for (const hours of ascending(schedule.hours)) {
    if (hours < earliest.getUTCHours()) continue;
    for (const minutes of ascending(schedule.minutes)) {
      for (const seconds of ascending(schedule.seconds)) {
        const candidate = date.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000;
        if (candidate >= earliest.getTime()) return candidate;
      }
    }
  }
  return null;
}
