import type { Positions, Problem } from './document/index.ts';
import { pointerOf, problemAt } from './document/index.ts';
import type { FlowDocument } from './flow-document.ts';
import type { WrittenHoliday, WrittenSchedule } from './schedule.ts';
import type { TimeZones } from './time-zones.ts';

/** Days that a calendar names, both included, as `YYYY-MM-DD`. */
export interface CalendarDays {
  readonly from: string;
  readonly to: string;
  /** Empty where the calendar says none. */
  readonly name: string;
}

export type CalendarRead =
  | { readonly kind: 'ok'; readonly days: readonly CalendarDays[] }
  | { readonly kind: 'problem'; readonly code: string; readonly message: string };

/** Reads the iCalendar file at `path`, relative to the flow's; what is timed in it is put on days of `timeZone`. */
export type ReadCalendar = (path: string, timeZone: string) => CalendarRead;

/** What lies outside the flow file, and comes in as data. */
export interface CalendarSources {
  /** Left out: names of time zones are taken as they are written. */
  readonly timeZones?: TimeZones;
  /** Left out: a flow that names a calendar is refused. */
  readonly readCalendar?: ReadCalendar;
}

/**
 * The document with the holidays of its calendars written out, so that a call that is pinned to the document is
 * pinned to them, and what could not be read.
 */
export function bindCalendars(
  document: FlowDocument,
  positions: Positions,
  { timeZones, readCalendar: read }: CalendarSources,
): { readonly document: FlowDocument; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const bound = Object.entries(document.schedules).map(([name, schedule]) => {
    const holidays = schedule.holidays?.flatMap((holiday, index) => {
      // An unknown time zone is told by the checker; no day can be found in it.
      if (timeZones?.isKnown(schedule.timeZone) === false) {
        return holiday.ics === undefined ? [holiday] : [];
      }
      const written = daysOf(holiday, schedule, read);
      if (written.kind === 'ok') return written.holidays;
      const pointer = pointerOf(['schedules', name, 'holidays', index, 'ics']);
      problems.push(problemAt(positions, { pointer, at: 'value' }, written));
      return [];
    });
    return [name, holidays === undefined ? schedule : { ...schedule, holidays }] as const;
  });
  return { document: { ...document, schedules: Object.fromEntries(bound) }, problems };
}

type Written =
  | { readonly kind: 'ok'; readonly holidays: readonly WrittenHoliday[] }
  | Extract<CalendarRead, { readonly kind: 'problem' }>;

function daysOf(
  holiday: WrittenHoliday,
  { timeZone }: WrittenSchedule,
  read: ReadCalendar | undefined,
): Written {
  const { ics, name, hours } = holiday;
  if (ics === undefined) return { kind: 'ok', holidays: [holiday] };
  const calendar = read?.(ics, timeZone) ?? unread(ics);
  if (calendar.kind === 'problem') return calendar;
  const more = hours === undefined ? {} : { hours };
  const holidays = calendar.days.map(({ from, to, name: summary }): WrittenHoliday => {
    const called = name ?? summary;
    const rest = { ...(called === '' ? {} : { name: called }), ...more };
    return from === to ? { date: from, ...rest } : { from, to, ...rest };
  });
  return { kind: 'ok', holidays };
}

const unread = (path: string): CalendarRead => ({
  kind: 'problem',
  code: 'CALENDAR-UNREAD',
  message: `The calendar "${path}" was not read: nothing here reads files beside a flow.`,
});
