export { errorCode } from './error-code.ts';
export { eventNameForm, eventNameWords } from './event-name.ts';
export { parseJson } from './parse-json.ts';
export type { AllowedHost } from './allowed-host.ts';
export { assertNever } from './assert-never.ts';
export { callRecord, fittingRecord, largestMessage, recordedEntry, sizeAsJson } from './call-record.ts';
export type { CallOutcome, CallRecord, RecordedEntry } from './call-record.ts';
export type { Clip, LabelledClip } from './clip.ts';
export {
  askedOperation,
  commandKinds,
  failureCodes,
  ownCommandKinds,
  rejectReasons,
  statusOf,
} from './command.ts';
export type {
  AskedOperation,
  Callee,
  Command,
  CommandFailure,
  CommandKind,
  CommandOf,
  CommandOrder,
  CommandParameters,
  CommandResult,
  FailureCode,
  GraphOrder,
  OwnCommandKind,
  PerformedCommand,
  RecordingSettings,
  RejectReason,
  Transferee,
} from './command.ts';
export { httpMethods, repeatIsHarmless } from './effect.ts';
export type {
  Effect,
  EffectKind,
  EffectKinds,
  EffectOf,
  EffectOrder,
  EffectResult,
  EffectResultOf,
  HttpAnswer,
  HttpAuth,
  HttpBody,
  HttpMethod,
  HttpOrder,
  PerformedEffect,
  QueueOrder,
  RecordingOrder,
  SpeechText,
  SpokenClip,
  StoredRecording,
} from './effect.ts';
export type {
  CallEvent,
  ConsultationNews,
  EventBatch,
  NotifiedEvent,
  OperationEnded,
  RecordingPlace,
  ResultInfo,
} from './event.ts';
export {
  applicationInstanceId,
  callId,
  commandId,
  flowHash,
  flowId,
  graphCallId,
  graphOperation,
  instant,
  isoInstant,
  later,
  latest,
  mediaName,
  milliseconds,
  nodeName,
  operationId,
  traceParent,
} from './ids.ts';
export type {
  ApplicationInstanceId,
  CallId,
  CommandId,
  FlowHash,
  FlowId,
  GraphCallId,
  GraphOperation,
  Instant,
  MediaName,
  Milliseconds,
  NodeName,
  OperationId,
  TraceParent,
} from './ids.ts';
export { isJsonObject, ownMember } from './json.ts';
export type { JsonObject, JsonValue } from './json.ts';
export { isKey, isKeys, keys, maskedKey } from './key.ts';
export type { Key } from './key.ts';
export { endOfOperation } from './operation-end.ts';
export { partyKinds, partyOfTarget, withheldParty } from './party.ts';
export type { Callees, CallFacts, Meeting, Participant, Party, PartyKind, Target } from './party.ts';
export { findSchedule, nextOpeningAt, noSchedules, scheduleStatuses, statusAt } from './schedule-table.ts';
export type {
  ClockRange,
  Holiday,
  OpeningHours,
  ScheduleChange,
  ScheduleOrder,
  ScheduleStatus,
  ScheduleTable,
  ScheduleTables,
} from './schedule-table.ts';
export type {
  RecordedBeginning,
  RecordedClip,
  RecordedEffectResult,
  RecordedEvent,
  RecordedVerdict,
} from './recorded-event.ts';
export { queueNameProblem } from './queue-name.ts';
export { requestHeaderProblem } from './request-header.ts';
export { callEnds, defectCode, inOrder } from './transcript.ts';
export type { CallEnd, InputOutcome, InputReason, TranscriptEntry, TransferOutcome } from './transcript.ts';
