import type { CallId } from '../call/index.ts';

/** Calls that are remembered: many more than go on in one process at the same time. */
const mostCalls = 1_000;

/**
 * What of each call this process has told already, by the numbers of what is told.
 *
 * T1  Of the last 1,000 calls that a process has begun to tell nothing is told twice by it: not in a replay, not when an
 *     episode that was lost is run again, not when the record is written again. What is told twice all the same, by two
 *     processes, has the same `sequence`.
 */
export class ToldOnce {
  readonly #told = new Map<CallId, Set<number>>();

  /** Notes that it is being told; false where it has been already. */
  claim(call: CallId, sequence: number): boolean {
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
