import * as z from 'zod';
import type { Move } from './move.ts';
import type { Play } from './play-item.ts';
import type { Signal } from './signal.ts';
import type { Turn } from './turn.ts';

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
  /** False: what the node began cannot be taken back, so `maxCallDuration` waits for its verdict. */
  readonly interruptible?: false;
  /** Every node that this one can lead to. */
  readonly edges: (node: Node) => readonly Edge[];
  /** Where a failure of this node goes; undefined, or left out: it has no such edge. */
  readonly failureEdge?: (node: Node) => string | undefined;
  /** Everything the node may play, for checking and for collecting the audio of a flow. */
  readonly plays?: (node: Node) => readonly PlayUse[];
  /** What a picture of the flow says of the node below its kind and name, such as where it transfers to. */
  readonly caption?: (node: Node) => string;
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
  /** The expression that must hold for it: what a picture says instead of the outcome's name. */
  readonly condition?: string;
  readonly to: string;
  readonly pointer: readonly (string | number)[];
}

export interface PlayUse {
  readonly play: Play;
  readonly pointer: readonly (string | number)[];
}

/** What a check may ask and say; places are members below the node. */
export interface NodeChecker {
  readonly problem: (code: string, pointer: readonly (string | number)[], message: string) => void;
  /** Checks a bare expression; `expects` null: any type will do. */
  readonly expression: (
    text: string,
    pointer: readonly (string | number)[],
    expects: 'boolean' | VariableType | null,
  ) => void;
  /** The declared type of a variable; reports an unknown one. */
  readonly variable: (name: string, pointer: readonly (string | number)[]) => VariableType | null;
  /** Reports an unknown target. */
  readonly target: (name: string, pointer: readonly (string | number)[]) => void;
}

export const variableTypes = ['string', 'digits', 'number', 'boolean', 'json'] as const;
export type VariableType = (typeof variableTypes)[number];

/** A node of a compiled flow: its kind applied to what the author wrote. */
export interface BoundNode {
  readonly type: string;
  readonly requires: Precondition;
  readonly interruptible: boolean;
  readonly edges: readonly Edge[];
  readonly failureEdge: string | undefined;
  readonly plays: readonly PlayUse[];
  /** Empty where the kind says nothing. */
  readonly caption: string;
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
      return {
        type: definition.type,
        requires: definition.requires(node),
        interruptible: definition.interruptible ?? true,
        edges: definition.edges(node),
        failureEdge: definition.failureEdge?.(node),
        plays: definition.plays?.(node) ?? [],
        caption: definition.caption?.(node) ?? '',
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
export const edge = (outcome: string, to: string): Edge => ({ outcome, to, pointer: [outcome] });

/** The same, where the author may leave it out. */
export const optionalEdge = (outcome: string, to: string | undefined): readonly Edge[] =>
  to === undefined ? [] : [edge(outcome, to)];
