import type {
  ApplicationInstanceId,
  CallFacts,
  Clip,
  CommandId,
  CommandOrder,
  EffectOrder,
  GraphOrder,
  Instant,
  JsonValue,
  Key,
  Meeting,
  Milliseconds,
  OperationId,
  RecordingSettings,
  Target,
  TranscriptEntry,
  Transferee,
} from '../call/index.ts';
import type { RenderMode } from './expressions/index.ts';
import type { InputDefaults } from './input-settings.ts';
import type { Failure } from './failure.ts';
import type { Play } from './play-item.ts';
import type { TargetReference } from './target.ts';

/**
 * What a node may ask and do while it decides: the whole boundary between node kinds and the interpreter.
 * Nothing here reaches outside the call's state; commands are collected and performed by the shell.
 */
export interface Turn {
  /** The time of the event that is being handled. */
  readonly now: Instant;
  readonly call: CallFacts;
  /** The flow's `defaults`. */
  readonly defaults: InputDefaults;
  /** Where `on.keys` sends a first key; null: nowhere. */
  readonly keyHandler: (key: Key) => string | null;

  readonly stage: CallStage;

  /** The clips of these items, leaving out what has none. */
  readonly clips: (items: Play) => readonly Clip[];
  /**
   * Plays these items, one after the other; the end is signalled as `playEnded`. In them a variable may have another
   * value than it has, such as one that the caller has yet to confirm.
   */
  readonly play: (items: Play, given?: Assignment) => PlayStarted;
  /**
   * Records, after these items; the end is signalled as `recordingEnded`. What Graph does not take with the request
   * is played first, then the end of that is signalled as `playEnded`, and it is for the node to record.
   */
  readonly record: (items: Play, settings: RecordingSettings) => PlayStarted | 'recording';
  /** Stops what sounds. Its end is not signalled. */
  readonly stopPlaying: () => void;

  readonly keys: TurnKeys;

  /** One timer a node; a new one takes the place of the old, leaving the node clears it. */
  readonly setTimer: (after: Milliseconds, ending: 'input' | 'plain') => void;
  readonly clearTimer: () => void;

  /** Sends a command; its result is signalled as `commandResult`. */
  readonly send: (order: NodeCommand) => CommandId;

  /** Joins a meeting; the result is signalled as `commandResult`, then the call becomes active like any other. */
  readonly join: (meeting: Meeting) => void;

  /** Invites people; the result is signalled as `commandResult`, the end as `operationEnded` of the id given. */
  readonly invite: (participants: readonly Target[], replaces: string | null) => OperationId;

  /**
   * Asks Graph for an operation by its name; the result is signalled as `commandResult`, an end that is told later as
   * `operationEnded` of the id given.
   */
  readonly graph: (order: Omit<GraphOrder, 'operation'>) => AskedGraph;

  /** Starts what may take long; keys are heard and audio plays meanwhile. It is signalled as `effectResult`. */
  readonly start: (order: NodeEffect) => CommandId;

  /** The value of a bare expression; throws `ExpressionFailure`, which the interpreter makes a failure. */
  readonly evaluate: (expression: string) => JsonValue;
  /** The text of a template with {expressions}; throws `ExpressionFailure`. */
  readonly text: (template: string, mode: RenderMode) => string;
  /** A JSON value whose strings are templates, worked out; throws `ExpressionFailure`. */
  readonly json: (template: JsonValue) => JsonValue;
  /** Sets declared variables and `call.locale`: all, or none and the failure `expression` if one does not fit. */
  readonly assign: (values: readonly Assignment[]) => Failure | null;
  readonly isSensitive: (variable: string) => boolean;

  /** The target, what a transcript calls it (its name in the document, else its kind), and who calls it out. */
  readonly target: (reference: TargetReference) => ResolvedTarget;

  readonly consultation: TurnConsultation;

