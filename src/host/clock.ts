/**
 * The host's only source of time.
 *
 * HC1 Nothing in the host reads the machine's time or sets a machine timer but `SystemClock`.
 * HC2 A virtual clock stands still until it is told to move; what falls due runs in order of time, then of scheduling.
 * HC3 Of one moment, what is to run last runs after everything else of it: durable timers, so that what happens at the time of one is
 *     heard before it.
 */

export interface ScheduledCall {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `callback` once when the clock reaches `time`; at the next turn if it already has. `turn`: HC3, on a virtual clock. */
  schedule(time: number, callback: () => void, turn?: Turn): ScheduledCall;
}

/** Among all that falls due at one moment. */
export type Turn = 'ordinary' | 'last';

/** Node refuses longer timeouts and would fire at once. */
const longestTimeout = 2 ** 31 - 1;

/** The machine's clock. Waiting on it keeps no process alive. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  schedule(time: number, callback: () => void): ScheduledCall {
    let timeout: NodeJS.Timeout;
    const arm = (): void => {
      const remaining = time - Date.now();
      timeout =
        remaining > longestTimeout
          ? setTimeout(arm, longestTimeout)
          : setTimeout(callback, Math.max(0, remaining));
      timeout.unref();
    };
    arm();
    return { cancel: () => clearTimeout(timeout) };
  }
}

interface VirtualCall {
  readonly time: number;
  readonly turn: Turn;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock for tests, starting at a fixed moment (2026-01-01 unless told otherwise). */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #calls = new Set<VirtualCall>();

  constructor(start: Date = new Date('2026-01-01T00:00:00.000Z')) {
    this.#now = start.getTime();
  }

  now(): number {
    return this.#now;
  }

  schedule(time: number, callback: () => void, turn: Turn = 'ordinary'): ScheduledCall {
    const call: VirtualCall = { time, turn, order: this.#order++, callback };
    this.#calls.add(call);
    return { cancel: () => void this.#calls.delete(call) };
  }

  /** When the next call falls due, or null when none is scheduled. A moment already past counts as now. */
  nextDue(): number | null {
    const next = this.#next();
    return next === null ? null : Math.max(next.time, this.#now);
  }

  /** Moves to the next moment, up to `limit`, at which anything falls due, and runs all of it; false if there is none. */
  runNext(limit: number): boolean {
    const due = this.nextDue();
    if (due === null || due > limit) return false;
    this.advanceTo(due);
    return true;
  }

  /** Moves to the next moment, up to `limit`, at which anything falls due, and runs the first of it; false if there is none. */
  runFirst(limit: number): boolean {
    const next = this.#next();
    if (next === null || Math.max(next.time, this.#now) > limit) return false;
    this.#run(next);
    return true;
  }

  /** Moves to `time` and runs, in order (HC2, HC3), every call that falls due by then. */
  advanceTo(time: number): void {
    for (let next = this.#next(); next !== null && next.time <= time; next = this.#next()) this.#run(next);
    this.#now = Math.max(this.#now, time);
  }

  #run(call: VirtualCall): void {
    this.#now = Math.max(this.#now, call.time);
    this.#calls.delete(call);
    call.callback();
  }

  #next(): VirtualCall | null {
    let first: VirtualCall | null = null;
    for (const call of this.#calls) {
      if (first === null || this.#isBefore(call, first)) first = call;
    }
    return first;
  }

  /** What is past falls due now. */
  #isBefore(one: VirtualCall, other: VirtualCall): boolean {
    const [at, otherAt] = [Math.max(one.time, this.#now), Math.max(other.time, this.#now)];
    if (at !== otherAt) return at < otherAt;
    if (one.turn !== other.turn) return other.turn === 'last';
    return one.time < other.time || (one.time === other.time && one.order < other.order);
  }
}

/** Resolves when the clock reaches `time`. */
export function waitUntil(clock: Clock, time: number): Promise<void> {
  return new Promise((resolve) => void clock.schedule(time, resolve));
}
