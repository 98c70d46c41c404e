import type { VirtualClock, WorkItem } from '../host/index.ts';

/** What waits for the virtual clock while the host rests. */
export class Sleepers {
  readonly #clock: VirtualClock;
  #asleep = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  sleep(length: number): Promise<void> {
    this.#asleep += 1;
    return new Promise((resolve) => {
      this.#clock.schedule(this.#clock.now() + length, () => {
        this.#asleep -= 1;
        resolve();
      });
    });
  }

  /** Only activities sleep, and none of them waits for anything else that takes longer than a turn. */
  isAsleep({ kind }: WorkItem): boolean {
    return kind === 'activity' && this.#asleep > 0;
  }
}
