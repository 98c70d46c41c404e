import { pointerOf } from './document/index.ts';
import type { Finding } from './document/index.ts';
import type { FlowDocument } from './flow-document.ts';
import type { WrittenHoliday } from './schedule.ts';
import { unknownTimeZone } from './time-zones.ts';
import type { TimeZones } from './time-zones.ts';

/** How long before its last holiday a schedule is said to need new ones. */
const daysAhead = 30;

export interface ScheduleFinding {
  readonly pointer: string;
  readonly at: 'key' | 'value';
  readonly finding: Finding;
}

export interface ScheduleChecks {
  /** Left out: names of time zones are taken as they are written. */
  readonly timeZones?: TimeZones;
  /** `YYYY-MM-DD`; left out: nobody asks whether holidays end soon. */
  readonly today?: string;
}

/** What is wrong with the schedules of a document. */
export function scheduleFindings(
  document: FlowDocument,
  { timeZones, today }: ScheduleChecks,
): readonly ScheduleFinding[] {
  return Object.entries(document.schedules).flatMap(([name, { timeZone, holidays = [] }]) => [
    ...timeZoneFindings(name, timeZone, timeZones),
    ...(today === undefined ? [] : endingHolidays(name, holidays, today)),
  ]);
}

function timeZoneFindings(
  name: string,
  timeZone: string,
  known: TimeZones | undefined,
): readonly ScheduleFinding[] {
  const finding = unknownTimeZone(timeZone, known);
  if (finding === null) return [];
  return [{ pointer: pointerOf(['schedules', name, 'timeZone']), at: 'value', finding }];
}

function endingHolidays(
  name: string,
  holidays: readonly WrittenHoliday[],
  today: string,
): readonly ScheduleFinding[] {
  const last = holidays
    .map((holiday) => ({ name: holiday.name, date: lastDayOf(holiday) }))
    .reduce((one, other) => (other.date > one.date ? other : one), { name: undefined, date: '' });
  if (last.date === '' || last.date > daysAfter(today, daysAhead)) return [];
  const called = last.name === undefined ? '' : ` (${last.name})`;
  const message =
    `The holidays of "${name}" end on ${last.date}${called}. After that day every holiday is an ordinary day: ` +
    'add the next ones.';
  const finding = { code: 'FLOW-HOLIDAYS-END', severity: 'warning' as const, message };
  return [{ pointer: pointerOf(['schedules', name, 'holidays']), at: 'key', finding }];
}

const lastDayOf = ({ date, to }: WrittenHoliday): string => date ?? to ?? '';

const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
