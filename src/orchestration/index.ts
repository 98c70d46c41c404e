export type { CallInput, CommandInput, CommandOutput } from './call-input.ts';
export { Inbox } from './inbox.ts';
export type { Deadline } from './mailbox.ts';
export { callEvent, callOrchestrator, commandActivities, writeCallRecordActivity } from './names.ts';
export { runCall } from './run-call.ts';
