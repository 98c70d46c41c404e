import { later } from '../call/index.ts';
import type { NotifiedEvent } from '../call/index.ts';
import type { Faults, NotificationFault } from './faults.ts';
import type { Timeline } from './timeline.ts';

/** Nothing came that could overtake it: what was held back is told after this long. */
const reorderPatience = 2_000;

/** Tells the call what Graph notifies, and lets notifications go wrong. */
export class Notices {
  readonly #timeline: Timeline;
  readonly #faults: Faults;
  readonly #tell: (event: NotifiedEvent) => void;
  #held: readonly (() => void)[] = [];

  constructor(timeline: Timeline, faults: Faults, tell: (event: NotifiedEvent) => void) {
    this.#timeline = timeline;
    this.#faults = faults;
    this.#tell = tell;
  }

  /** `event` null: a notification that means nothing to the call, and can go wrong like any other. */
  notify(kind: NotificationFault['notification'], event: NotifiedEvent | null): void {
    const tell = (): void => {
      if (event !== null) this.#tell(event);
    };
    const fault = this.#faults.ofNotification(kind);
    if (fault === null) this.#send(tell);
    else if (fault.lost === true) return;
    else if (fault.reordered === true) this.#hold(tell);
    else if (fault.delayed !== undefined) this.#later(fault.delayed, () => this.#send(tell));
    else {
      this.#send(tell);
      this.#send(tell);
    }
  }

  /** What was held back comes right after what overtakes it. */
  #send(tell: () => void): void {
    const overtaken = this.#held;
    this.#held = [];
    tell();
    for (const each of overtaken) each();
  }

  #hold(tell: () => void): void {
    this.#held = [...this.#held, tell];
    this.#later(reorderPatience, () => {
      if (!this.#held.includes(tell)) return;
      this.#held = this.#held.filter((other) => other !== tell);
      this.#send(tell);
    });
  }

  #later(length: number, run: () => void): void {
    this.#timeline.schedule(later(this.#timeline.now, length), run);
  }
}
