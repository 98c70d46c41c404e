import { graphNodeOperation } from '../../operations/index.ts';
import { silentEffect, timeToDecide, timeToRequest } from '../node-facts.ts';
import type { NodeFacts } from '../node-facts.ts';
import { statedCosts } from '../stated-costs.ts';
import type { GraphNode } from './graph-schema.ts';

/** Silent until Graph has answered, or said that it is over, unless something is heard meanwhile. */
export function graphFacts(node: GraphNode): NodeFacts {
  const { inFlows, callKinds } = graphNodeOperation(node.operation);
  const { graphRequest, graphOperation } = statedCosts;
  const common = {
    requests: 1,
    ...(node.into === undefined ? {} : { assigns: { [node.into]: null } }),
    ...(callKinds.includes('oneToOne') ? {} : ({ groupOnly: true } as const)),
  };
  const answered = silentEffect(graphRequest);
  if (inFlows.until === 'answer') return { ...answered, ...common };
  const within = inFlows.within(node.with ?? {});
  const longest = timeToRequest + within + timeToDecide;
  if (inFlows.isHeard) {
    // A request that Graph refuses at once is a silent way through; otherwise something is heard.
    const silence = { ...answered.silence, before: timeToRequest, after: timeToDecide };
    return { ...answered, ...common, longest, silence };
  }
  const begun = inFlows.unheard === 'done' ? within : graphOperation;
  return { ...silentEffect(graphRequest + begun), ...common, longest };
}
