import type { TranscriptEntry } from '../call/index.ts';
import { partsOf } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';

/** How often each node of some flows was entered, and each of their outcomes taken; sub-flows are flows of their own. */
export interface Coverage {
  readonly nodes: readonly CoveredNode[];
  readonly outcomes: readonly CoveredOutcome[];
}

export interface CoveredNode {
  readonly flow: string;
  readonly node: string;
  readonly entered: number;
}

export interface CoveredOutcome {
  readonly flow: string;
  readonly node: string;
  readonly outcome: string;
  readonly to: string;
  readonly taken: number;
}

type Passed = Pick<TranscriptEntry, 'kind' | 'flow' | 'node'>;

/** What one call went through. Every node and every outcome of its flow and the flows entered from it is in it. */
export function coverageOf(flow: CompiledFlow, transcript: readonly Passed[]): Coverage {
  const entered = new Map<string, number>();
  const count = (...key: readonly string[]): void => {
    const name = JSON.stringify(key);
    entered.set(name, (entered.get(name) ?? 0) + 1);
  };
  for (const entry of transcript) {
    if (!isEntry(entry)) continue;
    count(entry.flow, entry.node);
    if (entry.from !== null && entry.by !== null) count(entry.flow, entry.from, entry.by);
  }
  const times = (...key: readonly string[]): number => entered.get(JSON.stringify(key)) ?? 0;
  const flows = partsOf(flow).map(({ id, nodes }) => ({ id, nodes: [...nodes] }));
  return {
    nodes: flows.flatMap(({ id, nodes }) =>
      nodes.map(([node]) => ({ flow: id, node, entered: times(id, node) })),
    ),
    outcomes: flows.flatMap(({ id, nodes }) =>
      nodes.flatMap(([node, { edges }]) =>
        edges.map(({ outcome, to }) => ({ flow: id, node, outcome, to, taken: times(id, node, outcome) })),
      ),
    ),
  };
}

const isEntry = (entry: Passed): entry is Extract<TranscriptEntry, { readonly kind: 'enter' }> =>
  entry.kind === 'enter';

/** All of them together, flow by flow in the order in which they come. */
export function together(parts: readonly Coverage[]): Coverage {
  const nodes = new Map<string, CoveredNode>();
  const outcomes = new Map<string, CoveredOutcome>();
  for (const part of parts) {
    for (const each of part.nodes) {
      const key = JSON.stringify([each.flow, each.node]);
      nodes.set(key, { ...each, entered: each.entered + (nodes.get(key)?.entered ?? 0) });
    }
    for (const each of part.outcomes) {
      const key = JSON.stringify([each.flow, each.node, each.outcome]);
      outcomes.set(key, { ...each, taken: each.taken + (outcomes.get(key)?.taken ?? 0) });
    }
  }
  return { nodes: [...nodes.values()], outcomes: [...outcomes.values()] };
}
