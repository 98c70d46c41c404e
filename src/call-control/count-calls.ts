import { OrchestrationRuntimeStatus } from 'durable-functions';
import { listInstances } from '../durable-store/index.ts';
import type { DurableClient } from '../durable-store/index.ts';
import { longestCall, parseDuration } from '../flow/index.ts';
import { callOrchestrator } from '../orchestration/index.ts';

/** Calls that are not over: `pending` ones wait for their first episode, which only a store in trouble lets them do for long. */
export interface CallCount {
  readonly running: number;
  readonly pending: number;
}

/** Longer than any call lasts, with its ringing and its handlers. */
const window = parseDuration(longestCall) + 3_600_000;

/** How many calls are going on at `now`. Rejects where the store cannot be reached. */
export async function countCalls(
  client: Pick<DurableClient, 'getStatusBy'>,
  now: number,
): Promise<CallCount> {
  const listed = await listInstances(client, {
    createdTimeFrom: new Date(now - window),
    runtimeStatus: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending],
  });
  const calls = listed.filter(({ name }) => name === callOrchestrator);
  const pending = calls.filter(({ state }) => state === 'pending').length;
  return { running: calls.length - pending, pending };
}
