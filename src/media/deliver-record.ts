import { fittingRecord, largestMessage, later } from '../call/index.ts';
import type { CallRecord, Instant } from '../call/index.ts';
import { fitQueue } from './fit-queue.ts';
import type { NamedBlob } from './fit-queue.ts';
import type { MediaStore } from './media-store.ts';

export interface RecordDelivererParts {
  /** Null: what it keeps nobody else could read. */
  readonly store: Pick<MediaStore, 'put'> | null;
  readonly clock: () => Instant;
}

/** What goes into the queue for a record. Rejects where the store cannot be reached. */
export type DeliverRecord = (record: CallRecord) => Promise<CallRecord | NamedBlob>;

/** A message waits for at most 7 days in its queue; whoever reads it late still finds its blob. */
export const recordRetention = 30 * 24 * 3_600_000;

/**
 * Keeps records that are too large for a queue in the store, where a message names them; without a store they are cut.
 * No request for media ever gets one: they have no name of media.
 */
export function recordDeliverer({ store, clock }: RecordDelivererParts): DeliverRecord {
  return (record) =>
    fitQueue(record, {
      store,
      folder: 'call-records',
      name: record.callId,
      expiresAt: later(clock(), recordRetention),
      withoutStore: () => fittingRecord(record, largestMessage),
    });
}
