import type { OrchestrationContext, Task } from 'durable-functions';
import { instant, later, latest } from '../call/index.ts';
import type {
  CallEvent,
  CallFacts,
  CommandId,
  Effect,
  Instant,
  Milliseconds,
  TraceParent,
} from '../call/index.ts';
import { deliver, emptyMailbox, receiveBatches, receiveResults, usualGrace } from './mailbox.ts';
import type { Deadline } from './mailbox.ts';
import { callEvent } from './names.ts';
import { parseLetter } from './parse-durable.ts';
import { RunningEffects } from './running-effects.ts';

/** What is told, and where whoever received it stands. */
export interface News {
  readonly event: CallEvent;
  readonly traceparent: TraceParent | null;
}

const noEffects: ReadonlySet<CommandId> = new Set();

/*
 * The durable half of a call's mailbox: waiting so that no event is lost. The SDK gives an event to the newest
 * wait of its name that was ever yielded, also to one that has long lost its Task.any; the rules follow from it.
 *
 * O5  Every round has a fresh wait and a fresh timer in one Task.any. No task is ever in two of them.
 * O6  A timer that did not win is cancelled, since a forgotten one keeps the orchestration from ending.
 * O7  A wait that did not win is held, never yielded again, and looked at after every yield of whatever kind:
 *     later events go to it.
 */
export class Inbox {
  readonly #df: OrchestrationContext['df'];
  #mailbox = emptyMailbox;
  #held: readonly Task[] = [];
  /** The clocks of two machines differ: a timer that fired is proof of its time. */
  #reached: Instant;
  readonly #effects: RunningEffects;
  readonly #keyGrace: Milliseconds;

  constructor(context: OrchestrationContext, call: CallFacts, keyGrace: Milliseconds = usualGrace) {
    this.#df = context.df;
    this.#effects = new RunningEffects(context, call);
    this.#keyGrace = keyGrace;
    this.#reached = this.#over();
  }

  /** What is told next, with the deadline that the listener has; waits for it as long as it takes. */
  *next(deadline: Deadline | null): Generator<Task, News, unknown> {
    for (;;) {
      yield* this.#collect();
      this.#reached = latest(this.#reached, this.#over());
      const delivery = deliver(this.#mailbox, deadline, this.#reached, this.#keyGrace);
      if (delivery.kind === 'event') {
        this.#mailbox = delivery.mailbox;
        return { event: delivery.event, traceparent: delivery.traceparent };
      }
      yield* this.#wait(delivery.until);
    }
  }

  /** Takes the results of commands in. */
  add(results: readonly CallEvent[]): void {
    this.#mailbox = receiveResults(this.#mailbox, results);
  }

  /** Starts effects beside the call; their results come in turn. */
  start(effects: readonly Effect[]): void {
    this.#effects.add(effects);
  }

  *#wait(until: Instant | null): Generator<Task, void, unknown> {
    const letter = this.#df.waitForExternalEvent(callEvent);
    this.#held = [...this.#held, letter];
    const starting = this.#effects.takeStarting();
    if (until === null) {
      yield starting.length === 0 ? letter : this.#df.Task.any([letter, ...starting]);
      return;
    }
    const timer = this.#df.createTimer(new Date(until));
    yield this.#df.Task.any([letter, timer, ...starting]);
    if (timer.isCompleted) this.#reached = latest(this.#reached, until);
    else timer.cancel();
  }

  /** Looks through the held waits (O7), and after the effects; an effect's end may itself be waited for. */
  *#collect(): Generator<Task, void, unknown> {
    let finished = this.#openLetters();
    for (;;) {
      this.#mailbox = receiveResults(this.#mailbox, yield* this.#effects.results(finished));
      finished = this.#openLetters();
      if (finished.size === 0) return;
    }
  }

  /** Takes in what has arrived; gives the effects that have said that they are about to finish. */
  #openLetters(): ReadonlySet<CommandId> {
    const arrived = this.#held.filter(({ isCompleted }) => isCompleted);
    if (arrived.length === 0) return noEffects;
    this.#held = this.#held.filter(({ isCompleted }) => !isCompleted);
    // The newest wait was given the earliest event.
    const now = latest(this.#reached, this.#clock());
    const letters = arrived.reverse().map(({ result }) => parseLetter(result, now));
    const batches = letters.flatMap((letter) => (letter?.kind === 'batch' ? [letter.batch] : []));
    this.#mailbox = receiveBatches(this.#mailbox, batches);
    return new Set(letters.flatMap((letter) => (letter?.kind === 'effectFinished' ? [letter.effect] : [])));
  }

  /** Up to when all has passed: more may come in the present millisecond (rule 7), unless its timer has fired. */
  #over(): Instant {
    return later(this.#clock(), -1);
  }

  #clock(): Instant {
    return instant(this.#df.currentUtcDateTime.getTime());
  }
}
