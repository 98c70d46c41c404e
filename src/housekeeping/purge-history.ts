import { instant, later } from '../call/index.ts';
import type { Instant, Milliseconds } from '../call/index.ts';
import { attemptId } from '../call-control/index.ts';
import type { DurableStore, StoredInstance } from '../durable-store/index.ts';
import type { Log } from '../telemetry/index.ts';
import { hasExpired, toldRequest } from './purge-rule.ts';
import type { ToldRequest } from './purge-rule.ts';
import { firstWindow, nextWindow } from './search-window.ts';
import type { SearchWindow } from './search-window.ts';

/*
 * HK3  A run takes a bounded time, and purges a few instances at once. The next one goes on where it stopped; what it
 *      failed at is found again, by this process or another.
 */

/** A function may run for ten minutes, and the worker dies over one that runs longer, with what else it does. */
const longestRun = 5 * 60_000;
/** An answer that never comes must not use that up. */
const longestRequest = 60_000;
const atOnce = 10;
/** So many failures are no accident: the store is in trouble. */
const mostFailures = 20;

export interface HistoryPurgerParts {
  readonly retention: Milliseconds;
  /** Whether a call waits that is due. */
  readonly hasCalls: () => Promise<boolean>;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** What is used of the durable store. */
export type PurgedStore = Pick<DurableStore, 'find' | 'list' | 'forget'>;

/** Purges what has expired, as far as one run comes. Rejects where the store, or the line of calls, cannot be reached. */
export type PurgeHistory = (store: PurgedStore) => Promise<void>;

/** What a run has come to. */
interface Tally {
  purged: number;
  failed: number;
  /** It has come to the oldest. */
  isComplete: boolean;
}

export function historyPurger({ retention, hasCalls, clock, log }: HistoryPurgerParts): PurgeHistory {
  // Nothing depends on it but how soon what is old is come to.
  let next: SearchWindow | null = null;
  return async (store) => {
    const began = clock();
    const before = instant(began - retention);
    const end = later(began, longestRun);
    const tally: Tally = { purged: 0, failed: 0, isComplete: false };
    const isTimeUp = (): boolean => clock() >= end || tally.failed >= mostFailures;
    try {
      const callsWait = await answered(hasCalls());
      const search = { store, before, callsWait, isTimeUp, tally };
      const first = next ?? firstWindow(before);
      next = first;
      while (next !== null && !isTimeUp()) {
        const window: SearchWindow = next;
        // One that cannot be listed is passed over until everything is looked at anew: it must not keep the others.
        next = nextWindow(window, Infinity);
        const already = tally.purged;
        const found = await purgeWindow(window, search);
        // One in which time has run out is gone through again, unless it uses up whole runs and nothing comes of it.
        const isHopeless = window === first && tally.purged === already;
        next = isTimeUp() && !isHopeless ? window : nextWindow(window, found);
      }
      tally.isComplete = next === null;
    } catch (error) {
      tally.failed += 1;
      throw error;
    } finally {
      const { purged: count, failed, isComplete } = tally;
      log(failed === 0 ? 'info' : 'warn', 'ivr.history.purged', { count, failed, isComplete });
    }
  };
}

interface Search {
  readonly store: PurgedStore;
  readonly before: Instant;
  readonly callsWait: boolean;
  readonly isTimeUp: () => boolean;
  readonly tally: Tally;
}

/** Purges what has expired of the instances that were created in a window; gives how many those are in all. */
async function purgeWindow({ from, to }: SearchWindow, search: Search): Promise<number> {
  const { store, before, isTimeUp, tally } = search;
  const found = await answered(store.list({ createdFrom: from, createdTo: to }));
  const expired = found.filter((instance) => hasExpired(instance, before));
  for (let next = 0; next < expired.length && !isTimeUp(); next += atOnce) {
    const batch = expired.slice(next, next + atOnce);
    const outcomes = await Promise.allSettled(batch.map((instance) => purge(instance, search)));
    tally.purged += outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value).length;
    tally.failed += outcomes.filter(({ status }) => status === 'rejected').length;
  }
  return found.length;
}

/** False: it stays, or somebody else was faster. */
async function purge(instance: StoredInstance, search: Search): Promise<boolean> {
  const told = toldRequest(instance);
  if (told !== null && (search.callsWait || !(await haveTriesExpired(told, search)))) return false;
  return answered(search.store.forget(instance.id));
}

/** HK2: each try is made once the one before it has ended, so there is none behind a gap. */
async function haveTriesExpired({ request, from }: ToldRequest, { store, before }: Search): Promise<boolean> {
  for (let attempt = from; ; attempt += 1) {
    const made = await answered(store.find(attemptId(request, attempt)));
    if (made === null) return true;
    if (!hasExpired(made, before)) return false;
  }
}

/** What is answered in time; else a failure. */
async function answered<Answer>(request: Promise<Answer>): Promise<Answer> {
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const why = `The durable store, or the queues, have not answered for ${longestRequest / 1000} s.`;
    patience = setTimeout(() => reject(new Error(why)), longestRequest);
  });
  try {
    return await Promise.race([request, late]);
  } finally {
    clearTimeout(patience);
  }
}
