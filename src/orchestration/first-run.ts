import type { OrchestrationContext, Task } from 'durable-functions';

/** Whether an orchestration has come, in this run of its function, to what no earlier run has done. */
export interface FirstRun {
  readonly isReached: () => boolean;
}

/**
 * Runs an orchestration that wants to know what of it is done for the first time. The SDK's `isReplaying` alone does not
 * tell: it is true once more where an event is consumed that has waited since an earlier episode. What comes after
 * anything new is new.
 */
export function* withFirstRun<Result>(
  { df }: OrchestrationContext,
  body: (first: FirstRun) => Generator<Task, Result, unknown>,
): Generator<Task, Result, unknown> {
  let reached = !df.isReplaying;
  const generator = body({ isReached: () => reached });
  let next = generator.next();
  while (next.done !== true) {
    let resume: () => IteratorResult<Task, Result>;
    try {
      const given: unknown = yield next.value;
      resume = () => generator.next(given);
    } catch (error) {
      resume = () => generator.throw(error);
    }
    reached ||= !df.isReplaying;
    next = resume();
  }
  return next.value;
}
