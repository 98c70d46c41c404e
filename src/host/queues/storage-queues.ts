/** Queues of a storage account or of Azurite, looked at with growing pauses as the Functions host does. */
import { QueueServiceClient, RestError } from '@azure/storage-queue';
import type { Clock, ScheduledCall } from '../clock.ts';
import { describeCause } from '../errors.ts';
import type { QueueConfiguration } from '../host-configuration.ts';
import type { QueueMessage, QueueService, QueueWatcher } from './queue-service.ts';

const shortestPause = 100;

export interface StorageQueuesOptions {
  readonly connectionString: string;
  readonly clock: Clock;
  readonly configuration: QueueConfiguration;
  /** Told about failures that are tried again: the server is away, for one. */
  readonly onTrouble: (message: string) => void;
}

export class StorageQueues implements QueueService {
  readonly #options: StorageQueuesOptions;
  readonly #client: QueueServiceClient;
  readonly #known = new Map<string, Promise<unknown>>();

  /** @throws Error when the connection string cannot be read */
  constructor(options: StorageQueuesOptions) {
    this.#options = options;
    const retryOptions = { maxTries: 2, tryTimeoutInMs: 10_000 };
    this.#client = QueueServiceClient.fromConnectionString(options.connectionString, { retryOptions });
  }

  async send(queueName: string, text: string): Promise<void> {
    const queue = await this.#queue(queueName);
    await queue.sendMessage(this.#encode(text));
  }

  async receive(queueName: string, count: number): Promise<readonly QueueMessage[]> {
    const queue = await this.#queue(queueName);
    const received = await queue.receiveMessages({
      numberOfMessages: Math.min(count, 32),
      visibilityTimeout: 600,
    });
    return received.receivedMessageItems.map((item) => ({
      id: item.messageId,
      text: this.#decode(item.messageText),
      dequeueCount: item.dequeueCount,
      insertedAt: item.insertedOn,
      expiresAt: item.expiresOn,
      nextVisibleAt: item.nextVisibleOn,
      popReceipt: item.popReceipt,
    }));
  }

  async complete(queueName: string, message: QueueMessage): Promise<void> {
    const queue = await this.#queue(queueName);
    await queue.deleteMessage(message.id, message.popReceipt);
  }

  async abandon(queueName: string, message: QueueMessage, delay: number): Promise<void> {
    const queue = await this.#queue(queueName);
    await queue.updateMessage(message.id, message.popReceipt, undefined, Math.ceil(delay / 1000));
  }

  watch(queueName: string, watcher: QueueWatcher): () => void {
    const { clock, configuration, onTrouble } = this.#options;
    let pause = shortestPause;
    let next: ScheduledCall | null = null;
    let stopped = false;
    const look = async (): Promise<void> => {
      const found = await watcher().catch((error: unknown) => {
        onTrouble(`The queue '${queueName}' cannot be read, trying again: ${describeCause(error)}`);
        return false;
      });
      pause = found
        ? shortestPause
        : Math.min(pause * 2, Math.max(shortestPause, configuration.maxPollingInterval));
      if (!stopped) next = clock.schedule(clock.now() + pause, () => void look());
    };
    void look();
    return () => {
      stopped = true;
      next?.cancel();
    };
  }

  /** Made on first use; a failure is tried again with the next. */
  async #queue(queueName: string) {
    const queue = this.#client.getQueueClient(queueName);
    const known = this.#known.get(queueName) ?? queue.createIfNotExists();
    this.#known.set(queueName, known);
    try {
      await known;
    } catch (error) {
      this.#known.delete(queueName);
      throw error instanceof RestError && error.message === '' ? new Error(error.code ?? 'no answer') : error;
    }
    return queue;
  }

  #encode(text: string): string {
    return this.#options.configuration.messageEncoding === 'base64'
      ? Buffer.from(text).toString('base64')
      : text;
  }

  /** What is not base64 was put in by someone else as it is. */
  #decode(text: string): string {
    if (this.#options.configuration.messageEncoding === 'none') return text;
    const bytes = Buffer.from(text, 'base64');
    return bytes.toString('base64') === text ? bytes.toString('utf8') : text;
  }
}
