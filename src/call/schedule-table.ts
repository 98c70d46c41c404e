import type { Instant } from './ids.ts';
import { ownMember } from './json.ts';

/**
 * Opening hours (section 1.3 of the flow language) in the two forms in which they travel with a call: as they were
 * declared, read but not worked out, and as a table of a span of time, in which every moment is a look-up.
 */

/** Minutes after the midnight that begins the day; `end` is after `start`, beyond 1440 where it passes midnight. */
export interface ClockRange {
  readonly start: number;
  readonly end: number;
}

/** Local days `from` to `to`, both included, as `YYYY-MM-DD`. */
export interface Holiday {
  readonly from: string;
  readonly to: string;
  /** When it is open all the same. */
  readonly hours: readonly ClockRange[];
}

/** A schedule as it is declared. */
export interface OpeningHours {
  /** IANA name. */
  readonly timeZone: string;
  /** Seven days, Monday first. */
  readonly weekly: readonly (readonly ClockRange[])[];
  readonly holidays: readonly Holiday[];
}

/** What is worked out once, when a call starts: plain JSON, the input of an activity. */
export interface ScheduleOrder {
  readonly from: Instant;
  readonly until: Instant;
  /** By the id of the flow, then by the name of the schedule. */
  readonly schedules: Readonly<Record<string, Readonly<Record<string, OpeningHours>>>>;
}

export const scheduleStatuses = ['open', 'closed', 'holiday'] as const;
export type ScheduleStatus = (typeof scheduleStatuses)[number];

/** A schedule over the span of an order. */
export interface ScheduleTable {
  /** In order of time, the first at the beginning of the span; each holds until the next. */
  readonly changes: readonly ScheduleChange[];
  /** Every opening within the span, and the first after it where there is one, in order of time. */
  readonly openings: readonly Instant[];
}

export interface ScheduleChange {
  readonly at: Instant;
  readonly status: ScheduleStatus;
}

/** The tables of a call: by the id of the flow, then by the name of the schedule. Part of its state. */
export type ScheduleTables = Readonly<Record<string, Readonly<Record<string, ScheduleTable>>>>;

/** For a flow that asks for no schedule. */
export const noSchedules: ScheduleTables = {};

/** The table of a flow's schedule; undefined where none was worked out. */
export function findSchedule(tables: ScheduleTables, flow: string, name: string): ScheduleTable | undefined {
  const ofFlow = ownMember(tables, flow);
  return ofFlow === undefined ? undefined : ownMember(ofFlow, name);
}

/** What the schedule is at `now`. Outside its span it stays what it was at the nearer end. */
export function statusAt({ changes }: ScheduleTable, now: Instant): ScheduleStatus {
  const past = changes.filter(({ at }) => at <= now);
  return (past.at(-1) ?? changes[0])?.status ?? 'closed';
}

/** When the schedule opens next, strictly after `now`, also while it is open; null where it never does. */
export function nextOpeningAt({ openings }: ScheduleTable, now: Instant): Instant | null {
  return openings.find((at) => at > now) ?? null;
}
