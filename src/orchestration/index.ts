export type { CallInput, CommandInput } from './call-input.ts';
export { Inbox } from './inbox.ts';
export type { Deadline } from './mailbox.ts';
export { callEvent, callOrchestrator, commandActivities, writeCallRecordActivity } from './names.ts';
export { parseCommandInput } from './parse-durable.ts';
export { runCall } from './run-call.ts';
