export { callStatusSchema } from './call-status.ts';
export type { CallInput, CommandInput, EffectInput } from './call-input.ts';
export { callOrchestration } from './run-call.ts';
export type { CallShell, WatchCall } from './call-shell.ts';
export { Inbox } from './inbox.ts';
export type { Deadline } from './mailbox.ts';
export {
  callEvent,
  callOrchestrator,
  activityOf,
  commandActivities,
  effectActivities,
  workOutSchedulesActivity,
  writeCallRecordActivity,
} from './names.ts';
export { effectFinished, parseCommandInput, parseEffectInput, parseScheduleOrder } from './parse-durable.ts';
export { orchestratorByVersion, orchestratorVersions } from './orchestrator-versions.ts';
export { runCall } from './run-call.ts';
