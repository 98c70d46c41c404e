/** Queues of a storage account or of Azurite, looked at with growing pauses as the Functions host does. */
import { QueueServiceClient, RestError } from '@azure/storage-queue';
import type { QueueClient } from '@azure/storage-queue';
import type { Clock, ScheduledCall } from '../clock.ts';
import { describeCause, HostError } from '../errors.ts';
import type { QueueConfiguration } from '../host-configuration.ts';
import type { QueueMessage, QueueService, QueueWatcher } from './queue-service.ts';

const shortestPause = 100;

export interface StorageQueuesOptions {
  /** The name of the connection, for what is said about it. */
  readonly connection: string;
  readonly connectionString: string;
  readonly clock: Clock;
  readonly configuration: QueueConfiguration;
  /** Told about failures that are tried again; that the server is away is told once, until it answers. */
  readonly onTrouble: (message: string) => void;
}

export class StorageQueues implements QueueService {
  readonly #options: StorageQueuesOptions;
  readonly #client: QueueServiceClient;
  readonly #known = new Map<string, Promise<unknown>>();
  #isAway = false;

  /** @throws Error when the connection string cannot be read */
  constructor(options: StorageQueuesOptions) {
    this.#options = options;
    const retryOptions = { maxTries: 2, tryTimeoutInMs: 10_000 };
    this.#client = QueueServiceClient.fromConnectionString(options.connectionString, { retryOptions });
  }

  async send(queueName: string, text: string): Promise<void> {
    await this.#ask(queueName, (queue) => queue.sendMessage(this.#encode(text)));
  }

  async receive(queueName: string, count: number): Promise<readonly QueueMessage[]> {
    const limits = { numberOfMessages: Math.min(count, 32), visibilityTimeout: 600 };
    const received = await this.#ask(queueName, (queue) => queue.receiveMessages(limits));
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
    await this.#ask(queueName, (queue) => queue.deleteMessage(message.id, message.popReceipt));
  }

  async abandon(queueName: string, message: QueueMessage, delay: number): Promise<void> {
    const seconds = Math.ceil(delay / 1000);
    await this.#ask(queueName, (queue) =>
      queue.updateMessage(message.id, message.popReceipt, undefined, seconds),
    );
  }

  watch(queueName: string, watcher: QueueWatcher): () => void {
    const { clock, configuration, onTrouble } = this.#options;
    let pause = shortestPause;
    let next: ScheduledCall | null = null;
    let stopped = false;
    const look = async (): Promise<void> => {
      const found = await watcher().catch((error: unknown) => {
        if (!isUnreachable(error))
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

  /** @throws HostError HOST-QUEUE-UNREACHABLE where the server does not answer, which is told once */
  async #ask<Answer>(queueName: string, request: (queue: QueueClient) => Promise<Answer>): Promise<Answer> {
    const { connection, onTrouble } = this.#options;
    try {
      const answer = await request(await this.#queue(queueName));
      if (this.#isAway) onTrouble(`The queue server of the connection ${connection} answers again.`);
      this.#isAway = false;
      return answer;
    } catch (error) {
      if (!(error instanceof RestError) || error.statusCode !== undefined) throw error;
      const unreachable = this.#unreachable(error);
      if (!this.#isAway) onTrouble(`${unreachable.message} (${unreachable.code})`);
      this.#isAway = true;
      throw unreachable;
    }
  }

  #unreachable(error: RestError): HostError {
    const { connection } = this.#options;
    const reason = error.message === '' ? (error.code ?? 'no answer') : describeCause(error);
    const { hostname } = new URL(this.#client.url);
    const hint = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
      ? `Is Azurite running? Start it with "npx azurite", or remove the setting ${connection} to keep the queues in memory.`
      : `Look at the address in the setting ${connection}, and whether this machine may reach it.`;
    return new HostError(
      'HOST-QUEUE-UNREACHABLE',
      `The queue server of the connection ${connection} cannot be reached: ${reason}. ${hint} Until it answers, functions that write to its queues fail.`,
      { connection },
      error,
    );
  }

  /** Made on first use; a failure is tried again with the next. */
  async #queue(queueName: string): Promise<QueueClient> {
    const queue = this.#client.getQueueClient(queueName);
    const known = this.#known.get(queueName) ?? queue.createIfNotExists();
    this.#known.set(queueName, known);
    try {
      await known;
    } catch (error) {
      this.#known.delete(queueName);
      throw error;
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

/** The server is away: told once already, so that nobody has to say it again. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof HostError && error.code === 'HOST-QUEUE-UNREACHABLE';