  /** Takes the earliest occurrence of an event of a `wait` that nobody took yet; null: there is none. */
  readonly takeOccurrence: (event: string) => Occurrence | null;
  /** A wait or a recording has ended: `maxStepsWithoutInput` starts anew (section 2.2). */
  readonly renewSteps: () => void;

  /** Writes into the transcript, under this node; `at` defaults to now. */
  readonly note: (entry: NodeEntry, at?: Instant) => void;
}

/**
 * How far the call itself is. `absent`: the flow has not made it, or could not. `calling`: whom it is made to is being
 * called. `answering`: we asked for it. `unanswered`: that failed. `established`: its audio is active and its keys were
 * asked for. `gone`: it is over for Graph.
 */
export type CallStage =
  'absent' | 'calling' | 'incoming' | 'answering' | 'unanswered' | 'established' | 'gone';

/** What a node has asked Graph for by name. */
export interface AskedGraph {
  readonly command: CommandId;
  readonly operation: OperationId;
}

/** A target as a node uses it. */
export interface ResolvedTarget {
  readonly target: Target;
  readonly label: string;
  readonly from: ApplicationInstanceId | null;
}

/** A call beside the caller's, to somebody who is to take the caller over. A node has one at most; leaving it drops it. */
export interface TurnConsultation {
  /** Calls them; the result of that is signalled as `commandResult`, what follows as `consultation…`. */
  readonly begin: (callee: Pick<ResolvedTarget, 'target' | 'from'>) => CommandId;
  /** Plays to them, once they have answered; the end is signalled as `playEnded`. */
  readonly whisper: (items: Play) => PlayStarted;
  /** Asks Graph to put the caller in the place of this call; signalled as with every transfer. */
  readonly handOver: (target: Target, transferee: Transferee | null) => CommandId;
  /** That has happened: the call is not ours any more. */
  readonly handedOver: () => void;
}

/** Something that came from outside, for a `wait` node. */
export interface Occurrence {
  /** As a `wait` names it, such as `external:paid`. */
  readonly event: string;
  readonly data: JsonValue;
}

export type Assignment = readonly [variable: string, value: JsonValue];

/** The commands that nodes send themselves; the rest are the interpreter's. */
export type NodeCommand = Extract<
  CommandOrder,
  { readonly kind: 'answer' | 'reject' | 'redirect' | 'transfer' }
>;

/** The effects that nodes start themselves; speech is rendered by the interpreter where a play needs it. */
export type NodeEffect = Exclude<EffectOrder, { readonly kind: 'renderSpeech' }>;

export type PlayStarted = 'playing' | 'nothingToPlay' | Failure;

/** The keys of the call: section 3 of the flow language. */
export interface TurnKeys {
  /** Whether a key was pressed that nobody took yet, also one whose digit must still wait (rule 11). */
  readonly pressed: () => boolean;
  /** Whether keys are waiting for a missing one. */
  readonly waiting: () => boolean;
  /** Takes the next key for an input attempt. `masked`: the transcript must not show it. */
  readonly take: (masked: boolean) => Key | null;
  /** Drops the keys stamped at or before now, also those still to be released; true if one was waiting. */
  readonly drop: () => boolean;
  /** Drops the keys stamped before now: those of a prompt that ends now (rule 2). */
  readonly dropEarlier: () => boolean;
  /** Puts a key back as type-ahead (rule 4b). */
  readonly putBack: (key: Key) => void;
  /** Rule 8: the very next key is swallowed if it is `terminator` and comes within `window`. */
  readonly swallowNext: (terminator: Key, window: Milliseconds) => void;
}

/** A transcript entry without what the interpreter adds. */
export type NodeEntry = DistributiveOmit<
  Extract<TranscriptEntry, { readonly kind: 'input' | 'transfer' | 'http' | 'event' }>,
  'at' | 'node' | 'flow'
>;

type DistributiveOmit<Entry, Members extends string> = Entry extends unknown ? Omit<Entry, Members> : never;
