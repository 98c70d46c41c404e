import * as z from 'zod';
import type { JsonValue } from '../call/index.ts';
import type { DeclaredValues, FlowSignature } from './flow-signature.ts';
import type { Move } from './move.ts';
import type { FactsContext, NodeFacts } from './node-facts.ts';
import type { OperationUse } from './operation-use.ts';
import type { Play } from './play-item.ts';
import type { Signal } from './signal.ts';
import type { TargetReference, WrittenTarget } from './target.ts';
import type { Turn } from './turn.ts';
import type { VariableType } from './variable.ts';

/**
 * What a node kind is: one file under `nodes/`, one line in its registry. A kind owns its schema, what can
 * be checked about a node before any call, what happens when a call enters it and how it takes what happens
 * then. It decides and returns; the interpreter moves the call.
 */
export interface NodeDefinition<Node extends { readonly type: string }, Memory> {
  readonly type: Node['type'];
  readonly schema: z.ZodType<Node>;
  /** What the node remembers while a call is in it. Part of the call's state, so plain JSON. */
  readonly memory: z.ZodType<Memory>;
  readonly requires: (node: Node) => Precondition;
  /**
   * False where what the node began cannot be taken back, so that `maxCallDuration` waits for its verdict. Left out:
   * it can always.
   */
  readonly isInterruptible?: (memory: Memory) => boolean;
  /** Every node that this one can lead to. */
  readonly edges: (node: Node) => readonly Edge[];
  /** The member that names where a failure of this node goes; left out: it can have none. */
  readonly failureEdge?: 'onError' | 'onFailed';
  /** Everything the node may play, for checking and for collecting the audio of a flow. */
  readonly plays?: (node: Node) => readonly PlayUse[];
  /** What it asks of Graph; of what it plays, `plays`, that too. What answering takes is `answer`'s, also where it is implicit. */
  readonly operations: (node: Node, plays: readonly PlayUse[]) => readonly OperationUse[];
  /** What the checker may rely on: how long it is silent, whether a call ends here, and the like. */
  readonly facts: (node: Node, context: FactsContext) => NodeFacts;
  /** What a picture of the flow says of the node below its kind and name, such as where it transfers to. */
  readonly caption?: (node: Node) => string;
  /** Where it transfers to, as transcripts call it. */
  readonly transfersTo?: (node: Node) => string;
  /**
   * Whether the caller hears something that the flow does not play while a call waits in it: ringing, or what Graph
   * was asked for. Such a wait is no silence (section 5 of the flow language). Left out: nothing.
   */
  readonly isHeardMeanwhile?: (node: Node) => boolean;
  /** What else can be known to be wrong before any call, beyond schema, edges and prompts. */
  readonly check?: (node: Node, checker: NodeChecker) => void;
  readonly enter: (node: Node, turn: Turn) => Move<Memory>;
  readonly onSignal: (node: Node, memory: Memory, signal: Signal, turn: Turn) => Move<Memory>;
}

/**
 * What a node needs: `audio`, an established call, which is answered before such a node; `call`, a call that
 * is not over; or `nothing`, so that it can also run when the caller has gone.
 */
export type Precondition = 'nothing' | 'call' | 'audio';

/** One way out of a node. `pointer` is the member that names `to`, below the node. */
export interface Edge {
  readonly outcome: string;
  /**
   * The expression that must hold for it, and the conditions of the edges before it must not. What a picture says
   * instead of the outcome's name.
   */
  readonly condition?: string;
  readonly to: string;
  readonly pointer: readonly (string | number)[];
  /**
   * What must have happened before this way is taken: the caller pressed or said something, the attempts to hear
   * the caller were used up, or time was waited for. A cycle needs one of them. Left out: nothing, so the way
   * may be taken at once.
   */
  readonly after?: 'input' | 'attempts' | 'wait';
  /** What the call is on this way, if it is something else than before: a group call is answered too. */
  readonly call?: 'answered' | 'unanswered' | 'group';
  /** The return of the entered flow on which this way is taken. */
  readonly onReturn?: string;
}

export interface PlayUse {
  readonly play: Play;
  readonly pointer: readonly (string | number)[];
  /** False: it is fetched, for somebody else to play. */
  readonly isHeard?: false;
}

/** What a check may ask and say; places are members below the node. */
export interface NodeChecker {
  /** Whether the flow starts with this node. */
  readonly isFirst: boolean;
  readonly problem: (code: string, pointer: readonly (string | number)[], message: string) => void;
  /** Something that works, but probably not as meant. */
  readonly warning: (code: string, pointer: readonly (string | number)[], message: string) => void;
  /** Something worth knowing, which nobody has to change. */
  readonly remark: (code: string, pointer: readonly (string | number)[], message: string) => void;
  /** Warns of an expression for `call.locale` that is a locale in which no prompt is written. */
  readonly locale: (expression: string, pointer: readonly (string | number)[]) => void;
  /** Checks a bare expression; `expects` null: any type will do. */
  readonly expression: (
    text: string,
    pointer: readonly (string | number)[],
    expects: 'boolean' | VariableType | null,
  ) => void;
  /** The return of this flow that is named; reports an unknown one, which is null. */
  readonly returned: (name: string, pointer: readonly (string | number)[]) => DeclaredReturn | null;
  /** The type of a value of a return; reports an unknown one. */
  readonly returnedValue: (
    declared: DeclaredReturn,
    name: string,
    pointer: readonly (string | number)[],
  ) => VariableType | null;
  /**
   * The flow that is entered; reports what does not fit it: its name, its params, its returns. Null: there is none,
   * or nobody knows what stands beside this flow.
   */
  readonly entered: (entry: SubflowEntry) => FlowSignature | null;
  /** Reports what of a value with {expressions} can be known not to fit a schema before they are worked out. */
  readonly fits: (schema: z.ZodType, value: JsonValue, pointer: readonly (string | number)[]) => void;
  /** Checks the {expressions} in the strings of a value. */
  readonly template: (value: JsonValue, pointer: readonly (string | number)[]) => void;
  /** The declared type of a variable; reports an unknown one. */
  readonly variable: (name: string, pointer: readonly (string | number)[]) => VariableType | null;
  /** The declared target of a name, or the one in place; reports an unknown one, which is null. */
  readonly target: (
    reference: TargetReference,
    pointer: readonly (string | number)[],
  ) => WrittenTarget | null;
  /** Reports a sensitive variable in the {expressions} of a value that goes where secrets do not belong. */
  readonly discloses: (where: Disclosure, value: JsonValue, pointer: readonly (string | number)[]) => void;
  /** Whether a variable of this flow is declared as sensitive. */
  readonly isSensitive: (variable: string) => boolean;
  /** Reports a sensitive value that a bare expression puts into something of this name which is not sensitive. */
  readonly copies: (expression: string, into: string, pointer: readonly (string | number)[]) => void;
}

