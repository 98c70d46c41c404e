import type { Clip } from './clip.ts';
import type {
  ApplicationInstanceId,
  CommandId,
  GraphCallId,
  GraphOperation,
  Instant,
  Milliseconds,
  OperationId,
} from './ids.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Key } from './key.ts';
import type { Callees, Meeting, Target } from './party.ts';

/**
 * What the interpreter wants done. A command is performed once; its result comes back as the event
 * `commandResult`. Each kind is the name of the Graph operation that performs it, but `graph`, which carries the name.
 */
export type Command = {
  readonly [Kind in CommandKind]: CommandOf<Kind>;
}[CommandKind];

export type CommandOf<Kind extends CommandKind> = {
  readonly kind: Kind;
  readonly id: CommandId;
  /** After this instant a try makes no sense any more: the longest that a throttled request may wait. */
  readonly deadline: Instant;
  /** The call of Graph's that it is about; null for `createCall`, which makes one. */
  readonly graphCallId: GraphCallId | null;
} & CommandParameters[Kind];

export type CommandKind = keyof CommandParameters;

/** A command that was not given an id and a deadline yet. */
export type CommandOrder = {
  readonly [Kind in CommandKind]: { readonly kind: Kind } & CommandParameters[Kind];
}[CommandKind];

/** What each kind carries besides its id and deadline. */
export interface CommandParameters {
  /** Takes the call; `prefetch` warms Graph's prompt cache. */
  readonly answer: { readonly prefetch: readonly Clip[] };
  readonly reject: { readonly reason: RejectReason };
  /** Rings elsewhere, all targets at once; the call is no longer ours. */
  readonly redirect: { readonly targets: readonly Target[]; readonly ringTimeout: Milliseconds | null };
  readonly subscribeToTone: { readonly operation: OperationId };
  /** 1 to 20 clips, played one after the other; the end is heard under `operation`. */
  readonly playPrompt: { readonly operation: OperationId; readonly clips: readonly Clip[] };
  /** Records what the caller says, after at most one clip; the end is heard under `operation`. */
  readonly recordResponse: {
    readonly operation: OperationId;
    readonly clips: readonly Clip[];
  } & RecordingSettings;
  /** Stops what sounds and empties Graph's media queue. */
  readonly cancelMediaProcessing: { readonly operation: OperationId };
  readonly createCall: { readonly callee: Callee };
  /** `replaces`: the call with the target that the caller takes the place in; null: the transfer is blind. */
  readonly transfer: {
    readonly target: Target;
    readonly replaces: GraphCallId | null;
    /** Who of a group call is handed over; null in a call between two. */
    readonly transferee: Transferee | null;
  };
  /**
   * Brings people into the call, which is a group call from then on; the end is heard under `operation`. `replaces`: a
   * call of Graph's with the one who is invited, which ends once they have come over.
   */
  readonly inviteParticipants: {
    readonly operation: OperationId;
    readonly participants: readonly Target[];
    readonly replaces: string | null;
  };
  readonly keepAlive: NoParameters;
  readonly deleteCall: NoParameters;
  /** What a flow asks for by name. */
  readonly graph: GraphOrder;
}

/** An operation as a flow asks for it; an end that is told later is heard under `operation`. */
export interface GraphOrder {
  readonly name: GraphOperation;
  readonly operation: OperationId;
  /** What its path names besides the call. */
  readonly parameters: Readonly<Record<string, string>>;
  /** As the flow has it; nothing is added to it but the id of the operation. */
  readonly body: JsonObject;
  /** Whether the flow wants what is answered. */
  readonly wantsAnswer: boolean;
  /** Whether something sensitive is in it or comes of it: what Graph says to it is not repeated. */
  readonly isSensitive: boolean;
}

/** The Graph operation that a command asks for. */
export type AskedOperation = OwnCommandKind | GraphOperation;

export const askedOperation = (
  command: { readonly kind: OwnCommandKind } | { readonly kind: 'graph'; readonly name: GraphOperation },
): AskedOperation => (command.kind === 'graph' ? command.name : command.kind);

