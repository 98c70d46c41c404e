import type { CallEvent, Instant } from '../call/index.ts';
import { latest } from '../call/index.ts';

/** What was raised to a call at once: the events of one notification. */
type Letter = readonly CallEvent[];

/**
 * How a call is told of things, as its durable shell does it (src/orchestration): scenarios at host depth hold one to the
 * other. Deadlines about keys wait for nobody, since nothing is late.
 *
 * V6  What happens while a command is performed is told afterwards, deadlines too, at its own time. Of what is known the
 *     earliest comes first; of one instant the answer to a command comes before what happened meanwhile.
 */
export class ModelledInbox {
  /** Known, in the order in which it is told. */
  #known: readonly CallEvent[] = [];
  /** What the shell looks at before it tells anything. */
  #letters: readonly Letter[] = [];
  #results: readonly CallEvent[] = [];
  /** Nobody waited for them: a wait that begins gets the first. */
  #unclaimed: readonly Letter[] = [];
  /** Each gets one letter; one that is not needed stays open. */
  #openWaits = 0;
  #isWaiting = false;
  /** A timer that has fired is proof of its time. */
  #reached: Instant | null = null;

  /** Events of one notification have come. */
  arrive(letter: Letter): void {
    if (this.#openWaits === 0) {
      this.#unclaimed = [...this.#unclaimed, letter];
      return;
    }
    this.#openWaits -= 1;
    this.#isWaiting = false;
    this.#letters = [...this.#letters, letter];
  }

  /** An effect is over; it says so by a letter with nothing in it. */
  finish(result: CallEvent): void {
    this.#results = [...this.#results, result];
    this.arrive([]);
  }

  /** A command is answered. */
  add(result: CallEvent): void {
    this.#know([result]);
  }

  /** The time of a deadline has come, and nothing else is left of that instant. */
  fire(at: Instant): void {
    this.#isWaiting = false;
    this.#reached = this.#reached === null ? at : latest(this.#reached, at);
  }

  /** What is told next; null: nothing before something happens. */
  next(deadline: Instant | null, now: Instant): CallEvent | null {
    for (;;) {
      this.#collect();
      const [first, ...rest] = this.#known;
      if (first !== undefined && (deadline === null || first.at <= deadline)) {
        this.#known = rest;
        return first;
      }
      if (deadline !== null && this.#isOver(deadline, now)) return { kind: 'deadline', at: deadline };
      if (!this.#isWaiting) this.#openWaits += 1;
      this.#isWaiting = true;
      const [oldest, ...others] = this.#unclaimed;
      if (oldest === undefined) return null;
      this.#unclaimed = others;
      this.arrive(oldest);
    }
  }

  /** More may happen in the present instant, unless its timer has fired. */
  #isOver(at: Instant, now: Instant): boolean {
    return at < now || (this.#reached !== null && at <= this.#reached);
  }

  #collect(): void {
    const [letters, results] = [this.#letters, this.#results];
    if (letters.length > 0) this.#letters = [];
    if (results.length > 0) this.#results = [];
    this.#know(letters.flat());
    this.#know(results);
  }

  #know(events: readonly CallEvent[]): void {
    if (events.length === 0) return;
    this.#known = [...this.#known, ...events].sort((one, other) => one.at - other.at);
  }
}
