import { OrchestrationRuntimeStatus } from 'durable-functions';
import * as z from 'zod';
import { callOrchestrator } from '../orchestration/index.ts';
import type { DurableStatuses } from './calls-store.ts';

/** Calls that are not over: `pending` ones wait for their first episode, which only a store in trouble lets them do for long. */
export interface CallCount {
  readonly running: number;
  readonly pending: number;
}

const listedSchema = z.array(z.object({ name: z.string(), runtimeStatus: z.string() }));

/** Longer than any call lasts: `maxCallDuration` is a day at most. */
const window = 25 * 3_600_000;

/** How many calls are going on at `now`. Rejects where the store cannot be reached. */
export async function countCalls(
  client: Pick<DurableStatuses, 'getStatusBy'>,
  now: number,
): Promise<CallCount> {
  const listed = await client.getStatusBy({
    createdTimeFrom: new Date(now - window),
    runtimeStatus: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending],
    showInput: false,
  });
  const calls = listedSchema.parse(listed).filter(({ name }) => name === callOrchestrator);
  const pending = calls.filter(({ runtimeStatus }) => runtimeStatus === 'Pending').length;
  return { running: calls.length - pending, pending };
}
