import { callAtGraph, exampleId } from '../rehearsal/index.ts';
import type { NewId } from '../simulator/index.ts';

/** The ids of a scenario as it has them at interpreter depth: the first call is its own, others follow. */
export function idsInTurn(): NewId {
  const given = { call: 0, participant: 0, chain: 0, routingGroup: 0, gallery: 0 };
  return (of) => {
    given[of] += 1;
    return of === 'call' && given.call === 1 ? callAtGraph : exampleId(of, given[of]);
  };
}
