import type { Coverage, CoveredNode, CoveredOutcome } from '../../rehearsal/index.ts';

/** How much of something calls went through. */
export interface Share {
  readonly taken: number;
  readonly all: number;
}

/** In whole per cent, rounded down, so that a hundred means all of it; of nothing, all is covered. */
export const percentOf = ({ taken, all }: Share): number =>
  all === 0 ? 100 : Math.floor((100 * taken) / all);

export interface FlowCoverage {
  readonly flow: string;
  readonly nodes: Share;
  readonly outcomes: Share;
  readonly missedNodes: readonly CoveredNode[];
  readonly missedOutcomes: readonly CoveredOutcome[];
}

/** The coverage of each flow, in the order in which calls came to them. */
export function byFlow({ nodes, outcomes }: Coverage): readonly FlowCoverage[] {
  const flows = new Set([...nodes, ...outcomes].map(({ flow }) => flow));
  return [...flows].map((flow) => {
    const own = nodes.filter((node) => node.flow === flow);
    const ways = outcomes.filter((outcome) => outcome.flow === flow);
    const missedNodes = own.filter(({ entered }) => entered === 0);
    const missedOutcomes = ways.filter(({ taken }) => taken === 0);
    return {
      flow,
      nodes: { taken: own.length - missedNodes.length, all: own.length },
      outcomes: { taken: ways.length - missedOutcomes.length, all: ways.length },
      missedNodes,
      missedOutcomes,
    };
  });
}

/** Whether nodes, and outcomes, of all flows together are covered to this many per cent. */
export function reaches(coverage: Coverage, percent: number): boolean {
  const flows = byFlow(coverage);
  const sum = (of: (flow: FlowCoverage) => Share): Share => ({
    taken: flows.reduce((all, flow) => all + of(flow).taken, 0),
    all: flows.reduce((all, flow) => all + of(flow).all, 0),
  });
  return [sum(({ nodes }) => nodes), sum(({ outcomes }) => outcomes)].every(
    (share) => percentOf(share) >= percent,
  );
}
