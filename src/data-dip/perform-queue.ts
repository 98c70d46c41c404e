import { errorCode, largestMessage, queueNameProblem, sizeAsJson } from '../call/index.ts';
import type { EffectResultOf, FailureCode, QueueOrder } from '../call/index.ts';
import { queuesMissing } from '../queues/index.ts';
import type { StorageQueues } from '../queues/index.ts';
import { failed } from './failure.ts';

export type PerformQueue = (order: QueueOrder) => Promise<EffectResultOf<'queue'>>;

/**
 * Hands work to storage queues. Never throws: what cannot be done is a result.
 *
 * DD7  A message is the author's JSON and nothing else.
 */
export function queuePerformer(queues: StorageQueues): PerformQueue {
  return async ({ queue, message }) => {
    const problem = queueNameProblem(queue);
    if (problem !== null) return refused('queue', `A message was not sent, since ${problem}.`);
    const size = sizeAsJson(message);
    if (size > largestMessage)
      return refused(
        'queue',
        `A message for the queue "${queue}" was not sent: it has ${size} bytes, and a queue takes 48 KB (${largestMessage} bytes). Store the content elsewhere and send where it is.`,
      );
    if (!queues.isConfigured)
      return refused('settings', `A message for the queue "${queue}" was not sent, since ${queuesMissing}`);
    try {
      await queues.send(queue, message);
      return { kind: 'queue', outcome: 'done' };
    } catch (error) {
      return refused('queue', describe(queue, error));
    }
  };
}

/** What the service answered is passed on by its code only: its texts may quote what was sent. */
const describe = (queue: string, error: unknown): string =>
  `A message for the queue "${queue}" was not sent (${errorCode(error)}). The connection IvrQueues may be wrong, the app's identity may lack the role Storage Queue Data Contributor, or the service may be away.`;

const refused = (code: FailureCode, message: string): EffectResultOf<'queue'> => ({
  kind: 'queue',
  outcome: 'failed',
  failure: failed(code, message),
});
