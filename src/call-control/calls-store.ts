import * as z from 'zod';
import { instant, isoInstant } from '../call/index.ts';
import type { CallId, EventBatch, JsonValue } from '../call/index.ts';
import type { DurableStore, StoredInstance } from '../durable-store/index.ts';
import { callOrchestrator, callStatusSchema } from '../orchestration/index.ts';
import { cancelledOrchestrator } from './cancelled-request.ts';
import { attemptId, markOf } from './outbound-request.ts';
import { durableCallStore } from '../reception/index.ts';
import type { CallStore } from '../reception/index.ts';

/** A call as the durable store has it. */
export interface StoredCall {
  readonly callId: string;
  /** The id of its flow; null: it ended before it was known. */
  readonly flow: string | null;
  readonly state: 'active' | 'ended';
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** How it ended, as its record says it; null: it goes on, or has no record. */
  readonly outcome: { readonly end: string; readonly endReason: string | null } | null;
  /** Its record, once it has ended; null: it has none. */
  readonly record: JsonValue;
}

/** The durable store of calls, for those who start, watch and end them. Its methods reject where it cannot be reached. */
export interface CallsStore {
  readonly start: CallStore['start'];
  readonly raise: (id: CallId, batch: EventBatch) => Promise<'stored' | 'unknown'>;
  /** From now on no further try of this request is made. */
  readonly cancel: (request: CallId) => Promise<void>;
  readonly isCancelled: (request: CallId) => Promise<boolean>;
  /** Null: there is no such call. */
  readonly find: (id: CallId) => Promise<StoredCall | null>;
  /** The newest first, without their records. */
  readonly list: (state: StoredCall['state'] | null) => Promise<readonly StoredCall[]>;
}

const outputSchema = z.json().nullish();

const recordSchema = z.looseObject({
  endedAt: z.string(),
  end: z.string(),
  endReason: z.string().nullable(),
});

/** The tries of a request that were made: each is made only once the one before it has ended. */
export async function triesOf(
  request: CallId,
  store: Pick<CallsStore, 'find'>,
): Promise<readonly StoredCall[]> {
  const tries: StoredCall[] = [];
  for (;;) {
    const call = await store.find(attemptId(request, tries.length + 1));
    if (call === null) return tries;
    tries.push(call);
    if (call.state === 'active') return tries;
  }
}

/** The calls of the durable store. */
export function durableCallsStore(
  store: Pick<DurableStore, 'find' | 'list' | 'startUnlessThere' | 'raise'>,
): CallsStore {
  const { start, raise } = durableCallStore(store);
  const isCancelled = async (request: CallId): Promise<boolean> =>
    (await store.find(markOf(request))) !== null;
  return {
    start,
    raise,
    cancel: async (request) => {
      await store.startUnlessThere({ id: markOf(request), name: cancelledOrchestrator, input: null });
    },
    isCancelled,
    find: async (id) => {
      const instance = await store.find(id);
      return instance === null ? null : storedCall(instance);
    },
    list: async (state) => {
      const found = await store.list({ createdFrom: 0 });
      const calls = found.flatMap((instance) => storedCall(instance) ?? []);
      const wanted = calls.filter((call) => state === null || call.state === state);
      return wanted
        .map((call) => ({ ...call, record: null }))
        .sort((one, other) => other.startedAt.localeCompare(one.startedAt));
    },
  };
}

/** Null: it is no call. */
function storedCall({
  id,
  name,
  state,
  createdAt,
  changedAt,
  customStatus,
  output,
}: StoredInstance): StoredCall | null {
  if (name !== callOrchestrator) return null;
  const told = callStatusSchema.safeParse(customStatus).data;
  const ended = state === 'over';
  const record = ended ? (outputSchema.parse(output) ?? null) : null;
  const read = recordSchema.safeParse(record).data;
  return {
    callId: id,
    flow: told?.flow ?? null,
    state: ended ? 'ended' : 'active',
    startedAt: told?.startedAt ?? isoInstant(instant(createdAt)),
    endedAt: ended ? (read?.endedAt ?? isoInstant(instant(changedAt))) : null,
    outcome: read === undefined ? null : { end: read.end, endReason: read.endReason },
    record,
  };
}
