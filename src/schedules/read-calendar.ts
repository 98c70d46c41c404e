import { Temporal } from 'temporal-polyfill';
import { CalendarError } from './calendar-error.ts';
import { calendarEvents } from './calendar-events.ts';
import type { CalendarEvent } from './calendar-events.ts';
import { plainText } from './calendar-lines.ts';
import type { CalendarProperty } from './calendar-lines.ts';
import { calendarTimes, momentOf } from './calendar-time.ts';
import type { CalendarTime } from './calendar-time.ts';
import { parseRecurrence, recurrenceDays } from './recurrence.ts';
import type { Spend } from './recurrence.ts';

/** Days that an event of a calendar covers, both included, as `YYYY-MM-DD`. */
export interface CalendarDays {
  readonly from: string;
  readonly to: string;
  /** The event's summary; empty where it has none. */
  readonly name: string;
}

/** Events that come again are written out in these years, so that a file gives the same days whenever it is read. */
const firstYear = 2020;
const lastYear = 2049;

const largestCalendar = 1_000_000;
const mostDays = 2_000;
/** Months that rules are looked for in, and days found: many rules may find little, or the same days again. */
const mostEffort = 100_000;

/**
 * The days of a calendar (RFC 5545) that its events cover, in order: every local day of `zone` that an event touches, also
 * one that it covers in part. Cancelled events are left out. Yearly rules are written out from 2020 to 2049.
 * @throws CalendarError for what is no calendar, and for what would have to be left out.
 */
export function readCalendar(text: string, zone: string): readonly CalendarDays[] {
  if (text.length > largestCalendar) throw tooLarge(`has more than ${largestCalendar} characters`);
  const found = new Map<string, CalendarDays>();
  let effort = 0;
  const spend: Spend = (cost) => {
    effort += cost;
    if (effort > mostEffort) throw tooLarge('has rules that take too long to write out');
  };
  for (const event of calendarEvents(text)) {
    for (const days of daysOfEvent(event, zone, spend)) {
      found.set(`${days.from} ${days.to} ${days.name}`, days);
      if (found.size > mostDays) throw tooLarge(`gives more than ${mostDays} holidays`);
    }
  }
  return [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, days]) => days);
}

const tooLarge = (what: string): CalendarError =>
  new CalendarError(
    'CALENDAR-TOO-LARGE',
    1,
    `it ${what}; keep what matters to the schedule in a calendar of its own`,
  );

const refused = new Map([
  ['RDATE', 'further dates of an event'],
  ['EXRULE', 'rules for exceptions'],
  ['RECURRENCE-ID', 'changes to one day of an event that comes again'],
]);

function daysOfEvent(event: CalendarEvent, zone: string, spend: Spend): readonly CalendarDays[] {
  const endless = 'this event ends after the year 9999, or lasts longer than can be counted';
  try {
    const days = writtenOut(event, zone, spend);
    // Days are compared as texts, which holds for years of four digits.
    if (days.every(({ from, to }) => isPlainDay(from) && isPlainDay(to))) return days;
  } catch (error) {
    // So says Temporal of what lies beyond its own last day.
    if (!(error instanceof RangeError)) throw error;
  }
  throw new CalendarError('CALENDAR-SYNTAX', event.line, endless);
}

const isPlainDay = (day: string): boolean => /^\d{4}-/.test(day);

function writtenOut(
  { line, properties }: CalendarEvent,
  zone: string,
  spend: Spend,
): readonly CalendarDays[] {
  const find = (name: string) => properties.find((property) => property.name === name);
  if (find('STATUS')?.value.trim().toUpperCase() === 'CANCELLED') return [];
  for (const property of properties) {
    const what = refused.get(property.name);
    if (what === undefined) continue;
    const message = `${property.name} (${what}) is not understood: write the days out as events of their own`;
    throw new CalendarError('CALENDAR-UNSUPPORTED', property.line, message);
  }
  const begin = find('DTSTART');
  const [start] = begin === undefined ? [] : calendarTimes(begin, zone);
  if (start === undefined) throw new CalendarError('CALENDAR-SYNTAX', line, 'this event has no DTSTART');
  const name = plainText(find('SUMMARY')?.value ?? '').slice(0, 200);
  const last = lastOf(start, { end: find('DTEND'), duration: find('DURATION') }, zone);
  return occurrences(start, properties, zone, spend).map((date) => ({
    ...covered(start, last, date, zone),
    name,
  }));
}

/** How long an event lasts: in days, or as a duration on the clock. */
type Length =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'time'; readonly duration: Temporal.Duration };

