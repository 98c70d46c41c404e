import type {
  CommandId,
  CommandResult,
  EffectResult,
  JsonObject,
  OperationId,
  ResultInfo,
} from '../call/index.ts';
import type { Failure } from './failure.ts';

/** What a node hears while a call is in it. */
export type Signal =
  | { readonly kind: 'audioActive' }
  /** Audio is active and tones are subscribed to. */
  | { readonly kind: 'established' }
  | { readonly kind: 'commandResult'; readonly command: CommandId; readonly result: CommandResult }
  | { readonly kind: 'effectResult'; readonly effect: CommandId; readonly result: EffectResult }
  /** What the node asked to be played has been played, or could not be. */
  | { readonly kind: 'playEnded'; readonly to: 'caller' | 'agent'; readonly failure: Failure | null }
  /** Whom the node called for a hand-over has answered. */
  | { readonly kind: 'consultationAnswered' }
  /** They, or Graph, ended that call; `result` null: nobody knows why. */
  | { readonly kind: 'consultationEnded'; readonly result: ResultInfo | null }
  | { readonly kind: 'recordingEnded'; readonly recorded: Recorded }
  /** An operation is over that was asked for under this id. */
  | {
      readonly kind: 'operationEnded';
      readonly operation: OperationId;
      readonly succeeded: boolean;
      readonly result: ResultInfo | null;
      /** Graph's word for why it ended; null: it has none. */
      readonly reason: string | null;
    }
  /** There is at least one more key to take. */
  | { readonly kind: 'keys' }
  /** A key was pressed whose digit must wait for one that is missing (rule 11). */
  | { readonly kind: 'keyHeld' }
  /** The wait for a missing key is over; its keys, if any, have been signalled. */
  | { readonly kind: 'keysReleased' }
  | { readonly kind: 'timer' }
  /** The flow that the node entered has returned. */
  | { readonly kind: 'returned'; readonly as: string; readonly values: JsonObject }
  /** Something came from outside that a `wait` may be for. */
  | { readonly kind: 'occurrence' }
  | { readonly kind: 'transferProgress'; readonly stage: 'transferring' | 'transferAccepted' }
  | { readonly kind: 'transferFailed'; readonly result: ResultInfo }
  /** The call is over; the move that is returned counts only if it is an `end`, or a `fail`: there never was a call. */
  | { readonly kind: 'callEnded'; readonly transferred: boolean; readonly result: ResultInfo | null };

/** What a recording came to. */
export type Recorded =
  | {
      readonly kind: 'recorded';
      readonly endedBy: 'silence' | 'length' | 'terminator';
      readonly location: string;
      readonly accessToken: string | null;
    }
  | { readonly kind: 'nothingSaid' }
  | { readonly kind: 'failed'; readonly failure: Failure };
