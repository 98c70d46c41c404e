import { fittingRecord, largestMessage, later, mediaName } from '../call/index.ts';
import type { CallRecord, Instant } from '../call/index.ts';
import type { MediaStore } from './media-store.ts';

export interface RecordDelivererParts {
  /** Null: what it keeps nobody else could read. */
  readonly store: Pick<MediaStore, 'put'> | null;
  readonly clock: () => Instant;
}

/** What goes into the queue for a record. Rejects where the store cannot be reached. */
export type DeliverRecord = (record: CallRecord) => Promise<CallRecord | { readonly blob: string }>;

/** A message waits for at most 7 days in its queue; whoever reads it late still finds its blob. */
const retention = 30 * 24 * 3_600_000;

/**
 * Keeps records that are too large for a queue in the store, where a message names them; without a store they are cut.
 * No request for media ever gets one: they have no name of media.
 */
export function recordDeliverer({ store, clock }: RecordDelivererParts): DeliverRecord {
  return async (record) => {
    const bytes = new TextEncoder().encode(JSON.stringify(record));
    if (bytes.length <= largestMessage) return record;
    if (store === null) return fittingRecord(record, largestMessage);
    const blob = `call-records/${encodeURIComponent(record.callId)}.json`;
    const expiresAt = later(clock(), retention);
    await store.put(mediaName(blob), bytes, { contentType: 'application/json', expiresAt });
    return { blob };
  };
}
