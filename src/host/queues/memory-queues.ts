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

/** A message as somebody has received it. */
export type MessageReceipt = Pick<QueueMessage, 'id' | 'popReceipt'>;

/** Why what was received is not theirs any more, in the words of the service. */
export type ReceiptFault = 'MessageNotFound' | 'PopReceiptMismatch';

interface StoredMessage {
  readonly id: string;
  text: string;
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

  /** Puts a message into a queue; who watches it is told once it can be received: after `delay` milliseconds. */
  enqueue(queueName: string, text: string, delay = 0): QueueMessage {
    this.#refuseLarge(queueName, text);
    const now = this.#clock.now();
    const message = {
      id: randomUUID(),
      text,
      insertedAt: now,
      dequeueCount: 0,
      visibleAt: now + delay,
      popReceipt: randomUUID(),
    };
    this.#queue(queueName).push(message);
    this.#tellAfter(queueName, delay);
    return shown(message);
  }

  #refuseLarge(queueName: string, text: string): void {
    const size = Buffer.byteLength(text);
    const stored = this.#encoding === 'base64' ? Math.ceil(size / 3) * 4 : size;
    if (stored > largestMessage) {
      throw new HostError(
        'HOST-QUEUE-MESSAGE-TOO-LARGE',
        `A message for the queue '${queueName}' has ${size} bytes (${stored} as stored); Azure Storage takes ${largestMessage}. Store the content elsewhere and send its name.`,
        { queueName, size },
      );
    }
  }

  /** What waits in a queue, the oldest first; what is being handled is left out. */
  peek(queueName: string): readonly PeekedMessage[] {
    return this.show(queueName).map(({ text, dequeueCount }) => ({ text, dequeueCount }));
  }

  /** The same with all that the service says of them. */
  show(queueName: string, count = Infinity): readonly QueueMessage[] {
    return this.#visible(queueName).slice(0, count).map(shown);
  }

  /** How many messages a queue has, those included that nobody can receive now. */
  count(queueName: string): number {
    return this.#queue(queueName).length;
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
    return Promise.resolve(this.take(queueName, count));
  }

  /** Takes up to `count` messages, and hides them from others for `hiddenFor` milliseconds. */
  take(queueName: string, count: number, hiddenFor = invisibility): readonly QueueMessage[] {
    const until = this.#clock.now() + hiddenFor;
    return this.#visible(queueName)
      .slice(0, count)
      .map((message) => {
        message.dequeueCount += 1;
        hide(message, until);
        return shown(message);
      });
  }

  complete(queueName: string, message: QueueMessage): Promise<void> {
    this.remove(queueName, message);
    return Promise.resolve();
  }

  /** Deletes a message; says why it cannot, where somebody else has it now, or nobody has it any more. */
  remove(queueName: string, received: MessageReceipt): ReceiptFault | null {
    const found = this.#find(queueName, received);
    if (typeof found === 'string') return found;
    const queue = this.#queue(queueName);
    queue.splice(queue.indexOf(found), 1);
    return null;
  }

  /** Hides a message for another `hiddenFor` milliseconds; `text` null: what it says stays. */
  update(
    queueName: string,
    received: MessageReceipt,
    text: string | null,
    hiddenFor: number,
  ): QueueMessage | ReceiptFault {
    const found = this.#find(queueName, received);
    if (typeof found === 'string') return found;
    if (text !== null) {
      this.#refuseLarge(queueName, text);
      found.text = text;
    }
    hide(found, this.#clock.now() + hiddenFor);
    this.#tellAfter(queueName, hiddenFor);
    return shown(found);
  }

  abandon(queueName: string, message: QueueMessage, delay: number): Promise<void> {
    const stored = this.#queue(queueName).find(({ id }) => id === message.id);
    if (stored !== undefined) {
      stored.visibleAt = this.#clock.now() + delay;
      this.#tellAfter(queueName, delay);
    }
    return Promise.resolve();
  }

  watch(queueName: string, watcher: QueueWatcher): () => void {
    const watchers = this.#watchers.get(queueName) ?? new Set();
    this.#watchers.set(queueName, watchers.add(watcher));
    void watcher();
    return () => void watchers.delete(watcher);
  }

  /** Who could be received first comes first. */
  #visible(queueName: string): readonly StoredMessage[] {
    const now = this.#clock.now();
    const visible = this.#queue(queueName).filter(({ visibleAt }) => visibleAt <= now);
    return visible.sort((one, other) => one.visibleAt - other.visibleAt);
  }

  #find(queueName: string, { id, popReceipt }: MessageReceipt): StoredMessage | ReceiptFault {
    const found = this.#queue(queueName).find((message) => message.id === id);
    if (found === undefined) return 'MessageNotFound';
    return found.popReceipt === popReceipt ? found : 'PopReceiptMismatch';
  }

  #queue(queueName: string): StoredMessage[] {
    const queue = this.#queues.get(queueName) ?? [];
    this.#queues.set(queueName, queue);
    return queue;
  }

  #tellAfter(queueName: string, delay: number): void {
    if (delay === 0) this.#tell(queueName);
    else this.#clock.schedule(this.#clock.now() + delay, () => this.#tell(queueName));
  }

  #tell(queueName: string): void {
    for (const watcher of this.#watchers.get(queueName) ?? []) void watcher();
  }
}

/** Whoever had it before has it no more. */
function hide(message: StoredMessage, until: number): void {
  message.visibleAt = until;
  message.popReceipt = randomUUID();
}

const shown = (message: StoredMessage): QueueMessage => ({
  id: message.id,
  text: message.text,
  dequeueCount: message.dequeueCount,
  insertedAt: new Date(message.insertedAt),
  expiresAt: new Date(message.insertedAt + lifetime),
  nextVisibleAt: new Date(message.visibleAt),
  popReceipt: message.popReceipt,
});

/** JSON that can be written again: what is nested too deeply stays text. */
function jsonOrText(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    JSON.stringify(parsed);
    return parsed;
  } catch {
    return text;
  }
}
