/** The door of replays: what a record keeps of a call so that it can be run again, and running it. */
export { recordHistory } from './recorder.ts';
export type { CallHistory } from './recorder.ts';
export { replayCall } from './replay-call.ts';
export type { Replayed, ReplayedStep, ReplayOutcome } from './replay-call.ts';
export type { ChangedVariable } from './changed-variables.ts';
export type { ChangedTimers, TimerName } from './timers.ts';
export type { Way } from './ways.ts';
