/**
 * The tasks of a replay. Unlike promises they settle and continue at once, so that the host issues an action at the very history event
 * that allows it: the order of ids depends on it (durable protocol: awaiting order).
 */

export type Settlement = 'completed' | 'failed' | 'cancelled';

export class SynchronousTask {
  #settlement: Settlement | null = null;
  #continuations: (() => void)[] = [];

  get settlement(): Settlement | null {
    return this.#settlement;
  }

  /** Settles the task and runs what waited for it, in order; false if it had settled before. */
  settle(settlement: Settlement): boolean {
    if (this.#settlement !== null) return false;
    this.#settlement = settlement;
    const continuations = this.#continuations;
    this.#continuations = [];
    for (const continuation of continuations) continuation();
    return true;
  }

  /** Runs `continuation` when the task has settled: now, if it has. */
  whenSettled(continuation: () => void): void {
    if (this.#settlement === null) this.#continuations.push(continuation);
    else continuation();
  }
}

/** A task that needs no waiting. */
export function settledTask(): SynchronousTask {
  const task = new SynchronousTask();
  task.settle('completed');
  return task;
}

/** A piece of the walk that awaits tasks by yielding them. */
export type Coroutine = Generator<SynchronousTask, Settlement, void>;

/** Runs a coroutine as far as it gets; the rest follows as its tasks settle. */
export function spawn(coroutine: Coroutine): SynchronousTask {
  const task = new SynchronousTask();
  const resume = (): void => {
    for (;;) {
      const step = coroutine.next();
      if (step.done === true) {
        task.settle(step.value);
        return;
      }
      if (step.value.settlement === null) {
        step.value.whenSettled(resume);
        return;
      }
    }
  };
  resume();
  return task;
}

/** Settles with the first that settles. */
export function whenAny(tasks: readonly SynchronousTask[]): SynchronousTask {
  const any = new SynchronousTask();
  for (const task of tasks) task.whenSettled(() => void any.settle(task.settlement ?? 'completed'));
  return any;
}

/** Settles when all have, also after a failure. */
export function whenAll(tasks: readonly SynchronousTask[]): SynchronousTask {
  const all = new SynchronousTask();
  let open = tasks.length;
  const settleOne = (): void => {
    open -= 1;
    if (open > 0) return;
    all.settle(tasks.some((task) => task.settlement === 'failed') ? 'failed' : 'completed');
  };
  if (tasks.length === 0) all.settle('completed');
  for (const task of tasks) task.whenSettled(settleOne);
  return all;
}
