import type { CommandResult } from './command.ts';
import type { EffectResult } from './effect.ts';
import type { CommandId, GraphCallId, Instant, OperationId, TraceParent } from './ids.ts';
import type { JsonValue } from './json.ts';
import type { Key } from './key.ts';
import type { Participant } from './party.ts';

/**
 * What happened. Every event carries the instant by which it is ordered: for a notification the moment it
 * was received, for a command result the moment Graph answered, for a deadline the deadline itself.
 */
export type CallEvent = { readonly at: Instant } & (
  | NotifiedEvent
  | { readonly kind: 'commandResult'; readonly command: CommandId; readonly result: CommandResult }
  | { readonly kind: 'effectResult'; readonly effect: CommandId; readonly result: EffectResult }
  /** Time has reached `at`: every deadline of the state up to it is due. */
  | { readonly kind: 'deadline' }
);

/** That an operation is over which Graph had accepted. */
export type OperationEnded = Extract<NotifiedEvent, { readonly kind: 'operationEnded' }>;

/** What comes from outside: Graph's notifications and our own HTTP routes. */
export type NotifiedEvent =
  /** The call is established and its audio is active. */
  | { readonly kind: 'audioActive' }
  /** A key; `sequence` orders the keys of one call, from 1. `key` is null for a to d and flash. */
  | { readonly kind: 'tone'; readonly sequence: number; readonly key: Key | null }
  /** An operation that Graph had accepted is over, of media or another. `operation` is the `clientContext` that we sent with it. */
  | {
      readonly kind: 'operationEnded';
      readonly operation: OperationId;
      readonly succeeded: boolean;
      readonly result: ResultInfo | null;
      /** Graph's word for why it ended; null: it has none. */
      readonly reason: string | null;
      /** Where what was recorded can be fetched; null: nothing was. */
      readonly recording: RecordingPlace | null;
    }
  | { readonly kind: 'transferProgress'; readonly stage: 'transferring' | 'transferAccepted' }
  /** Graph put the call back to established with a failing result. */
  | { readonly kind: 'transferFailed'; readonly result: ResultInfo }
  /** The call is over. `transferred`: it ended because a transfer succeeded (one of Graph's three shapes). */
  | { readonly kind: 'callEnded'; readonly result: ResultInfo | null; readonly transferred: boolean }
  /** Graph's id of a call that we have made: told with whatever else is told of it. */
  | { readonly kind: 'callKnown'; readonly graphCallId: GraphCallId }
  /** What is heard of the call that the command `consultation` asked for: somebody is to take the caller over. */
  | {
      readonly kind: 'consultation';
      readonly consultation: CommandId;
      readonly graphCallId: GraphCallId;
      readonly news: ConsultationNews;
    }
  /** Everybody who is in the call, the app included: group calls only. */
  | { readonly kind: 'roster'; readonly participants: readonly Participant[] }
  /** Somebody asked us to hang up. */
  | { readonly kind: 'hangupRequested' }
  | { readonly kind: 'external'; readonly name: string; readonly data: JsonValue };

/** How far a call is that was made for a hand-over. */
export type ConsultationNews =
  /** Graph knows it; nothing else has changed that matters. */
  | { readonly kind: 'exists' }
  /** Somebody has answered, and can hear us. */
  | { readonly kind: 'answered' }
  | { readonly kind: 'ended'; readonly result: ResultInfo | null };

export interface RecordingPlace {
  readonly location: string;
  readonly accessToken: string | null;
}

export interface ResultInfo {
  readonly code: number;
  readonly subcode: number;
}

/**
 * What is raised to a call's orchestration: the events of one notification request, stamped alike.
 * `id` is unique per delivery; a batch seen twice counts once.
 */
export interface EventBatch {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly events: readonly NotifiedEvent[];
  /** Where whoever received it stands, for who watches; left out: nobody does. */
  readonly traceparent?: TraceParent | undefined;
}
