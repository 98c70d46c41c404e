/** The door of opening hours: worked out for a call, and calendars read into holidays. */
export { timeZones } from './time-zones.ts';
export { workOutSchedules } from './work-out-schedules.ts';
