import type { DurableStore } from '../durable-store/index.ts';
import { beyondCallDuration, longestCall, parseDuration } from '../flow/index.ts';
import { callOrchestrator } from '../orchestration/index.ts';

/** Calls that are not over: `pending` ones wait for their first episode, which only a store in trouble lets them do for long. */
export interface CallCount {
  readonly running: number;
  readonly pending: number;
}

/** How many calls are going on at `now`, in milliseconds since 1970. Rejects where the store cannot be reached. */
export async function countCalls(store: Pick<DurableStore, 'list'>, now: number): Promise<CallCount> {
  const listed = await store.list({
    createdFrom: now - parseDuration(longestCall) - beyondCallDuration,
    states: ['running', 'pending'],
  });
  const calls = listed.filter(({ name }) => name === callOrchestrator);
  const pending = calls.filter(({ state }) => state === 'pending').length;
  return { running: calls.length - pending, pending };
}
