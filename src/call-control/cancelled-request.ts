import type { OrchestrationContext, Task } from 'durable-functions';

/** The orchestrator whose instances say that a request is cancelled: that there is one is all that it says. */
export const cancelledOrchestrator = 'cancelled-request';

/** Ends at once; its instance stays for as long as the tries of its request do. */
export function* runCancelledRequest(_context: OrchestrationContext): Generator<Task, object, unknown> {
  return {};
}
