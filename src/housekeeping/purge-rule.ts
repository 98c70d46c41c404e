import type { CallId, Instant } from '../call/index.ts';
import { cancelledOrchestrator, requestOfMark, tryOf } from '../call-control/index.ts';
import type { StoredInstance } from '../durable-store/index.ts';
import { callOrchestrator } from '../orchestration/index.ts';

/*
 * Which instances of the durable store are purged. Nothing here reads or does anything.
 *
 * HK1  Only calls and marks of cancelled requests are purged, only those that will never run again, and none before
 *      HISTORY_RETENTION has passed since it ended.
 * HK2  A try of a request, and the mark that it was cancelled, stay until every later try has ended as long ago, and as
 *      long as calls wait that are due: the dialer would make again what it does not find.
 */

/** The store tells times to the second below. */
const told = 1_000;

/** HK1, by the time before which an instance must have ended. */
export const hasExpired = ({ name, state, changedAt }: StoredInstance, before: Instant): boolean =>
  (name === callOrchestrator || name === cancelledOrchestrator) &&
  state === 'over' &&
  changedAt + told <= before;

/** A request that an instance tells the dialer of. */
export interface ToldRequest {
  readonly request: CallId;
  /** The first of the tries that must have expired before it may go (HK2). */
  readonly from: number;
}

/** Null: the dialer has nothing to do with it. */
export function toldRequest({ id, name }: StoredInstance): ToldRequest | null {
  if (name === cancelledOrchestrator) return { request: requestOfMark(id), from: 1 };
  const made = tryOf(id);
  return made === null ? null : { request: made.request, from: made.attempt + 1 };
}