/** Somebody of a group call who is handed over. */
export interface Transferee {
  readonly participantId: string;
  readonly party: Target;
}

/** Whom a call is made to. */
export type Callee =
  /**
   * Somebody who is to take the caller over. What is heard of that call comes to an address of its own, which the id of
   * the command names.
   */
  | { readonly kind: 'target'; readonly target: Target; readonly from: ApplicationInstanceId | null }
  /** Those whom the call of the flow is made to. */
  | ({ readonly kind: 'people' } & Callees)
  /** A meeting: that call is the one of the flow, which has no caller. */
  | { readonly kind: 'meeting'; readonly meeting: Meeting };

/** How a recording goes: the parameters of recordResponse. Graph takes whole seconds, 1 to 120. */
export interface RecordingSettings {
  readonly beep: boolean;
  readonly maxDuration: Milliseconds;
  readonly initialSilence: Milliseconds;
  readonly endSilence: Milliseconds;
  readonly terminators: readonly Key[];
}

export type NoParameters = Readonly<Record<never, never>>;

export const rejectReasons = ['none', 'busy', 'forbidden'] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** The commands that have the operation of their name; `graph` carries the name of any other. */
export type OwnCommandKind = Exclude<CommandKind, 'graph'>;

/** Their kinds, as data; the type proves that none is missing. */
export const ownCommandKinds = Object.values({
  answer: 'answer',
  reject: 'reject',
  redirect: 'redirect',
  subscribeToTone: 'subscribeToTone',
  playPrompt: 'playPrompt',
  recordResponse: 'recordResponse',
  cancelMediaProcessing: 'cancelMediaProcessing',
  createCall: 'createCall',
  inviteParticipants: 'inviteParticipants',
  transfer: 'transfer',
  keepAlive: 'keepAlive',
  deleteCall: 'deleteCall',
} as const satisfies { readonly [Kind in OwnCommandKind]: Kind });

/** All command kinds. */
export const commandKinds: readonly CommandKind[] = [...ownCommandKinds, 'graph'];

/**
 * How a command went.
 * - `accepted`: Graph took it (2xx).
 * - `answered`: Graph took what a flow asked for by name. `isOver`: nothing more is told of it.
 * - `created`: Graph took it, and made a call.
 * - `refused`: Graph itself answered that it failed, or it was never sent. That is taken for "not done": a 500 of
 *   Graph's own might in truth have done it, but then its notifications speak of it.
 * - `unknown`: it may have happened (the connection broke after the request was sent, or a gateway answered
 *   for Graph). It is never repeated; what follows is decided by notifications and deadlines.
 * - `callGone`: Graph does not know the call any more; its end was not heard, or is still on its way.
 */
export type CommandResult =
  | { readonly kind: 'accepted'; readonly status: number }
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Null where it has none, and where the flow does not want it. */
      readonly body: JsonValue;
      readonly isOver: boolean;
    }
  | { readonly kind: 'created'; readonly status: number; readonly graphCallId: GraphCallId }
  | { readonly kind: 'refused'; readonly failure: CommandFailure }
  | { readonly kind: 'unknown'; readonly failure: CommandFailure }
  | { readonly kind: 'callGone'; readonly failure: CommandFailure };

/** The status that Graph answered with; null where it did not answer. */
export const statusOf = (result: CommandResult): number | null =>
  'failure' in result ? result.failure.status : result.status;

/** How a command went, and when Graph said so. */
export interface PerformedCommand {
  readonly at: Instant;
  readonly result: CommandResult;
}

/** Why a command was not accepted. `message` never holds a key, a number or speech. */
export interface CommandFailure {
  readonly code: FailureCode;
  /** HTTP status, null where there was no answer. */
  readonly status: number | null;
  /** Graph's numeric error code, null where it sent none. */
  readonly subcode: number | null;
  readonly message: string;
}

/** `error.code` of section 1.2 of the flow language. */
export const failureCodes = ['media', 'graph', 'http', 'queue', 'settings', 'expression', 'limit'] as const;
export type FailureCode = (typeof failureCodes)[number];
