import type { OrchestrationRuntimeStatus } from 'durable-functions';
import * as z from 'zod';
import type { CallId, EventBatch, JsonValue } from '../call/index.ts';
import { instanceStatus, isOver, startUnless } from '../durable-store/index.ts';
import { callOrchestrator, callStatusSchema } from '../orchestration/index.ts';
import { cancelledOrchestrator } from './cancelled-request.ts';
import { attemptId, markOf } from './outbound-request.ts';
import { durableCallStore } from '../reception/index.ts';
import type { CallStore, DurableCalls } from '../reception/index.ts';

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

/** What is used of the durable client of the SDK besides starting and telling calls. */
export interface DurableStatuses extends DurableCalls {
  readonly getStatusBy: (filter: {
    readonly createdTimeFrom: Date;
    readonly showInput: false;
    /** Left out: whatever it is. */
    readonly runtimeStatus?: OrchestrationRuntimeStatus[];
  }) => Promise<unknown>;
}

const instantText = z.union([z.string(), z.date()]).transform((at) => new Date(at).toISOString());

/** A status as the durable extension tells it. */
const statusSchema = z.object({
  name: z.string(),
  instanceId: z.string(),
  runtimeStatus: z.string(),
  createdTime: instantText,
  lastUpdatedTime: instantText,
  customStatus: z.unknown(),
  output: z.json().nullish(),
});

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

/** The store behind the SDK's client. */
export function durableCallsStore(client: DurableStatuses): CallsStore {
  const { start, raise } = durableCallStore(client);
  const isCancelled = async (request: CallId): Promise<boolean> =>
    (await instanceStatus(client, markOf(request))) !== null;
  return {
    start,
    raise,
    cancel: async (request) => {
      const instanceId = markOf(request);
      const isThere = (): Promise<boolean> => isCancelled(request);
      await startUnless(isThere, client, cancelledOrchestrator, { instanceId, input: null });
    },
    isCancelled,
    find: async (id) => {
      const status = await instanceStatus(client, id);
      return status === null ? null : storedCall(status);
    },
    list: async (state) => {
      // Without its input: that is the whole flow.
      const found = z
        .array(z.unknown())
        .parse(await client.getStatusBy({ createdTimeFrom: new Date(0), showInput: false }));
      const calls = found.flatMap((status) => storedCall(status) ?? []);
      const wanted = calls.filter((call) => state === null || call.state === state);
      return wanted
        .map((call) => ({ ...call, record: null }))
        .sort((one, other) => other.startedAt.localeCompare(one.startedAt));
    },
  };
}

/** Null: it is no call. */
function storedCall(status: unknown): StoredCall | null {
  const { name, instanceId, runtimeStatus, createdTime, lastUpdatedTime, customStatus, output } =
    statusSchema.parse(status);
  if (name !== callOrchestrator) return null;
  const told = callStatusSchema.safeParse(customStatus).data;
  const ended = isOver(runtimeStatus);
  const record = ended ? (output ?? null) : null;
  const read = recordSchema.safeParse(record).data;
  return {
    callId: instanceId,
    flow: told?.flow ?? null,
    state: ended ? 'ended' : 'active',
    startedAt: told?.startedAt ?? createdTime,
    endedAt: ended ? (read?.endedAt ?? lastUpdatedTime) : null,
    outcome: read === undefined ? null : { end: read.end, endReason: read.endReason },
    record,
  };
}
