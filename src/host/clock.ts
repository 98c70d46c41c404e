/**
 * The host's only source of time.
 *
 * HC1 Nothing in the host reads the machine's time or sets a machine timer but `SystemClock`.
 * HC2 A virtual clock stands still until it is told to move; what falls due runs in order of time, then of scheduling.
 */

export interface ScheduledCall {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `callback` once when the clock reaches `time`; at the next turn if it already has. */
  schedule(time: number, callback: () => void): ScheduledCall;
}

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

  schedule(time: number, callback: () => void): ScheduledCall {
    const call: VirtualCall = { time, order: this.#order++, callback };
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

  /** Moves to `time` and runs, in order (HC2), every call that falls due by then. */
  advanceTo(time: number): void {
    for (let next = this.#next(); next !== null && next.time <= time; next = this.#next()) {
      this.#now = Math.max(this.#now, next.time);
      this.#calls.delete(next);
      next.callback();
    }
    this.#now = Math.max(this.#now, time);
  }

  #next(): VirtualCall | null {
    let first: VirtualCall | null = null;
    for (const call of this.#calls) {
      if (
        first === null ||
        call.time < first.time ||
        (call.time === first.time && call.order < first.order)
      ) {
        first = call;
      }
    }
    return first;
  }
}

/** Resolves when the clock reaches `time`. */
export function waitUntil(clock: Clock, time: number): Promise<void> {
  return new Promise((resolve) => void clock.schedule(time, resolve));
}
