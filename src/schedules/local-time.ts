import { Temporal } from 'temporal-polyfill';
import { instant } from '../call/index.ts';
import type { Instant } from '../call/index.ts';

/*
 * Times on the wall of a zone, as points in time. `minutes` count from the midnight that begins `date` and may go
 * beyond a day.
 *
 * SC1 A local time that the clock skips is the end of the gap.
 * SC2 A local time that comes twice is its first occurrence for a start, its second for an end.
 */

const minutesOfDay = 1_440;

/** When `minutes` of `date` begins something (SC1, SC2). */
export function startsAt(date: Temporal.PlainDate, minutes: number, zone: string): Instant {
  return occurrence(date, minutes, zone, 'earlier');
}

/** When `minutes` of `date` ends something (SC1, SC2). */
export function endsAt(date: Temporal.PlainDate, minutes: number, zone: string): Instant {
  return occurrence(date, minutes, zone, 'later');
}

function occurrence(
  date: Temporal.PlainDate,
  minutes: number,
  zone: string,
  which: 'earlier' | 'later',
): Instant {
  const day = minutes < minutesOfDay ? date : date.add({ days: Math.floor(minutes / minutesOfDay) });
  const inDay = minutes % minutesOfDay;
  const local = day.toPlainDateTime({ hour: Math.floor(inDay / 60), minute: inDay % 60 });
  const found = local.toZonedDateTime(zone, { disambiguation: which });
  if (found.toPlainDateTime().equals(local)) return instant(found.epochMilliseconds);
  // The clock skips it: of the two instants that Temporal offers the earlier lies before the gap.
  const beforeGap = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const gapEnd = beforeGap.getTimeZoneTransition('next');
  return instant((gapEnd ?? found).epochMilliseconds);
}

/** The date on the wall of `zone` at `at`. */
export function localDate(at: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}

export function isKnownZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
