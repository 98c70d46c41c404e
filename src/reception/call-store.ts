import type { CallId, EventBatch } from '../call/index.ts';
import { callEvent, callOrchestrator } from '../orchestration/index.ts';
import type { CallInput } from '../orchestration/index.ts';

/** The durable store of calls, as far as notifications need it. Its methods reject where it cannot be reached. */
export interface CallStore {
  /** Starts a call; one that exists, in whatever state, is left as it is. */
  readonly start: (id: CallId, input: CallInput) => Promise<'started' | 'exists'>;
  /** Resolves once the batch is stored. A call that has ended drops it. */
  readonly raise: (id: CallId, batch: EventBatch) => Promise<'stored' | 'unknown'>;
}

/** What is used of the durable client of the SDK. */
export interface DurableCalls {
  readonly getStatus: (instanceId: string) => Promise<unknown>;
  readonly startNew: (name: string, options: { instanceId: string; input: unknown }) => Promise<string>;
  readonly raiseEvent: (instanceId: string, name: string, data: unknown) => Promise<void>;
}

/**
 * The store behind the SDK's client.
 *
 * RC1  An id in any state is not started again: starting a finished one would replace it, and answer twice. So
 *      the status is read first; and whoever loses the race to start finds that the call exists.
 */
export function durableCallStore(client: DurableCalls): CallStore {
  const exists = async (id: CallId): Promise<boolean> => {
    try {
      await client.getStatus(id);
      return true;
    } catch (error) {
      if (messageOf(error).includes('HTTP 404')) return false;
      throw error;
    }
  };
  return {
    start: async (id, input) => {
      if (await exists(id)) return 'exists';
      try {
        await client.startNew(callOrchestrator, { instanceId: id, input });
        return 'started';
      } catch (error) {
        // 409 and, from older extensions, 500: somebody else was faster, or the store is in trouble.
        if (await exists(id)) return 'exists';
        throw error;
      }
    },
    raise: async (id, batch) => {
      try {
        await client.raiseEvent(id, callEvent, batch);
        return 'stored';
      } catch (error) {
        if (messageOf(error).startsWith('No instance with ID')) return 'unknown';
        throw error;
      }
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');