function lastOf(
  start: CalendarTime,
  {
    end,
    duration,
  }: { readonly end: CalendarProperty | undefined; readonly duration: CalendarProperty | undefined },
  zone: string,
): Length {
  if (end !== undefined) {
    const [to] = calendarTimes(end, zone);
    if (start.kind === 'day' && to?.kind === 'day')
      return { kind: 'days', days: start.date.until(to.date).days };
    if (start.kind === 'time' && to?.kind === 'time') {
      const length = momentOf(start.local, start.zone).until(momentOf(to.local, to.zone), {
        largestUnit: 'hour',
      });
      return { kind: 'time', duration: length };
    }
    throw new CalendarError('CALENDAR-SYNTAX', end.line, 'DTSTART and DTEND are not both days or both times');
  }
  if (duration === undefined) {
    return start.kind === 'day'
      ? { kind: 'days', days: 1 }
      : { kind: 'time', duration: new Temporal.Duration() };
  }
  const length = parseLength(duration);
  if (start.kind === 'time') return { kind: 'time', duration: length };
  return { kind: 'days', days: Math.ceil(length.total({ unit: 'day', relativeTo: start.date })) };
}

function parseLength({ value, line }: CalendarProperty): Temporal.Duration {
  try {
    if (/^\+?P[\dWDTHMS]+$/.test(value)) return Temporal.Duration.from(value);
  } catch {
    // It is refused below.
  }
  throw new CalendarError('CALENDAR-SYNTAX', line, 'DURATION is none: P1D or PT8H is expected');
}

/** The days on which the event begins, in its own zone. */
function occurrences(
  start: CalendarTime,
  properties: readonly CalendarProperty[],
  zone: string,
  spend: Spend,
): readonly Temporal.PlainDate[] {
  const first = start.kind === 'day' ? start.date : start.local.toPlainDate();
  const rules = properties.filter(({ name }) => name === 'RRULE');
  const [written] = rules;
  if (written === undefined) return [first];
  if (rules.length > 1)
    throw new CalendarError('CALENDAR-SYNTAX', written.line, 'this event has more than one RRULE');
  const rule = parseRecurrence(written);
  const ends = rule.until === null ? null : lastDay(rule.until, written, start, zone);
  const excluded = new Set(
    properties
      .filter(({ name }) => name === 'EXDATE')
      .flatMap((property) => calendarTimes(property, zone).map((time) => dayIn(time, start).toString())),
  );
  const dates: Temporal.PlainDate[] = [];
  let count = 0;
  for (const date of recurrenceDays(rule, first, { firstYear, lastYear, spend })) {
    if (ends !== null && Temporal.PlainDate.compare(date, ends) > 0) break;
    count += 1;
    if (rule.count !== null && count > rule.count) break;
    if (date.year >= firstYear && !excluded.has(date.toString())) dates.push(date);
  }
  return dates;
}

/** The last day on which a rule may fall. */
function lastDay(
  until: string,
  rule: CalendarProperty,
  start: CalendarTime,
  zone: string,
): Temporal.PlainDate {
  const written = { ...rule, name: 'UNTIL', value: until, parameters: new Map<string, string>() };
  const [time] = calendarTimes(written, start.kind === 'time' ? start.zone : zone);
  if (time === undefined) throw new CalendarError('CALENDAR-SYNTAX', rule.line, 'UNTIL is empty');
  const day = dayIn(time, start);
  if (time.kind === 'day' || start.kind === 'day') return day;
  const onThatDay = momentOf(day.toPlainDateTime(start.local.toPlainTime()), start.zone);
  const isBefore = Temporal.ZonedDateTime.compare(momentOf(time.local, time.zone), onThatDay) < 0;
  return isBefore ? day.subtract({ days: 1 }) : day;
}

/** The day of a time in the zone of the event that it speaks of. */
function dayIn(time: CalendarTime, event: CalendarTime): Temporal.PlainDate {
  if (time.kind === 'day') return time.date;
  if (event.kind === 'day') return time.local.toPlainDate();
  return momentOf(time.local, time.zone).withTimeZone(event.zone).toPlainDate();
}

/** The local days that an event touches which begins on `date`. */
function covered(
  start: CalendarTime,
  length: Length,
  date: Temporal.PlainDate,
  zone: string,
): { readonly from: string; readonly to: string } {
  if (start.kind === 'day') {
    const days = length.kind === 'days' ? Math.max(1, length.days) : 1;
    return { from: date.toString(), to: date.add({ days: days - 1 }).toString() };
  }
  const begins = momentOf(date.toPlainDateTime(start.local.toPlainTime()), start.zone);
  const ends = length.kind === 'time' ? begins.add(length.duration) : begins;
  // What ends at midnight does not touch the day after.
  const isLong = Temporal.ZonedDateTime.compare(ends, begins) > 0;
  const lastMoment = isLong ? ends.subtract({ seconds: 1 }) : begins;
  const dayOf = (moment: Temporal.ZonedDateTime): string =>
    moment.withTimeZone(zone).toPlainDate().toString();
  return { from: dayOf(begins), to: dayOf(lastMoment) };
}
