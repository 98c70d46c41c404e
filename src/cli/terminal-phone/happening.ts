import type * as z from 'zod';
import type { CallEnd, FlowId, Instant, Key, MediaName, TranscriptEntry } from '../../call/index.ts';
import type { HttpMock } from '../../scenario/index.ts';

/** What the person at the phone does, or has happen around the call. */
export type PhoneAction =
  | { readonly kind: 'press'; readonly key: Key }
  /** Until they fall silent. */
  | { readonly kind: 'speak' }
  | { readonly kind: 'fallSilent' }
  | { readonly kind: 'hangUp' }
  | { readonly kind: 'raise'; readonly name: string; readonly data: WrittenJson }
  /** What becomes of the transfer that is undecided, else of the next one. */
  | { readonly kind: 'failTransfer'; readonly outcome: TransferFailure }
  /** How the next request is answered that no mock answers. */
  | { readonly kind: 'answerNext'; readonly answer: HttpReply };

export type TransferFailure = (typeof transferFailures)[number];
export const transferFailures = ['busy', 'noAnswer', 'failed', 'never'] as const;

/** A value as it is read from JSON. */
export type WrittenJson = z.output<ReturnType<typeof z.json>>;

/** An answer to a request, or none: the network fails. */
export type HttpReply = Pick<HttpMock, 'status' | 'body' | 'error'>;

/** A prompt that somebody hears. */
export interface HeardPrompt {
  /** As transcripts call it, sensitive values masked. */
  readonly play: string;
  /** What may be shown of its words; null: nobody wrote them down, or they hold a value that must not be shown. */
  readonly words: string | null;
  readonly audio: SoundingAudio | null;
  readonly listener: 'caller' | 'agent';
  /** When it is over, unless it is cut; null: nobody knows. */
  readonly until: Instant | null;
}

/** What sounds, for whoever plays it. The words may hold what must not be shown. */
export interface SoundingAudio {
  readonly name: MediaName;
  readonly words: string | null;
  readonly locale: string;
}

/** Something that is seen or done in a simulated call, in its order. */
export type Happening = { readonly at: Instant } & (
  | { readonly kind: 'placed' }
  /** From now on keys are heard. */
  | { readonly kind: 'answered' }
  | { readonly kind: 'prompt'; readonly prompt: HeardPrompt }
  | { readonly kind: 'node'; readonly node: string; readonly flow: FlowId }
  | { readonly kind: 'beep' }
  | { readonly kind: 'transfer'; readonly target: string }
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'milestone'; readonly name: string }
  | { readonly kind: 'end'; readonly end: CallEnd }
  /** What the interpreter wrote down of something that is over, or was decided. */
  | { readonly kind: 'noted'; readonly entry: TranscriptEntry }
  /** `during`: a prompt that a scenario may name for the key: it had sounded for long enough. */
  | { readonly kind: 'pressed'; readonly key: Key; readonly during: string | null }
  /** `until` null: they speak on. */
  | { readonly kind: 'spoke'; readonly until: Instant | null }
  | { readonly kind: 'hungUp' }
  | { readonly kind: 'raised'; readonly name: string; readonly data: WrittenJson }
  | { readonly kind: 'failing'; readonly outcome: TransferFailure }
  | { readonly kind: 'answering'; readonly answer: HttpReply }
);

export type HappeningOf<Kind extends Happening['kind']> = Extract<Happening, { readonly kind: Kind }>;

/** A request that no mock answered, and what it got. */
export interface UnmockedRequest {
  /** Without its query. */
  readonly url: string;
  readonly method: string;
  readonly reply: HttpReply;
}
