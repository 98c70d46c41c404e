import type { CallId, EventBatch } from '../../src/call/index.ts';
import type { CallInput } from '../../src/orchestration/index.ts';
import type { CallStore } from '../../src/reception/index.ts';

export interface FakeStore extends CallStore {
  readonly started: { id: CallId; input: CallInput }[];
  readonly raised: { id: CallId; batch: EventBatch }[];
  /** The store cannot be reached from the n-th operation on. */
  failFrom: number;
}

/** A store in memory. It keeps what it is given, in order. */
export function fakeStore(...known: string[]): FakeStore {
  const ids = new Set<string>(known);
  let operations = 0;
  const reach = (): void => {
    operations += 1;
    if (operations >= store.failFrom) throw new Error('connect ECONNREFUSED');
  };
  const store: FakeStore = {
    started: [],
    raised: [],
    failFrom: Infinity,
    start: async (id, input) => {
      reach();
      if (ids.has(id)) return 'exists';
      ids.add(id);
      store.started.push({ id, input });
      return 'started';
    },
    raise: async (id, batch) => {
      reach();
      if (!ids.has(id)) return 'unknown';
      store.raised.push({ id, batch });
      return 'stored';
    },
  };
  return store;
}
