export { callPermissions } from './create-call.ts';
export type {
  ApiVersion,
  AwaitedEnd,
  CallKind,
  Completion,
  OperationDescription,
  Permission,
  PermissionCheck,
  StateRequirement,
} from './operation.ts';
export { isNameInPath, operationPath, pathParameters, pathWith } from './operation-path.ts';
export type { PathParameters } from './operation-path.ts';
export { operationSucceeded } from './operation-succeeded.ts';
export { isRecognised, requestMembers } from './request-members.ts';
export { answerOf } from './operation-answer.ts';
export { recordLimits } from './record-response.ts';
export {
  describedOperation,
  findOperation,
  graphNodeOperation,
  isGraphNodeOperation,
  operationNames,
  operations,
  storedGraphNodeOperation,
} from './registry.ts';
export type { GraphNodeOperation, OperationName, RequestOf, ResponseOf } from './registry.ts';
export type { AudioRoutingGroup } from './wire/audio-routing-group.ts';
export { callResource } from './wire/call.ts';
export type { CallResource, Tone } from './wire/call.ts';
export { commsOperation, recordOperation } from './wire/comms-operation.ts';
export type { CommsOperation, RecordOperation } from './wire/comms-operation.ts';
export { identity, identitySet, participantInfo } from './wire/identity.ts';
export { participant } from './wire/participant.ts';
export type { Participant } from './wire/participant.ts';
export { resultInfo } from './wire/result-info.ts';
