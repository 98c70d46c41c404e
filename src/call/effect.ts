import type { CommandFailure } from './command.ts';
import type { Clip } from './clip.ts';
import type { CommandId, Instant, Milliseconds } from './ids.ts';
import type { JsonObject, JsonValue } from './json.ts';

/**
 * What the interpreter wants done besides Graph's operations. An effect may take long, and the call hears keys and
 * plays audio meanwhile; its result comes back as the event `effectResult`. Each kind is performed by one activity.
 */
export type Effect = EffectOf<EffectKind>;

export type EffectOf<Kind extends EffectKind> = {
  readonly [Each in Kind]: { readonly kind: Each; readonly id: CommandId } & EffectKinds[Each]['order'];
}[Kind];

export type EffectKind = keyof EffectKinds;

/** An effect that was not given an id yet. */
export type EffectOrder = {
  readonly [Kind in EffectKind]: { readonly kind: Kind } & EffectKinds[Kind]['order'];
}[EffectKind];

/** How an effect went, and when it was over. */
export interface PerformedEffect<Result = EffectResult> {
  readonly at: Instant;
  readonly result: Result;
}

export type EffectResult = { readonly [Kind in EffectKind]: EffectResultOf<Kind> }[EffectKind];

/** `message` of a failure never holds a key, a number, speech, a body or a secret. */
export type EffectResultOf<Kind extends EffectKind> =
  | ({ readonly kind: Kind; readonly outcome: 'done' } & EffectKinds[Kind]['result'])
  | { readonly kind: Kind; readonly outcome: 'failed'; readonly failure: CommandFailure };

export interface EffectKinds {
  readonly http: { readonly order: HttpOrder; readonly result: HttpAnswer };
  readonly queue: { readonly order: QueueOrder; readonly result: Nothing };
  readonly renderSpeech: {
    readonly order: { readonly texts: readonly SpeechText[] };
    /** One clip for each text, in their order. */
    readonly result: { readonly clips: readonly SpokenClip[] };
  };
  readonly fetchRecording: { readonly order: RecordingOrder; readonly result: StoredRecording };
}

type Nothing = Readonly<Record<never, never>>;

export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** Whether a repeat of a request does no harm (section 2.1 of the flow language, http). */
export const repeatIsHarmless = ({ method, idempotent }: Pick<HttpOrder, 'method' | 'idempotent'>): boolean =>
  idempotent || method === 'GET' || method === 'PUT' || method === 'DELETE';

/** A request to somebody else's system, every value in it worked out (section 2.1 of the flow language, http). */
export interface HttpOrder {
  readonly method: HttpMethod;
  /** Absolute, with its query, percent-encoded. */
  readonly url: string;
  /** Whether its host stands in the flow as it is: one that was worked out may be what a caller pressed. */
  readonly isHostWritten: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: HttpBody | null;
  readonly auth: HttpAuth | null;
  /** For each try. */
  readonly timeout: Milliseconds;
  /** Further tries after the first; only where a repeat is harmless. */
  readonly retries: number;
  /** Whether the author says that a repeat is harmless; GET, PUT and DELETE are anyhow. */
  readonly idempotent: boolean;
  /** JSON Schema that a 2xx body must hold to; null: any will do. */
  readonly expect: JsonObject | null;
}

export type HttpBody =
  { readonly kind: 'json'; readonly value: JsonValue } | { readonly kind: 'text'; readonly text: string };

export type HttpAuth =
  /** The header gets the value of an app setting, which never travels through the flow. */
  | { readonly kind: 'setting'; readonly header: string; readonly setting: string }
  /** A token of the app's identity for this scope. */
  | { readonly kind: 'identity'; readonly scope: string };

export interface HttpAnswer {
  readonly status: number;
  /** Parsed where it is JSON, else a string. */
  readonly body: JsonValue;
}

export interface QueueOrder {
  /** The queue's name. */
  readonly queue: string;
  readonly message: JsonValue;
}

/** What shall be spoken: `ssml` has its values escaped already. */
export type SpeechText =
  | { readonly kind: 'text'; readonly locale: string; readonly text: string }
  | { readonly kind: 'ssml'; readonly locale: string; readonly ssml: string }
  /**
   * An instant as the clocks of a time zone show it. Their rules come with Node and change with it, so its words
   * are found where it is rendered, not in the interpreter, which must decide the same on every replay.
   */
  | {
      readonly kind: 'moment';
      readonly locale: string;
      readonly as: 'date' | 'time';
      /** ISO 8601 with an offset. */
      readonly at: string;
      readonly timeZone: string;
    };

/** Rendered speech, and the words that it says. */
export interface SpokenClip extends Clip {
  readonly words: string;
}

/** A recording that Graph holds for a short while. */
export interface RecordingOrder {
  readonly location: string;
  readonly accessToken: string | null;
  readonly retention: Milliseconds;
}

export interface StoredRecording {
  readonly id: string;
  readonly url: string;
  readonly seconds: number;
}
