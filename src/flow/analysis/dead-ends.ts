import { append, componentsOf, reachableFrom } from './components.ts';
import { endsCall, isOver } from './situations.ts';
import type { Situation, SituationGraph } from './situations.ts';

/**
 * Where a call gets to and cannot end any more, other than by a failure, a limit or the caller: for each such part
 * of the flow that cannot be left again, its situations.
 */
export function findDeadEnds({
  situations,
  passagesFrom,
}: SituationGraph): readonly (readonly Situation[])[] {
  const before = new Map<Situation, Situation[]>();
  for (const from of situations) {
    for (const { to, kind } of passagesFrom(from)) {
      if (kind !== 'failure' && kind !== 'interrupt') append(before, to, from);
    }
  }
  const ending = situations.filter((situation) => endsCall(situation) || isOver(situation));
  const mayEnd = reachableFrom(ending, (situation) => before.get(situation) ?? []);
  const stuck = situations.filter((situation) => !mayEnd.has(situation));
  const onwards = (from: Situation): readonly Situation[] =>
    passagesFrom(from)
      .filter(({ kind }) => kind !== 'failure' && kind !== 'interrupt')
      .map(({ to }) => to);
  return componentsOf({ vertices: stuck, successors: onwards }).filter((component) => {
    const members = new Set(component);
    return component.every((situation) => onwards(situation).every((to) => members.has(to)));
  });
}
