import { flowId, nodeName } from '../call/index.ts';
import type { WatchCall } from '../orchestration/index.ts';
import type { CallTeller } from '../telemetry/index.ts';

/** Watches calls, and tells each of their steps. */
export function stepTeller(teller: Pick<CallTeller, 'step'>): WatchCall {
  return ({ state, transcript }, event, call, { flow, entriesBefore }) =>
    teller.step({
      call,
      graphCallId: state.graphCallId,
      flow: {
        id: flow.id,
        version: flow.version,
        kindOf: (id, node) => {
          const part = id === flow.id ? flow : flow.subflows.get(flowId(id));
          return part?.nodes.get(nodeName(node))?.type ?? null;
        },
      },
      event,
      answeredAt: state.answeredAt,
      transcript,
      entriesBefore,
    });
}
