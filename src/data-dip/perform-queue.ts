import type { TokenCredential } from '@azure/core-auth';
import type { QueueServiceClient } from '@azure/storage-queue';
import { assertNever, queueNameProblem } from '../call/index.ts';
import type { EffectResultOf, FailureCode, QueueOrder } from '../call/index.ts';
import { errorCode } from './error-code.ts';
import { failed } from './failure.ts';

/*
 * DD7  A message is the author's JSON and nothing else, in base64, as the queue triggers of Azure Functions expect it.
 *     It is put into the queue at least once: where an answer is lost, it is put there again.
 */

/** How to reach the queues; `reveal` gives the secret only where it is used. */
export type QueueConnection =
  | { readonly kind: 'none' }
  | { readonly kind: 'connectionString'; readonly text: { readonly reveal: () => string } }
  | { readonly kind: 'identity'; readonly serviceUri: string; readonly credential: TokenCredential };

export type PerformQueue = (order: QueueOrder) => Promise<EffectResultOf<'queue'>>;

/** In bytes of the JSON: base64 makes of it the 64 KB that a storage queue takes. */
const largestMessage = 48 * 1024;
/** For all tries together: the node waits no longer than 10 s. */
const timeLimit = 8_000;
/** The SDK repeats what failed in transit, or was refused because the service is busy. */
const retryOptions = { maxTries: 3, tryTimeoutInMs: 3_000, retryDelayInMs: 250, maxRetryDelayInMs: 2_000 };

/** Hands work to storage queues. Never throws: what cannot be done is a result. */
export function queuePerformer(connection: QueueConnection): PerformQueue {
  let connected: Promise<QueueServiceClient | null> | null = null;
  return async ({ queue, message }) => {
    const problem = queueNameProblem(queue);
    if (problem !== null) return refused('queue', `A message was not sent, since ${problem}.`);
    const text = Buffer.from(JSON.stringify(message));
    if (text.length > largestMessage)
      return refused(
        'queue',
        `A message for the queue "${queue}" was not sent: it has ${text.length} bytes, and a queue takes 48 KB (${largestMessage} bytes). Store the content elsewhere and send where it is.`,
      );
    try {
      const service = await (connected ??= connect(connection));
      if (service === null)
        return refused(
          'settings',
          `A message for the queue "${queue}" was not sent, since the setting IvrQueues is missing. Set it to a storage connection string, or IvrQueues__queueServiceUri where an identity is used.`,
        );
      await put(service, queue, text.toString('base64'));
      return { kind: 'queue', outcome: 'done' };
    } catch (error) {
      return refused('queue', describe(queue, error));
    }
  };
}

/** The library is loaded by the first message: it would make every cold start longer. */
async function connect(connection: QueueConnection): Promise<QueueServiceClient | null> {
  if (connection.kind === 'none') return null;
  const { QueueServiceClient: Client } = await import('@azure/storage-queue');
  switch (connection.kind) {
    case 'connectionString':
      return Client.fromConnectionString(connection.text.reveal(), { retryOptions });
    case 'identity':
      return new Client(connection.serviceUri, connection.credential, { retryOptions });
    default:
      return assertNever(connection, 'queue connection');
  }
}

/** A missing queue is made: nearly always it is there, and asking first would cost every message a request. */
async function put(service: QueueServiceClient, queue: string, text: string): Promise<void> {
  const client = service.getQueueClient(queue);
  const abortSignal = AbortSignal.timeout(timeLimit);
  try {
    await client.sendMessage(text, { abortSignal });
  } catch (error) {
    if (errorCode(error) !== 'QueueNotFound') throw error;
    await client.createIfNotExists({ abortSignal });
    await client.sendMessage(text, { abortSignal });
  }
}

/** What the service answered is passed on by its code only: its texts may quote what was sent. */
const describe = (queue: string, error: unknown): string =>
  `A message for the queue "${queue}" was not sent (${errorCode(error)}). The connection IvrQueues may be wrong, the app's identity may lack the role Storage Queue Data Contributor, or the service may be away.`;

const refused = (code: FailureCode, message: string): EffectResultOf<'queue'> => ({
  kind: 'queue',
  outcome: 'failed',
  failure: failed(code, message),
});
