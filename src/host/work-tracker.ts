/**
 * Knows what the host is busy with, so that a test can wait for quiet instead of sleeping.
 *
 * HW1 Work is counted from before it can have an effect until after its last effect.
 * HW2 Quiet is only reported one turn of the event loop after the last piece of work ended.
 */

export type WorkKind = 'episode' | 'activity' | 'invocation' | 'request' | 'delivery';

export interface WorkItem {
  readonly kind: WorkKind;
  readonly name: string;
}

export type WorkFilter = (work: WorkItem) => boolean;

export class WorkTracker {
  readonly #running = new Set<WorkItem>();
  readonly #waiters = new Set<() => void>();

  /** Counts a piece of work until the returned function is called. */
  begin(kind: WorkKind, name: string): () => void {
    const item: WorkItem = { kind, name };
    this.#running.add(item);
    this.#changed();
    return () => {
      if (this.#running.delete(item)) this.#changed();
    };
  }

  /** What is running now. */
  running(): readonly WorkItem[] {
    return [...this.#running];
  }

  /** Resolves when nothing runs but what `ignoring` accepts. */
  whenQuiet(ignoring: WorkFilter = () => false): Promise<void> {
    const isQuiet = (): boolean => [...this.#running].every(ignoring);
    return new Promise((resolve) => {
      const check = (): void => {
        if (!isQuiet()) return;
        setImmediate(() => {
          if (!isQuiet()) return;
          this.#waiters.delete(check);
          resolve();
        });
      };
      this.#waiters.add(check);
      check();
    });
  }

  #changed(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }
}
