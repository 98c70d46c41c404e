import type { CallId } from '../call/index.ts';

/** Calls that are remembered: many more than go on in one process at the same time. */
const mostCalls = 1_000;

/**
 * What of each call this process has told already, by the numbers of what is told.
 *
 * T1  Nothing of a call is told twice by one process: not in a replay, not when an episode that was lost is run again,
 *     not when its record is written again. What two processes tell twice has the same `sequence`.
 */
export class ToldOnce {
  readonly #told = new Map<CallId, Set<number>>();

  /** True the first time. */
  isNew(call: CallId, sequence: number): boolean {
    const known = this.#told.get(call) ?? this.#remember(call);
    if (known.has(sequence)) return false;
    known.add(sequence);
    return true;
  }

  #remember(call: CallId): Set<number> {
    const fresh = new Set<number>();
    this.#told.set(call, fresh);
    const [oldest] = this.#told.keys();
    if (this.#told.size > mostCalls && oldest !== undefined) this.#told.delete(oldest);
    return fresh;
  }
}
