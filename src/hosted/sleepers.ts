import type { VirtualClock, WorkItem } from '../host/index.ts';

/** What waits for the virtual clock while the host rests. */
export class Sleepers {
  readonly #clock: VirtualClock;
  #asleep = 0;
  #watching: readonly (() => void)[] = [];

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  sleep(length: number): Promise<void> {
    this.#asleep += 1;
    const watching = this.#watching;
    this.#watching = [];
    for (const tell of watching) tell();
    return new Promise((resolve) => {
      this.#clock.schedule(this.#clock.now() + length, () => {
        this.#asleep -= 1;
        resolve();
      });
    });
  }

  /** Resolves when the next one falls asleep: who waits for the host to rest has to look again then. */
  fallsAsleep(): Promise<void> {
    return new Promise((resolve) => {
      this.#watching = [...this.#watching, resolve];
    });
  }

  /** Only activities sleep, and none of them waits for anything else that takes longer than a turn. */
  isAsleep({ kind }: WorkItem): boolean {
    return kind === 'activity' && this.#asleep > 0;
  }
}
