import type { CallId, JsonValue } from '../call/index.ts';

/** A call that was asked for, and waits to be made, or to be made again. */
export interface WaitingCall {
  /** The id of its first try, by which all of it is known. */
  readonly callId: CallId;
  /** The request as it came. */
  readonly request: JsonValue;
}
