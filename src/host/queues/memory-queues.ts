/**
 * Queues in the host's own memory.
 *
 * HQ1 Same rules as on a server where an app can tell: messages come at least once, oldest visible first, with a count of receptions,
 *     and are refused over 64 KB (as encoded). Nothing outlives the process.
 */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { HostError } from '../errors.ts';
import type { QueueMessage, QueueService, QueueWatcher } from './queue-service.ts';
import { largestMessage } from './queue-service.ts';

/** A message as tests see it. */
export interface PeekedMessage {
  readonly text: string;
  readonly dequeueCount: number;
}

interface StoredMessage {
  readonly id: string;
  readonly text: string;
  readonly insertedAt: number;
  dequeueCount: number;
  visibleAt: number;
  popReceipt: string;
}

const lifetime = 7 * 24 * 60 * 60 * 1000;
/** A message that is neither completed nor given back shows again after this time. */
const invisibility = 10 * 60 * 1000;

export class MemoryQueues implements QueueService {
  readonly #clock: Clock;
  readonly #encoding: 'base64' | 'none';
  readonly #queues = new Map<string, StoredMessage[]>();
  readonly #watchers = new Map<string, Set<QueueWatcher>>();

  constructor(clock: Clock, encoding: 'base64' | 'none' = 'base64') {
    this.#clock = clock;
    this.#encoding = encoding;
  }

  /** Puts a message into a queue; who watches it is told at once. */
  enqueue(queueName: string, text: string): void {
    const size = Buffer.byteLength(text);
    const stored = this.#encoding === 'base64' ? Math.ceil(size / 3) * 4 : size;
    if (stored > largestMessage) {
      throw new HostError(
        'HOST-QUEUE-MESSAGE-TOO-LARGE',
        `A message for the queue '${queueName}' has ${size} bytes (${stored} as stored); Azure Storage takes ${largestMessage}. Store the content elsewhere and send its name.`,
        { queueName, size },
      );
    }
    const now = this.#clock.now();
    const message = {
      id: randomUUID(),
      text,
      insertedAt: now,
      dequeueCount: 0,
      visibleAt: now,
      popReceipt: '',
    };
    this.#queue(queueName).push(message);
    this.#tell(queueName);
  }

  /** What waits in a queue, the oldest first; what is being handled is left out. */
  peek(queueName: string): readonly PeekedMessage[] {
    const now = this.#clock.now();
    return this.#queue(queueName)
      .filter(({ visibleAt }) => visibleAt <= now)
      .map(({ text, dequeueCount }) => ({ text, dequeueCount }));
  }

  /** What waits in every queue that has something, for whoever looks: JSON as JSON, all else as text. */
  waiting(): Readonly<Record<string, readonly unknown[]>> {
    const names = [...this.#queues.keys()].sort();
    const all = names.map((name) => [name, this.peek(name).map(({ text }) => jsonOrText(text))] as const);
    return Object.fromEntries(all.filter(([, messages]) => messages.length > 0));
  }

  send(queueName: string, text: string): Promise<void> {
    return new Promise((resolve) => {
      this.enqueue(queueName, text);
      resolve();
    });
  }

  receive(queueName: string, count: number): Promise<readonly QueueMessage[]> {
    const now = this.#clock.now();
    const visible = this.#queue(queueName).filter(({ visibleAt }) => visibleAt <= now);
    return Promise.resolve(visible.slice(0, count).map((message) => this.#take(message, now)));
  }

  complete(queueName: string, message: QueueMessage): Promise<void> {
    const queue = this.#queue(queueName);
    const index = queue.findIndex(
      ({ id, popReceipt }) => id === message.id && popReceipt === message.popReceipt,
    );
    if (index >= 0) queue.splice(index, 1);
    return Promise.resolve();
  }

  abandon(queueName: string, message: QueueMessage, delay: number): Promise<void> {
    const stored = this.#queue(queueName).find(({ id }) => id === message.id);
    if (stored !== undefined) {
      stored.visibleAt = this.#clock.now() + delay;
      if (delay === 0) this.#tell(queueName);
      else this.#clock.schedule(stored.visibleAt, () => this.#tell(queueName));
    }
    return Promise.resolve();
  }

  watch(queueName: string, watcher: QueueWatcher): () => void {
    const watchers = this.#watchers.get(queueName) ?? new Set();
    this.#watchers.set(queueName, watchers.add(watcher));
    void watcher();
    return () => void watchers.delete(watcher);
  }

  #take(message: StoredMessage, now: number): QueueMessage {
    message.dequeueCount += 1;
    message.visibleAt = now + invisibility;
    message.popReceipt = randomUUID();
    return {
      id: message.id,
      text: message.text,
      dequeueCount: message.dequeueCount,
      insertedAt: new Date(message.insertedAt),
      expiresAt: new Date(message.insertedAt + lifetime),
      nextVisibleAt: new Date(message.visibleAt),
      popReceipt: message.popReceipt,
    };
  }

  #queue(queueName: string): StoredMessage[] {
    const queue = this.#queues.get(queueName) ?? [];
    this.#queues.set(queueName, queue);
    return queue;
  }

  #tell(queueName: string): void {
    for (const watcher of this.#watchers.get(queueName) ?? []) void watcher();
  }
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
