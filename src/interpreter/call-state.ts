import { nodeName, ownMember } from '../call/index.ts';
import type {
  CallEnd,
  CallFacts,
  Command,
  CommandId,
  CommandOrder,
  EffectKind,
  FlowId,
  GraphCallId,
  Instant,
  JsonValue,
  NodeName,
  Participant,
  ScheduleTables,
} from '../call/index.ts';
import { variablesOf } from '../flow/index.ts';
import type { CallStage, CompiledFlow, Failure, Occurrence } from '../flow/index.ts';
import type { Consultation } from './consultation.ts';
import { noDeadlines } from './deadlines.ts';
import type { Deadlines } from './deadlines.ts';
import { emptyKeyBuffer } from './key-buffer.ts';
import type { KeyBuffer } from './key-buffer.ts';
import type { RecordingState } from './recording.ts';
import { silent } from './sounding.ts';
import type { Listener, Playing } from './sounding.ts';
import { fullBudget } from './node-budget.ts';
import type { NodeBudget } from './node-budget.ts';

/** All that is known of a call in progress: plain JSON, so that it can be written down at any point. */
export interface CallState {
  readonly version: 1;
  /** The time of the last event; it never goes back. */
  readonly now: Instant;
  readonly stage: CallStage;
  /** Graph's id of the call; null: not known, of one that the flow makes itself. */
  readonly graphCallId: GraphCallId | null;
  readonly course: Course;
  readonly position: Position;
  /** Numbers the entries of nodes, so that what was meant for an earlier one is recognised. */
  readonly visit: number;
  readonly answeredAt: Instant | null;
  /** `maxCallDuration` is over: from now on every hang-up ends the call `maxDuration`. */
  readonly lastedTooLong: boolean;
  /** `on.error` has been entered: the next failure without an edge hangs up. */
  readonly errorHandled: boolean;
  readonly error: Failure | null;
  /** The flow that the call is in. */
  readonly flow: FlowId;
  /** The flows that wait for the one that they entered, the first of them first. */
  readonly frames: readonly Frame[];
  /** Those of the flow that the call is in. */
  readonly variables: Readonly<Record<string, JsonValue>>;
  readonly locale: string;
  /** Opening hours, worked out when the call started. */
  readonly schedules: ScheduleTables;
  readonly keys: KeyBuffer;
  /** Who is in a group call, as far as Graph has told; empty in a call between two. */
  readonly roster: readonly Participant[];
  /** What came from outside and no `wait` took yet, in its order. */
  readonly occurrences: readonly Occurrence[];
  readonly playing: Readonly<Record<Listener, Playing>>;
  readonly recording: RecordingState | null;
  readonly deadlines: Deadlines;
  readonly outbox: readonly QueuedCommand[];
  readonly inFlight: InFlight | null;
  readonly effects: readonly RunningEffect[];
  /** Calls that were made for a hand-over and have not come to their end. */
  readonly consultations: readonly Consultation[];
  readonly budget: NodeBudget;
  readonly lastCommand: number;
}

/** What the nodes are run for: the call, or what follows its end or its time limit (section 2.2). */
export type Course = 'normal' | 'afterHangup' | 'afterMaxDuration';

/** Where the call is. */
export type Position =
  | {
      readonly kind: 'atNode';
      readonly node: NodeName;
      /** The call is being answered because `node` needs it; the node itself has not been entered. */
      readonly answeringFirst: boolean;
      readonly memory: unknown;
      readonly way: Way;
    }
  | {
      readonly kind: 'hangingUp';
      readonly node: NodeName;
      readonly end: CallEnd;
      readonly reason: string | null;
      /** When the caller's call was over; null: it is not yet. */
      readonly endedAt: Instant | null;
    }
  | {
      readonly kind: 'over';
      readonly node: NodeName;
      readonly end: CallEnd;
      readonly reason: string | null;
      readonly endedAt: Instant;
    };

/** How a call came to a node: by an outcome of another, or by a handler of `on`; both null: a flow starts there. */
export interface Way {
  readonly from: NodeName | null;
  readonly by: string | null;
}

export const atStart: Way = { from: null, by: null };

/** A flow that waits for the one that it entered. */
export interface Frame {
  readonly flow: FlowId;
  /** The node that entered it. */
  readonly node: NodeName;
  readonly variables: Readonly<Record<string, JsonValue>>;
}

/** A command that is not sent yet. */
export interface QueuedCommand {
  readonly id: CommandId;
  readonly visit: number;
  readonly leg: Leg;
  readonly order: CommandOrder;
}

/** Which call a command is about: null: the caller's; else the one that this command asked for. */
export type Leg = CommandId | null;

/** The one command that was sent and has no result yet (I5). */
export interface InFlight {
  readonly command: Command;
  readonly sentAt: Instant;
  readonly place: Place;
  readonly visit: number;
  readonly leg: Leg;
}

/** Where in which flow something was asked for: what came of it is told of that place. */
export interface Place {
  readonly flow: FlowId;
  readonly node: NodeName;
}

/** An effect that was started and has no result yet. */
export interface RunningEffect {
  readonly id: CommandId;
  readonly kind: EffectKind;
  /** The visit that started it: its result is of use to that visit only. */
  readonly visit: number;
}

/** Every variable of a flow as it is declared; `given` takes the place of a default. */
export function initialVariables(
  { document }: CompiledFlow,
  given: CallFacts['variables'] = {},
): Readonly<Record<string, JsonValue>> {
  const declared = Object.entries(variablesOf(document));
  return Object.fromEntries(
    declared.map(([name, declaration]) => {
      const value = ownMember(given, name);
      return [name, value === undefined ? (declaration.default ?? null) : value];
    }),
  );
}

/** The state before the first node is entered. */
export function initialState(flow: CompiledFlow, call: CallFacts, schedules: ScheduleTables): CallState {
  const { document } = flow;
  return {
    version: 1,
    now: call.startedAt,
    stage: call.graphCallId === null ? 'absent' : 'incoming',
    graphCallId: call.graphCallId,
    course: 'normal',
    position: {
      kind: 'atNode',
      node: nodeName(document.start),
      answeringFirst: false,
      memory: null,
      way: atStart,
    },
    visit: 0,
    answeredAt: null,
    lastedTooLong: false,
    errorHandled: false,
    error: null,
    flow: flow.id,
    frames: [],
    variables: initialVariables(flow, call.variables),
    locale: document.locale,
    schedules,
    keys: emptyKeyBuffer,
    roster: [],
    occurrences: [],
    playing: { caller: silent, agent: silent },
    recording: null,
    deadlines: noDeadlines,
    outbox: [],
    inFlight: null,
    effects: [],
    consultations: [],
    budget: fullBudget(flow.limits),
    lastCommand: 0,
  };
}
