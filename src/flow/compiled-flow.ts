import { flowHash, flowId, nodeName } from '../call/index.ts';
import type { Clip, FlowHash, FlowId, Milliseconds, NodeName, OpeningHours } from '../call/index.ts';
import { contentHash } from './document/index.ts';
import { parseDuration } from './duration.ts';
import { parseExpression } from './expressions/index.ts';
import type { Expression } from './expressions/index.ts';
import { variablesOf } from './flow-document.ts';
import type { FlowDocument } from './flow-document.ts';
import type { BoundNode } from './node-kind.ts';
import { findNodeKind } from './nodes/index.ts';
import { usedSchedules } from './used-schedules.ts';

/**
 * A flow as a call is pinned to it: settings bound, facts about its audio attached. Plain JSON, the part
 * `flow` of the orchestration's input, so every replay sees the same one.
 */
export interface BoundFlow {
  readonly document: FlowDocument;
  /** By `clipKey`; a source without a clip cannot be played. */
  readonly clips: Readonly<Record<string, Clip>>;
  /** Every flow that may be entered from it, also over others, by id. */
  readonly subflows: Readonly<Record<string, BoundSubflow>>;
  readonly hash: FlowHash;
}

/** A flow as another one enters it. */
export type BoundSubflow = Pick<BoundFlow, 'document' | 'clips'>;

/** A flow ready to be run. It holds nothing that its bound form does not say. */
export interface CompiledFlow {
  readonly id: FlowId;
  readonly version: string;
  readonly hash: FlowHash;
  readonly document: FlowDocument;
  readonly nodes: ReadonlyMap<NodeName, BoundNode>;
  readonly clips: ReadonlyMap<string, Clip>;
  /** Its sub-flows, with those that they enter; their own are empty. */
  readonly subflows: ReadonlyMap<FlowId, CompiledFlow>;
  readonly limits: FlowLimits;
  /** Those of its schedules that the flow asks for, by name. */
  readonly schedules: ReadonlyMap<string, OpeningHours>;
  /** Whether some variable of the flow or its sub-flows must not be written down: then no key is that nobody has taken. */
  readonly hasSensitiveVariables: boolean;
  /** The syntax tree of a bare expression of this flow; null where it is none (the checker refuses it). */
  readonly expression: (text: string) => Expression | null;
}

/** The flow itself, and every flow that it enters. */
export const partsOf = (root: CompiledFlow): readonly CompiledFlow[] => [root, ...root.subflows.values()];

/** The flow of this id: `root` itself, or one that it enters; undefined: neither. A part that is no root knows no others. */
export const partOf = (root: CompiledFlow, id: FlowId): CompiledFlow | undefined =>
  id === root.id ? root : root.subflows.get(id);

/** `limits` with the language's defaults (section 1). */
export interface FlowLimits {
  readonly maxCallDuration: Milliseconds;
  readonly maxSteps: number;
  readonly maxStepsWithoutInput: number;
}

/** Attaches the audio facts, and the flows that it enters, and takes the hash that a call keeps. */
export function bindFlow(
  document: FlowDocument,
  clips: ReadonlyMap<string, Clip>,
  subflows: Readonly<Record<string, BoundSubflow>> = {},
): BoundFlow {
  const facts = Object.fromEntries(clips);
  const hashed = JSON.stringify({ document, clips: facts, subflows });
  return { document, clips: facts, subflows, hash: flowHash(contentHash(hashed)) };
}

const compiledFlows = new Map<FlowHash, CompiledFlow>();
const mostCompiledFlows = 64;

/** Compiles a bound flow; one with the same hash is compiled once. */
export function compileFlow(bound: BoundFlow): CompiledFlow {
  const known = compiledFlows.get(bound.hash);
  if (known !== undefined) return known;
  if (compiledFlows.size >= mostCompiledFlows) compiledFlows.clear();
  const parts = Object.values(bound.subflows).map((part) => compilePart(part, bound.hash));
  const whole = compilePart(bound, bound.hash);
  const compiled = {
    ...whole,
    subflows: new Map(parts.map((part) => [part.id, part])),
    hasSensitiveVariables: [whole, ...parts].some((part) => part.hasSensitiveVariables),
  };
  compiledFlows.set(bound.hash, compiled);
  return compiled;
}

function compilePart({ document, clips }: BoundSubflow, hash: FlowHash): CompiledFlow {
  const { limits } = document;
  const expressions = new Map<string, Expression | null>();
  return {
    id: flowId(document.id),
    version: document.version,
    hash,
    document,
    nodes: bindNodes(document),
    clips: new Map(Object.entries(clips)),
    subflows: new Map(),
    limits: {
      maxCallDuration: parseDuration(limits.maxCallDuration ?? '30m'),
      maxSteps: limits.maxSteps ?? 500,
      maxStepsWithoutInput: limits.maxStepsWithoutInput ?? 50,
    },
    schedules: usedSchedules(document),
    hasSensitiveVariables: Object.values(variablesOf(document)).some(
      (variable) => variable.sensitive === true,
    ),
    expression(text) {
      const known = expressions.get(text);
      if (known !== undefined) return known;
      const parsed = parseExpression(text);
      const expression = parsed.kind === 'ok' ? parsed.expression : null;
      expressions.set(text, expression);
      return expression;
    },
  };
}

/** The nodes of a document, each bound to its kind. */
export function bindNodes(document: Pick<FlowDocument, 'nodes'>): ReadonlyMap<NodeName, BoundNode> {
  const nodes = new Map<NodeName, BoundNode>();
  for (const [name, node] of Object.entries(document.nodes)) {
    const bound = findNodeKind(node.type)?.bind(node);
    if (bound !== undefined) nodes.set(nodeName(name), bound);
  }
  return nodes;
}
