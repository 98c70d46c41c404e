/** The door of the room that tells of calls: their steps as they go on, their commands as they are performed. */
export { stepTeller } from './step-teller.ts';
export { callTeller } from './tell-call.ts';
export type { CallTeller } from './tell-call.ts';
export { watchedCommands } from './watch-command.ts';
export type { CommandWatchParts, PerformCaused } from './watch-command.ts';
