export { groupTargetLimit } from './create-call.ts';
export type {
  ApiVersion,
  CallKind,
  Completion,
  OperationDescription,
  Permission,
  StateRequirement,
} from './operation.ts';
export { operationPath } from './operation-path.ts';
export type { PathParameters } from './operation-path.ts';
export { recordLimits } from './record-response.ts';
export { redirectLimits } from './redirect.ts';
export { operationNames, operations } from './registry.ts';
export type { OperationName, RequestOf, ResponseOf } from './registry.ts';
export { callResource, callState, callStates, toneInfo, tones } from './wire/call.ts';
export type { CallResource, Tone } from './wire/call.ts';
export { commsOperation, operationStatuses, recordOperation } from './wire/comms-operation.ts';
export type { CommsOperation, RecordOperation } from './wire/comms-operation.ts';
export { identity, identitySet, participantInfo } from './wire/identity.ts';
export { promptLimit } from './wire/media.ts';
export { clientContextLimit, isLoopback } from './wire/primitives.ts';
export { resultInfo } from './wire/result-info.ts';
