import type { Clip, NodeName } from '../../call/index.ts';
import type { FlowDocument } from '../flow-document.ts';
import type { NodeFacts } from '../node-facts.ts';
import { enteredFlows } from '../flow-signature.ts';
import type { BoundNode } from '../node-kind.ts';

/**
 * Flows that enter flows. The checker looks at an entered flow as if its nodes stood where it is entered, once for
 * each way into it: so nothing that is proven of nodes needs a proof of its own for flows.
 */

export interface FlowNode {
  readonly name: NodeName;
  readonly bound: BoundNode;
  readonly facts: NodeFacts;
}

/** A flow with the audio that was bound to it, as far as that is known. */
export interface FlowPart {
  readonly document: FlowDocument;
  readonly clips: Readonly<Record<string, Clip>>;
}

/** Looks up a flow that is entered; null: there is none of which anything could be said. */
export type FindPart = (id: string) => FlowPart | null;

/** A flow on one way into it. */
export interface Frame {
  readonly document: FlowDocument;
  readonly nodes: ReadonlyMap<NodeName, FlowNode>;
  /** Null: the call begins with this flow. */
  readonly entry: { readonly frame: Frame; readonly node: FlowNode } | null;
}

/** Gives the flow that a node of a frame enters; null: it enters none, or nobody knows which. */
export type EnteredFrame = (frame: Frame, node: FlowNode) => Frame | null;

/** One frame for each way in. A flow that would be entered by itself is not entered again. */
export function frames(nodesOf: (id: string) => Omit<Frame, 'entry'> | null): EnteredFrame {
  const known = new Map<Frame, Map<FlowNode, Frame | null>>();
  return (frame, node) => {
    const inFrame = known.get(frame) ?? new Map<FlowNode, Frame | null>();
    known.set(frame, inFrame);
    const found = inFrame.get(node);
    if (found !== undefined) return found;
    const id = node.facts.enters;
    const isInside = chainOf(frame).some(({ document }) => document.id === id);
    const part = id === undefined || isInside ? null : nodesOf(id);
    const entered = part === null ? null : { ...part, entry: { frame, node } };
    inFrame.set(node, entered);
    return entered;
  };
}

/** The frame and those that it was entered from, innermost first. */
export function chainOf(frame: Frame): readonly Frame[] {
  const chain: Frame[] = [];
  for (let at: Frame | undefined = frame; at !== undefined; at = at.entry?.frame) chain.push(at);
  return chain;
}

/** Nodes that can be looked at one by one, each as often as its flow is entered. */
export const mostNodes = 10_000;

/** How many nodes a flow has with all that it enters, each as often as it is entered. */
export function countNodes(document: FlowDocument, find: FindPart): number {
  const counts = new Map<string, number>();
  const count = (of: FlowDocument): number => {
    const known = counts.get(of.id);
    if (known !== undefined) return known;
    // What enters itself is not entered again.
    counts.set(of.id, 0);
    const inside = enteredFlows(of).map((id) => {
      const part = find(id);
      return part === null ? 0 : count(part.document);
    });
    const all = inside.reduce((sum, one) => sum + one, Object.keys(of.nodes).length);
    counts.set(of.id, all);
    return all;
  };
  return count(document);
}
