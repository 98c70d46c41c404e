import { Temporal } from 'temporal-polyfill';
import { CalendarError } from './calendar-error.ts';
import type { CalendarProperty } from './calendar-lines.ts';
import { isKnownZone } from './local-time.ts';

/** When something in a calendar is: a whole day, or a time on the wall of a zone. */
export type CalendarTime =
  | { readonly kind: 'day'; readonly date: Temporal.PlainDate }
  | { readonly kind: 'time'; readonly local: Temporal.PlainDateTime; readonly zone: string };

const form = /^(\d{8})(?:T(\d{6})(Z?))?$/;

/** The times of a property such as DTSTART, mostly one. A time without a zone of its own is one of `zone`. */
export function calendarTimes(property: CalendarProperty, zone: string): readonly CalendarTime[] {
  return property.value.split(',').map((written) => calendarTime(written.trim(), property, zone));
}

function calendarTime(
  written: string,
  { name, parameters, line }: CalendarProperty,
  zone: string,
): CalendarTime {
  const [, date = '', time, utc] = form.exec(written) ?? [];
  try {
    if (time === undefined) return { kind: 'day', date: Temporal.PlainDate.from(date) };
    // A leap second is the last second of its minute.
    const local = Temporal.PlainDateTime.from(`${date}T${time.replace(/60$/, '59')}`);
    return { kind: 'time', local, zone: utc === 'Z' ? 'UTC' : zoneOf(parameters.get('TZID'), line, zone) };
  } catch (error) {
    if (error instanceof CalendarError) throw error;
    const message = `${name} is no date that exists: 20261225 or 20261225T090000 is expected, not ${written.slice(0, 40)}`;
    throw new CalendarError('CALENDAR-SYNTAX', line, message);
  }
}

function zoneOf(written: string | undefined, line: number, zone: string): string {
  if (written === undefined) return zone;
  // Some programs write a path before the name, such as /citadel.org/20210101_1/Europe/London.
  const [name = written] = /[A-Za-z_]+\/[A-Za-z_/+-]+$/.exec(written) ?? [];
  if (isKnownZone(name)) return name;
  const message = `the time zone "${written.slice(0, 80)}" is no IANA name, such as Europe/London; let the calendar use one`;
  throw new CalendarError('CALENDAR-UNKNOWN-TIME-ZONE', line, message);
}

/** The point in time, for comparison and for the day that it is in another zone. */
export function momentOf(local: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime {
  return local.toZonedDateTime(zone);
}
