/**
 * Feeds a queue's messages to its function.
 *
 * HQ2 A message is completed only after its function has succeeded; after the last allowed failure it moves to `<queue>-poison`.
 */
import { describeCause } from '../errors.ts';
import type { HostedFunction, QueueReference } from '../functions.ts';
import type { FunctionRunner } from '../function-runner.ts';
import type { QueueConfiguration } from '../host-configuration.ts';
import type { TypedData } from '../typed-data.ts';
import type { WorkTracker } from '../work-tracker.ts';
import type { QueueMessage, QueueService } from './queue-service.ts';

export interface QueueTriggerOptions {
  readonly hosted: HostedFunction;
  readonly queue: QueueReference;
  readonly service: QueueService;
  readonly runner: FunctionRunner;
  readonly work: WorkTracker;
  readonly configuration: QueueConfiguration;
  readonly onTrouble: (message: string) => void;
}

/** Starts listening; the returned function stops it. What is being handled goes on. */
export function listenToQueue(options: QueueTriggerOptions): () => void {
  const { service, queue, work, configuration } = options;
  let running = 0;
  let reserved = 0;
  let stopped = false;

  /** Places are taken before the messages are asked for, since more than one look may be under way. */
  const pump = async (): Promise<boolean> => {
    const room = Math.min(configuration.concurrency - running - reserved, configuration.batchSize);
    if (stopped || room <= 0) return false;
    reserved += room;
    const end = work.begin('delivery', queue.queueName);
    try {
      const messages = await service.receive(queue.queueName, room);
      for (const message of messages) void handleOne(message);
      return messages.length > 0;
    } finally {
      reserved -= room;
      end();
    }
  };

  const handleOne = async (message: QueueMessage): Promise<void> => {
    running += 1;
    const end = work.begin('invocation', options.hosted.name);
    try {
      await handle(message, options);
    } catch (error) {
      options.onTrouble(`A message of the queue '${queue.queueName}' stays in it: ${describeCause(error)}`);
    } finally {
      running -= 1;
      await pump().catch(() => false);
      end();
    }
  };

  const unwatch = service.watch(queue.queueName, pump);
  return () => {
    stopped = true;
    unwatch();
  };
}

/** HQ2 */
async function handle(message: QueueMessage, options: QueueTriggerOptions): Promise<void> {
  const { hosted, queue, service, runner, configuration } = options;
  const { queueName } = queue;
  const result = await runner.run(hosted, {
    trigger: { string: message.text },
    triggerMetadata: metadata(message),
  });
  if (result.kind === 'succeeded') {
    await service.complete(queueName, message);
  } else if (message.dequeueCount < configuration.maxDequeueCount) {
    await service.abandon(queueName, message, configuration.visibilityTimeout);
  } else {
    await service.send(`${queueName}-poison`, message.text);
    await service.complete(queueName, message);
    options.onTrouble(
      `A message of the queue '${queueName}' failed ${message.dequeueCount} times and was moved to '${queueName}-poison'.`,
    );
  }
}

function metadata(message: QueueMessage): Record<string, TypedData> {
  const time = (date: Date): TypedData => ({ json: JSON.stringify(date.toISOString()) });
  return {
    Id: { string: message.id },
    DequeueCount: { int: message.dequeueCount },
    InsertionTime: time(message.insertedAt),
    ExpirationTime: time(message.expiresAt),
    NextVisibleTime: time(message.nextVisibleAt),
    PopReceipt: { string: message.popReceipt },
  };
}
