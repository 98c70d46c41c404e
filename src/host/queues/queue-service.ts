export interface QueueMessage {
  readonly id: string;
  readonly text: string;
  /** How often it was received, this time included. */
  readonly dequeueCount: number;
  readonly insertedAt: Date;
  readonly expiresAt: Date;
  readonly nextVisibleAt: Date;
  readonly popReceipt: string;
}

/** Looks for messages; answers whether there were any. */
export type QueueWatcher = () => Promise<boolean>;

/** Queues of one connection. */
export interface QueueService {
  send(queueName: string, text: string): Promise<void>;
  /** Takes up to `count` messages and hides them from others. */
  receive(queueName: string, count: number): Promise<readonly QueueMessage[]>;
  complete(queueName: string, message: QueueMessage): Promise<void>;
  /** Gives a message back, to be received again after `delay` milliseconds. */
  abandon(queueName: string, message: QueueMessage, delay: number): Promise<void>;
  /** Calls `watcher` whenever there may be something to receive, until the returned function is called. */
  watch(queueName: string, watcher: QueueWatcher): () => void;
}

/** The limit of Azure Storage queues, of the text as it is stored. */
export const largestMessage = 64 * 1024;
