import { partsOf } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import { together } from '../rehearsal/index.ts';
import type { Coverage } from '../rehearsal/index.ts';
import type { Experience } from './caller/navigator.ts';
import type { Random } from './random.ts';
import { nodeKey, outcomeKey } from './ways.ts';
import type { Way } from './ways.ts';

/** What the search has seen of a flow so far, and what it wants to see next. */
export class Knowledge implements Experience {
  readonly taken = new Map<string, number>();
  readonly entered = new Map<string, number>();
  readonly #tries = new Map<Way, number>();
  readonly #goals: readonly Way[];
  readonly #nothing: Coverage;

  constructor(flow: CompiledFlow, ways: readonly Way[]) {
    this.#goals = ways.filter(({ from, to }) => from !== to || ways.length === 1);
    this.#nothing = emptyCoverage(flow);
  }

  learn({ nodes, outcomes }: Coverage): void {
    for (const { flow, node, entered } of nodes) add(this.entered, nodeKey(flow, node), entered);
    for (const { flow, node, outcome, taken } of outcomes)
      add(this.taken, outcomeKey(flow, node, outcome), taken);
  }

  /** What the next caller heads for: what was seen least, unless it was tried in vain too often. Null: nowhere. */
  chooseGoal(random: Random): Way | null {
    const goal = random.weighted(this.#goals, (way) => this.#worth(way)) ?? null;
    if (goal !== null) this.#tries.set(goal, (this.#tries.get(goal) ?? 0) + 1);
    return goal;
  }

  /** All that was gone through. */
  get coverage(): Coverage {
    const { nodes, outcomes } = this.#nothing;
    return {
      nodes: nodes.map((each) => ({
        ...each,
        entered: this.entered.get(nodeKey(each.flow, each.node)) ?? 0,
      })),
      outcomes: outcomes.map((each) => ({
        ...each,
        taken: this.taken.get(outcomeKey(each.flow, each.node, each.outcome)) ?? 0,
      })),
    };
  }

  #worth(way: Way): number {
    const seen = way.outcome === null ? this.entered.get(way.to) : this.taken.get(way.outcome);
    const tries = this.#tries.get(way) ?? 0;
    // The same handler is led to from everywhere: one of these ways will do.
    const share = way.outcome === null ? 0.05 : 1;
    return share / (1 + (seen ?? 0)) / (1 + tries / 20);
  }
}

const add = (counts: Map<string, number>, key: string, times: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + times);
};

function emptyCoverage(flow: CompiledFlow): Coverage {
  const parts = partsOf(flow).map(({ id, nodes }) => ({
    nodes: [...nodes.keys()].map((node) => ({ flow: id, node, entered: 0 })),
    outcomes: [...nodes].flatMap(([node, { edges }]) =>
      edges.map(({ outcome, to }) => ({ flow: id, node, outcome, to, taken: 0 })),
    ),
  }));
  return together(parts);
}
