import { boundsOf, changeIn } from './counting.ts';
import { cyclesOf, reachableFrom } from './components.ts';
import type { Passage, Situation, SituationGraph } from './situations.ts';

/**
 * Cycles that a call could go round and round.
 *
 * A1  A call that stays in a flow without an endless loop enters only finitely many nodes before it waits for the
 *     caller, for a recording or for time.
 */
export interface Loops {
  /** Cycles without input, wait or attempts: one list of situations for each. */
  readonly endless: readonly (readonly Situation[])[];
  /** Cycles that a caller who does nothing goes round. */
  readonly silent: readonly (readonly Situation[])[];
}

export function findLoops(graph: SituationGraph): Loops {
  const endless = cyclesThat(graph, (passage) => passage.after === null);
  const known = new Set(endless.flat());
  const silent = cyclesThat(graph, ({ after }) => after === null || after === 'attempts');
  return { endless, silent: silent.filter((cycle) => !cycle.some((situation) => known.has(situation))) };
}

function cyclesThat(
  graph: SituationGraph,
  mayBeOnIt: (passage: Passage) => boolean,
): readonly (readonly Situation[])[] {
  const passages = new Map(
    graph.situations.map((from) => [from, graph.passagesFrom(from).filter(mayBeOnIt)] as const),
  );
  const cycles = cyclesOf({
    vertices: graph.situations,
    successors: (from) => (passages.get(from) ?? []).map(({ to }) => to),
  });
  return cycles.flatMap((cycle) => withoutCounted(cycle, passages));
}

/**
 * What is left of a cycle when the ways that can be taken only finitely often are taken out of it, one after the
 * other: a way counts if it is bound to a variable below a constant, if nothing on the cycle changes that variable
 * but upwards, and if nobody gets back to it on the cycle without such a change.
 */
function withoutCounted(
  cycle: readonly Situation[],
  all: ReadonlyMap<Situation, readonly Passage[]>,
): readonly (readonly Situation[])[] {
  const members = new Set(cycle);
  const inside = new Map(
    cycle.map((from) => [from, (all.get(from) ?? []).filter(({ to }) => members.has(to))] as const),
  );
  const counted = new Set([...inside.values()].flat().filter((passage) => isCounted(passage, cycle, inside)));
  if (counted.size === 0) return [cycle];
  const rest = new Map([...inside].map(([from, list]) => [from, list.filter((each) => !counted.has(each))]));
  const left = cyclesOf({
    vertices: cycle,
    successors: (from) => (rest.get(from) ?? []).map(({ to }) => to),
  });
  return left.flatMap((smaller) => withoutCounted(smaller, rest));
}

function isCounted(
  { from, to, edge }: Passage,
  cycle: readonly Situation[],
  inside: ReadonlyMap<Situation, readonly Passage[]>,
): boolean {
  if (edge === null) return false;
  return boundsOf(edge, from.node.bound.edges).some(({ variable, side }) => {
    const changes = new Map(
      cycle.map((situation) => [situation, changeIn(situation, from.frame, variable)] as const),
    );
    if ([...changes.values()].some((change) => change !== 'none' && change !== side)) return false;
    const unchanged = ({ to: next }: Passage): boolean => changes.get(next) === 'none';
    if (changes.get(to) !== 'none') return true;
    const back = reachableFrom([to], (vertex) =>
      (inside.get(vertex) ?? []).filter(unchanged).map(({ to: next }) => next),
    );
    return !back.has(from);
  });
}
