/** The door of opening hours: worked out for a call, and calendars read into holidays. */
export { workOutSchedules } from './work-out-schedules.ts';
