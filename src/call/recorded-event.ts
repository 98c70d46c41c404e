import type { CommandResult, CommandFailure } from './command.ts';
import type { CallEvent, ResultInfo } from './event.ts';
import type { CommandId, GraphCallId, Milliseconds, OperationId } from './ids.ts';
import type { JsonValue } from './json.ts';
import type { Key, maskedKey } from './key.ts';
import type { Callees } from './party.ts';
import type { ScheduleTables } from './schedule-table.ts';
import type { InputOutcome, InputReason } from './transcript.ts';

/** What a call was given at its beginning, besides what its record says of it anyhow. */
export interface RecordedBeginning {
  readonly tenantId: string;
  /** Null: the flow makes the call. */
  readonly graphCallId: GraphCallId | null;
  /** Whom the app called; null: nobody. */
  readonly callees: Callees | null;
  /** What variables had in place of their defaults: a stand-in for what is hidden. */
  readonly variables: Readonly<Record<string, JsonValue>>;
  /** As they were worked out for this call; their instants are milliseconds since it started. */
  readonly schedules: ScheduleTables;
}

/**
 * An event as a record keeps it: what the interpreter was told, without what must not be written down. `at` is in
 * milliseconds since the call started.
 */
export type RecordedEvent = { readonly at: number } & RecordedNews;

type Plain = Exclude<
  CallEvent['kind'],
  'tone' | 'operationEnded' | 'commandResult' | 'effectResult' | 'external'
>;

type RecordedNews =
  | DistributiveOmit<Extract<CallEvent, { readonly kind: Plain }>, 'at'>
  | { readonly kind: 'commandResult'; readonly command: CommandId; readonly result: CommandResult }
  /** `key`: masked where it went into something sensitive, or may have been meant for it. */
  | { readonly kind: 'tone'; readonly sequence: number; readonly key: Key | typeof maskedKey | null }
  | {
      readonly kind: 'operationEnded';
      readonly operation: OperationId;
      readonly succeeded: boolean;
      readonly result: ResultInfo | null;
      readonly reason: string | null;
      /** Whether Graph said where a recording is. Where that is, and its access token, nobody needs any more. */
      readonly recorded: boolean;
    }
  | {
      readonly kind: 'effectResult';
      readonly effect: CommandId;
      readonly result: RecordedEffectResult;
    }
  /** `data`: a stand-in where it went into a sensitive variable; null where the flow takes none. */
  | { readonly kind: 'external'; readonly name: string; readonly data: JsonValue };

export type RecordedEffectResult =
  /** `body`: a stand-in where it went into a sensitive variable; null where it went into none. */
  | { readonly kind: 'http'; readonly outcome: 'done'; readonly status: number; readonly body: JsonValue }
  | { readonly kind: 'queue'; readonly outcome: 'done' }
  | {
      readonly kind: 'renderSpeech';
      readonly outcome: 'done';
      readonly clips: readonly RecordedClip[];
    }
  /** Its name and address are left out: who knows them hears the caller. */
  | { readonly kind: 'fetchRecording'; readonly outcome: 'done'; readonly seconds: number }
  | {
      readonly kind: 'http' | 'queue' | 'renderSpeech' | 'fetchRecording';
      readonly outcome: 'failed';
      readonly failure: CommandFailure;
    };

/** Rendered speech: its words only where the transcript has them from here. */
export interface RecordedClip {
  readonly length: Milliseconds | null;
  readonly words: string | null;
}

/**
 * What came of something masked: a replay takes it, since it cannot work it out. `step` 0 is the beginning of the call, n
 * its n-th event.
 */
export type RecordedVerdict = { readonly step: number } & (
  | { readonly kind: 'input'; readonly outcome: InputOutcome; readonly because: InputReason }
  /** The expression or template `of`; a stand-in of the same type where the value would show a secret. */
  | { readonly kind: 'value'; readonly of: string; readonly value: JsonValue }
  /** How the transcript shows the speech with masked values in it, item by item; null: there was nothing to say. */
  | { readonly kind: 'speech'; readonly of: string; readonly shown: readonly (string | null)[] }
  /** The expression, template or speech could not be worked out. */
  | { readonly kind: 'failed'; readonly of: string; readonly message: string }
);

type DistributiveOmit<Each, Members extends string> = Each extends unknown ? Omit<Each, Members> : never;
