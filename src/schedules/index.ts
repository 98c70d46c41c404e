/** The door of opening hours: worked out for a call, and calendars read into holidays. */
export { CalendarError } from './calendar-error.ts';
export type { CalendarErrorCode } from './calendar-error.ts';
export { readCalendar } from './read-calendar.ts';
export type { CalendarDays } from './read-calendar.ts';
export { timeZones } from './time-zones.ts';
export { workOutSchedules } from './work-out-schedules.ts';
