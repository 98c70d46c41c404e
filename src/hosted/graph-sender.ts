import type { SendOnce } from '../graph/index.ts';
import { answerGraph } from '../simulator/index.ts';
import type { Simulation } from '../simulator/index.ts';

/** Requests to the simulated Graph, without a wire. An answer that is cut off is lost. */
export function graphSender(simulation: Simulation): SendOnce {
  return async ({ method, url, headers, body }) => {
    const path = new URL(url).pathname;
    const answer = await answerGraph(simulation, { method, path, headers, body: body ?? '' });
    const requestId = answer.headers['request-id'] ?? null;
    if (answer.reset)
      return { exchange: { kind: 'lost', reason: 'the connection broke (ECONNRESET)' }, requestId };
    const text = answer.body === null ? '' : JSON.stringify(answer.body);
    return {
      exchange: { kind: 'answered', status: answer.status, retryAfter: null, body: text },
      requestId,
    };
  };
}
