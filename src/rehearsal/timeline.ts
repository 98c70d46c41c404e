import { instant, latest } from '../call/index.ts';
import type { Instant } from '../call/index.ts';

interface Appointment {
  readonly at: Instant;
  readonly order: number;
  readonly run: () => void;
}

/**
 * Time that passes only when it is told to.
 *
 * V1  What is due runs in order of time, and what is due at one instant in the order in which it was arranged.
 */
export class Timeline {
  #now: Instant;
  #order = 0;
  /** In the order in which they run, the next one last. */
  readonly #waiting: Appointment[] = [];

  constructor(start: Instant) {
    this.#now = start;
  }

  get now(): Instant {
    return this.#now;
  }

  /** When something is due next; null: nothing is. */
  get next(): Instant | null {
    return this.#waiting.at(-1)?.at ?? null;
  }

  /** Runs `run` when the clock reaches `at`, or now if that is past; gives a way to call it off. */
  schedule(at: number, run: () => void): () => void {
    this.#order += 1;
    const appointment = { at: latest(instant(at), this.#now), order: this.#order, run };
    let place = this.#waiting.length;
    while (place > 0 && isLater(appointment, this.#waiting[place - 1])) place -= 1;
    this.#waiting.splice(place, 0, appointment);
    return () => {
      const found = this.#waiting.indexOf(appointment);
      if (found >= 0) this.#waiting.splice(found, 1);
    };
  }

  /** Moves to what is due next, and runs that one thing; false: nothing is due. */
  runNext(): boolean {
    const due = this.#waiting.pop();
    if (due === undefined) return false;
    this.advanceTo(due.at);
    due.run();
    return true;
  }

  /** Moves the clock, past nothing that is due. */
  advanceTo(at: Instant): void {
    this.#now = latest(this.#now, at);
  }
}

/** Whether `one` runs after `other`. */
const isLater = (one: Appointment, other: Appointment | undefined): boolean =>
  other !== undefined && (one.at > other.at || (one.at === other.at && one.order > other.order));
