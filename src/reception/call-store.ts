import type { CallId, EventBatch } from '../call/index.ts';
import type { DurableStore } from '../durable-store/index.ts';
import { callEvent, callOrchestrator } from '../orchestration/index.ts';
import type { CallInput } from '../orchestration/index.ts';

/** The durable store of calls, as far as notifications need it. Its methods reject where it cannot be reached. */
export interface CallStore {
  /** Starts a call; one that exists, in whatever state, is left as it is. */
  readonly start: (id: CallId, input: CallInput) => Promise<'started' | 'exists'>;
  /** Resolves once the batch is stored. A call that has ended drops it. */
  readonly raise: (id: CallId, batch: EventBatch) => Promise<'stored' | 'unknown'>;
}

/**
 * The calls of the durable store.
 *
 * RC1  An id in any state is not started again: starting a finished one would replace it, and answer twice. So
 *      the status is read first; and whoever loses the race to start finds that the call exists.
 */
export function durableCallStore(store: Pick<DurableStore, 'startUnlessThere' | 'raise'>): CallStore {
  return {
    start: (id, input) => store.startUnlessThere({ id, name: callOrchestrator, input }),
    raise: (id, batch) => store.raise(id, { name: callEvent, data: batch }),
  };
}
