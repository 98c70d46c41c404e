import type { AskedOperation } from './command.ts';
import type { FlowId, Instant, NodeName } from './ids.ts';
import type { JsonValue } from './json.ts';

/**
 * What a call looked like from outside, entry by entry. An entry is written when all of it is known, with
 * the instant at which it began; `inOrder` sorts a whole transcript. Sensitive values are masked when an
 * entry is written, so nothing after that has to.
 */
export type TranscriptEntry = {
  readonly at: Instant;
  readonly node: NodeName;
  readonly flow: FlowId;
} &
  /**
   * A node was entered: `by` an outcome of the node `from`, or by a handler such as `on.error` (`from` is null then);
   * both null: a flow starts with it.
   */
  (
    | { readonly kind: 'enter'; readonly from: NodeName | null; readonly by: string | null }
    /** One play item that began to sound; `until` is when it stopped. */
    | {
        readonly kind: 'prompt';
        readonly play: string;
        readonly until: Instant;
        readonly completed: boolean;
        readonly cancelled: boolean;
      }
    | { readonly kind: 'key'; readonly key: string }
    | {
        readonly kind: 'input';
        readonly outcome: InputOutcome;
        readonly value: JsonValue;
        readonly because: InputReason;
      }
    | { readonly kind: 'graph'; readonly operation: AskedOperation; readonly status: number | null }
    | {
        readonly kind: 'transfer';
        readonly target: string;
        readonly until: Instant;
        readonly outcome: TransferOutcome;
      }
    /** A data dip. `url` is without its query; `status` null: there was no answer. */
    | {
        readonly kind: 'http';
        readonly method: string;
        readonly url: string;
        readonly status: number | null;
        readonly until: Instant;
      }
    /** A milestone of the flow's own. */
    | { readonly kind: 'event'; readonly name: string; readonly data: JsonValue }
    /** A missing tone was given up (rule 11): `ivr.tone_gap`. */
    | { readonly kind: 'toneGap' }
    | {
        readonly kind: 'failure';
        readonly code: string;
        readonly subcode: number | null;
        readonly message: string;
      }
    | { readonly kind: 'end'; readonly end: CallEnd; readonly reason: string | null }
  );

/** `code` of the failure, and `endReason`, of a call that a defect of the program ended. */
export const defectCode = 'defect';

export type InputOutcome = 'filled' | 'noInput' | 'noMatch';

/** Why an input attempt was judged when it was: the words of the timing vectors. */
export type InputReason =
  | 'firstDigitTimeout'
  | 'interDigitTimeout'
  | 'terminatorTimeout'
  | 'terminator'
  | 'nextKey'
  | 'mustTerminate'
  | 'noOption';

export type TransferOutcome = 'transferred' | 'busy' | 'noAnswer' | 'failed' | 'abandoned';

/** How a call ends: section 2.2 of the flow language. */
export const callEnds = [
  'completed',
  'transferred',
  'abandoned',
  'rejected',
  'redirected',
  'failed',
  'maxDuration',
  'notAnswered',
] as const;
export type CallEnd = (typeof callEnds)[number];

/** The transcript in the order in which its entries began; those of one instant stay as they were written. */
export function inOrder(transcript: readonly TranscriptEntry[]): readonly TranscriptEntry[] {
  return [...transcript].sort((one, other) => one.at - other.at);
}