/** A return as a flow declares it: its values and their types. */
export interface DeclaredReturn {
  readonly values: DeclaredValues;
}

/** What a node says of the flow that it enters. */
export interface SubflowEntry {
  readonly flow: string;
  readonly with?: Readonly<Record<string, string>> | undefined;
  readonly on: Readonly<Record<string, string>>;
}

/** Where no sensitive value may go: section 5 of the flow language. */
export type Disclosure = 'url' | 'event' | 'queue' | 'log';

/** A node of a compiled flow: its kind applied to what the author wrote. */
export interface BoundNode {
  readonly type: string;
  readonly requires: Precondition;
  readonly isInterruptible: (memory: unknown) => boolean;
  /** Whether there are times at which it cannot be interrupted. */
  readonly mayOutlastLimit: boolean;
  readonly edges: readonly Edge[];
  /** Where a failure of this node goes; undefined: it has no such edge. */
  readonly failureEdge: Edge | undefined;
  readonly plays: readonly PlayUse[];
  /** Empty where the kind says nothing. */
  readonly caption: string;
  /** Where it transfers to, as transcripts call it; null: it transfers nobody. */
  readonly transfersTo: string | null;
  /** What it asks of Graph. */
  readonly operations: readonly OperationUse[];
  /** Whether the caller hears something that the flow does not play while a call waits in it. */
  readonly isHeardMeanwhile: boolean;
  readonly facts: (context: FactsContext) => NodeFacts;
  readonly check: (checker: NodeChecker) => void;
  readonly enter: (turn: Turn) => Move<unknown>;
  /** `memory` is what an earlier move of this node kept; a state that was stored is parsed here again. */
  readonly onSignal: (memory: unknown, signal: Signal, turn: Turn) => Move<unknown>;
}

/** A kind with its types sealed in, so that kinds of all types stand in one registry. */
export interface NodeKind {
  readonly type: string;
  readonly schema: z.ZodType<{ readonly type: string }> & z.core.$ZodTypeDiscriminable;
  readonly bind: (node: unknown) => BoundNode;
}

/** Seals a definition. `node` given to `bind` has passed the schema. */
export function defineNode<Node extends { readonly type: string }, Memory>(
  definition: NodeDefinition<Node, Memory> & { readonly schema: z.core.$ZodTypeDiscriminable },
): NodeKind {
  return {
    type: definition.type,
    // The id names the kind in the published JSON Schema.
    schema: definition.schema.meta({
      id: `${definition.type}Node`,
      title: `The node kind ${definition.type}`,
    }),
    bind(written) {
      const node = definition.schema.parse(written);
      const edges = definition.edges(node);
      const plays = definition.plays?.(node) ?? [];
      return {
        type: definition.type,
        requires: definition.requires(node),
        isInterruptible: (memory) => definition.isInterruptible?.(definition.memory.parse(memory)) ?? true,
        mayOutlastLimit: definition.isInterruptible !== undefined,
        edges,
        failureEdge: edges.find(
          ({ pointer: [member, ...below] }) => member === definition.failureEdge && below.length === 0,
        ),
        plays,
        caption: definition.caption?.(node) ?? '',
        transfersTo: definition.transfersTo?.(node) ?? null,
        operations: definition.operations(node, plays),
        isHeardMeanwhile: definition.isHeardMeanwhile?.(node) ?? false,
        facts: (context) => definition.facts(node, context),
        check: (checker) => {
          definition.check?.(node, checker);
        },
        enter: (turn) => definition.enter(node, turn),
        onSignal: (memory, signal, turn) =>
          definition.onSignal(node, definition.memory.parse(memory), signal, turn),
      };
    },
  };
}

/** For kinds that remember nothing while they wait. */
export const noMemory = z.null();

/** For kinds whose `enter` never stays, so that nothing can be signalled to them. */
export function neverWaits(): Move<never> {
  throw new Error('A node that never waits was signalled. This is a defect of the program.');
}

/** An edge named by the member that holds it. */
export const edge = (outcome: string, to: string, facts: EdgeFacts = {}): Edge => ({
  outcome,
  to,
  pointer: [outcome],
  ...facts,
});

/** The same, where the author may leave it out. */
export const optionalEdge = (
  outcome: string,
  to: string | undefined,
  facts: EdgeFacts = {},
): readonly Edge[] => (to === undefined ? [] : [edge(outcome, to, facts)]);

type EdgeFacts = Pick<Edge, 'after' | 'call'>;
