import { EventType } from './history.ts';
import type { Instance } from './instance.ts';
import type { Message } from './message-bus.ts';

/** Whether an episode can start: before its start has arrived, an instance has nothing to do. */
export function hasWork(instance: Instance): boolean {
  const isNew = instance.history.length === 0;
  return instance.inbox.some(({ event }) => !isNew || event.EventType === EventType.ExecutionStarted);
}

/** HD2: everything that has arrived and still counts, the start first; nothing before the start has arrived. */
export function takeBatch(instance: Instance): Message[] {
  const inbox = instance.inbox.filter(
    ({ executionId }) => executionId === null || executionId === instance.executionId,
  );
  const starts = inbox.filter(({ event }) => event.EventType === EventType.ExecutionStarted);
  const others = inbox.filter(({ event }) => event.EventType !== EventType.ExecutionStarted);
  const isNew = instance.history.length === 0;
  if (isNew && starts.length === 0) {
    instance.inbox = inbox;
    return [];
  }
  instance.inbox = [];
  return isNew ? [...starts.slice(0, 1), ...others] : others;
}
