import { partOf } from '../flow/index.ts';
import type { WatchCall } from '../orchestration/index.ts';
import type { CallTeller } from './tell-call.ts';

/** Watches calls, and tells each of their steps. */
export function stepTeller(teller: Pick<CallTeller, 'step'>): WatchCall {
  return ({ state, transcript }, event, call, { flow, entriesBefore }) =>
    teller.step({
      call,
      graphCallId: state.graphCallId,
      flow: {
        id: flow.id,
        version: flow.version,
        kindOf: (id, node) => partOf(flow, id)?.nodes.get(node)?.type ?? null,
      },
      event,
      answeredAt: state.answeredAt,
      transcript,
      entriesBefore,
    });
}
