import type { TokenCredential } from '@azure/core-auth';
import type { QueueServiceClient } from '@azure/storage-queue';
import { assertNever, errorCode, milliseconds, parseJson } from '../call/index.ts';
import type { JsonValue, Milliseconds } from '../call/index.ts';

/*
 * SQ1  A message is JSON, in base64, as the queue triggers of Azure Functions expect it. It is put into its queue at
 *      least once: where an answer is lost, it is put there again.
 * SQ2  Who has received a message has it alone for a while. What is done to it after that is not done, and says so.
 */

/** How to reach the queues; `reveal` gives the secret only where it is used. */
export type QueueConnection =
  | { readonly kind: 'none' }
  | { readonly kind: 'connectionString'; readonly text: { readonly reveal: () => string } }
  | { readonly kind: 'identity'; readonly serviceUri: string; readonly credential: TokenCredential };

/** By which somebody who has received a message is known to have it. */
export interface MessageReceipt {
  readonly id: string;
  readonly popReceipt: string;
}

export interface ReceivedMessage {
  readonly receipt: MessageReceipt;
  /** Null for what is no JSON. */
  readonly body: JsonValue;
  /** How often it was received, this time included. */
  readonly receptions: number;
}

export interface SendTerms {
  /** For so long nobody finds it, 7 days at most. */
  readonly delay?: Milliseconds;
  /** It waits for as long as it takes, not for the week that a message usually has. */
  readonly neverExpires?: boolean;
}

/** The storage queues of the app. Every method rejects where they cannot be reached. */
export interface StorageQueues {
  /** False: no setting says where they are, so every method rejects. */
  readonly isConfigured: boolean;
  /** Puts a message where others find it. */
  readonly send: (queue: string, message: JsonValue, terms?: SendTerms) => Promise<void>;
  /** Takes up to 32 messages, and hides them from others for so long. */
  readonly receive: (
    queue: string,
    count: number,
    hiddenFor: Milliseconds,
  ) => Promise<readonly ReceivedMessage[]>;
  /** Hides a message for so long from now on, 7 days at most. Null: it is not theirs any more (SQ2). */
  readonly hide: (
    queue: string,
    receipt: MessageReceipt,
    hiddenFor: Milliseconds,
  ) => Promise<MessageReceipt | null>;
  /** Deletes a message that was received. 'gone': it is not theirs any more, and was left alone (SQ2). */
  readonly remove: (queue: string, receipt: MessageReceipt) => Promise<'removed' | 'gone'>;
  /** Whether something waits that could be received now. */
  readonly hasMessages: (queue: string) => Promise<boolean>;
}

/** Why nothing is put into a queue, and what to do about it. */
export const queuesMissing =
  'the setting IvrQueues is missing. Set it to a storage connection string, or IvrQueues__queueServiceUri where an identity is used.';

/** For all tries together: whoever waits for it does so no longer than 10 s. */
const timeLimit = 8_000;
/** The SDK repeats what failed in transit, or was refused because the service is busy. */
const retryOptions = { maxTries: 3, tryTimeoutInMs: 3_000, retryDelayInMs: 250, maxRetryDelayInMs: 2_000 };

/** The service's number for a message that never expires. */
const forEver = -1;

/** The queues behind `@azure/storage-queue`. */
export function storageQueues(connection: QueueConnection): StorageQueues {
  let connected: Promise<QueueServiceClient> | null = null;

  /** A missing queue is made: nearly always it is there, and asking first would cost every message a request. */
  async function ask<Answer>(
    queue: string,
    request: (
      client: ReturnType<QueueServiceClient['getQueueClient']>,
      abortSignal: AbortSignal,
    ) => Promise<Answer>,
  ): Promise<Answer> {
    const client = (await (connected ??= connect(connection))).getQueueClient(queue);
    const abortSignal = AbortSignal.timeout(timeLimit);
    try {
      return await request(client, abortSignal);
    } catch (error) {
      if (errorCode(error) !== 'QueueNotFound') throw error;
      await client.createIfNotExists({ abortSignal });
      return request(client, abortSignal);
    }
  }

  return {
    isConfigured: connection.kind !== 'none',
    send: (queue, message, { delay = milliseconds(0), neverExpires = false } = {}) => {
      const text = Buffer.from(JSON.stringify(message)).toString('base64');
      const options = {
        visibilityTimeout: seconds(delay),
        ...(neverExpires ? { messageTimeToLive: forEver } : {}),
      };
      return ask(queue, async (client, abortSignal) => {
        await client.sendMessage(text, { ...options, abortSignal });
      });
    },
    receive: async (queue, count, hiddenFor) => {
      const limits = { numberOfMessages: Math.min(count, 32), visibilityTimeout: seconds(hiddenFor) };
      const { receivedMessageItems } = await ask(queue, (client, abortSignal) =>
        client.receiveMessages({ ...limits, abortSignal }),
      );
      return receivedMessageItems.map(({ messageId: id, popReceipt, messageText, dequeueCount }) => ({
        receipt: { id, popReceipt },
        body: parseMessage(messageText),
        receptions: dequeueCount,
      }));
    },
    hide: (queue, { id, popReceipt }, hiddenFor) =>
      unlessGone(async () => {
        const updated = await ask(queue, (client, abortSignal) =>
          client.updateMessage(id, popReceipt, undefined, seconds(hiddenFor), { abortSignal }),
        );
        return { id, popReceipt: updated.popReceipt ?? popReceipt };
      }),
    remove: async (queue, { id, popReceipt }) => {
      const answer = await unlessGone(() =>
        ask(queue, (client, abortSignal) => client.deleteMessage(id, popReceipt, { abortSignal })),
      );
      return answer === null ? 'gone' : 'removed';
    },
    hasMessages: async (queue) => {
      const { peekedMessageItems } = await ask(queue, (client, abortSignal) =>
        client.peekMessages({ numberOfMessages: 1, abortSignal }),
      );
      return peekedMessageItems.length > 0;
    },
  };
}

/** The library is loaded by the first message: it would make every cold start longer. */
async function connect(connection: QueueConnection): Promise<QueueServiceClient> {
  const { QueueServiceClient: Client } = await import('@azure/storage-queue');
  switch (connection.kind) {
    case 'none':
      throw new Error(`There are no queues, since ${queuesMissing}`);
    case 'connectionString':
      return Client.fromConnectionString(connection.text.reveal(), { retryOptions });
    case 'identity':
      return new Client(connection.serviceUri, connection.credential, { retryOptions });
    default:
      return assertNever(connection, 'queue connection');
  }
}

const seconds = (length: Milliseconds): number => Math.ceil(length / 1000);

/** What is not base64 was put in by someone else as it is. */
function parseMessage(text: string): JsonValue {
  const bytes = Buffer.from(text, 'base64');
  return parseJson(bytes.toString('base64') === text ? bytes.toString('utf8') : text) ?? null;
}

/** SQ2 */
async function unlessGone<Answer>(request: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await request();
  } catch (error) {
    if (['MessageNotFound', 'PopReceiptMismatch'].includes(errorCode(error))) return null;
    throw error;
  }
}
