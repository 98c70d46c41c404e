/**
 * Time as the simulator sees it. Everything that waits goes through a clock, so that a test can own time.
 * Instants are milliseconds since 1970. The embedded host has a clock of its own of the same shape: it imports
 * nothing of the product, so that any other app can be hosted by it; one object serves both.
 */
export interface Clock {
  now(): number;
  /** Runs `run` once, when `at` has come; at the next turn if it has come already. */
  schedule(at: number, run: () => void): Scheduled;
}

export interface Scheduled {
  cancel(): void;
}

/** The longest wait that a platform timer takes in one piece. */
const longestTimeout = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(at, run) {
    let timer = setTimeout(wake, Math.min(Math.max(at - Date.now(), 0), longestTimeout));
    function wake(): void {
      const left = at - Date.now();
      if (left > 0) timer = setTimeout(wake, Math.min(left, longestTimeout));
      else run();
    }
    return { cancel: () => clearTimeout(timer) };
  },
};

interface Waiting {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. */
export class VirtualClock implements Clock {
  #now: number;
  #waiting: Waiting[] = [];

  constructor(start = Date.UTC(2026, 2, 4, 9, 15)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  schedule(at: number, run: () => void): Scheduled {
    const entry: Waiting = { at: Math.max(at, this.#now), run };
    const after = this.#waiting.findIndex((other) => other.at > entry.at);
    this.#waiting.splice(after < 0 ? this.#waiting.length : after, 0, entry);
    return { cancel: () => void (this.#waiting = this.#waiting.filter((other) => other !== entry)) };
  }

  /** Moves time on by `milliseconds`, running what falls due in its order, and lets promises settle. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settled();
    for (let next = this.#due(end); next !== undefined; next = this.#due(end)) {
      this.#now = next.at;
      next.run();
      await settled();
    }
    this.#now = end;
  }

  #due(end: number): Waiting | undefined {
    const first = this.#waiting[0];
    if (first === undefined || first.at > end) return undefined;
    this.#waiting.shift();
    return first;
  }
}

/** Resolves after every promise that can settle without outside help has done so. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that ends with what it belongs to. */
export interface ScopedClock extends Clock {
  /** Drops the outstanding timers. */
  cancelAll(): void;
  /** Drops them for good: new ones never run. */
  close(): void;
}

const never: Scheduled = { cancel: () => undefined };

/** `onDefect` hears what a timer throws, which would otherwise end the program; without it, it is thrown on. */
export function scopedClock(clock: Clock, onDefect?: (cause: unknown) => void): ScopedClock {
  const outstanding = new Set<Scheduled>();
  let closed = false;
  const cancelAll = (): void => {
    for (const scheduled of outstanding) scheduled.cancel();
    outstanding.clear();
  };
  return {
    now: () => clock.now(),
    schedule(at, run) {
      if (closed) return never;
      const scheduled = clock.schedule(at, () => {
        outstanding.delete(scheduled);
        guarded(run, onDefect);
      });
      outstanding.add(scheduled);
      return {
        cancel: () => {
          outstanding.delete(scheduled);
          scheduled.cancel();
        },
      };
    },
    cancelAll,
    close() {
      closed = true;
      cancelAll();
    },
  };
}

function guarded(run: () => void, onDefect: ((cause: unknown) => void) | undefined): void {
  if (onDefect === undefined) {
    run();
    return;
  }
  try {
    run();
  } catch (cause) {
    onDefect(cause);
  }
}
