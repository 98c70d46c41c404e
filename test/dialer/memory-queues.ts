/** The storage queues of an app on the queues of the embedded host, without HTTP between them: for virtual time. */
import type { EmbeddedHost } from '../../src/host/index.ts';
import type { StorageQueues } from '../../src/queues/index.ts';

export function memoryQueues(host: () => Pick<EmbeddedHost, 'queues'>): StorageQueues {
  const queues = () => host().queues;
  return {
    isConfigured: true,
    send: (queue, message, { delay = 0 } = {}) => {
      queues().enqueue(queue, JSON.stringify(message), delay);
      return Promise.resolve();
    },
    receive: (queue, count, hiddenFor) =>
      Promise.resolve(
        queues()
          .take(queue, count, hiddenFor)
          .map(({ id, popReceipt, text, dequeueCount }) => ({
            receipt: { id, popReceipt },
            body: JSON.parse(text) as null,
            receptions: dequeueCount,
          })),
      ),
    hide: (queue, receipt, hiddenFor) => {
      const updated = queues().update(queue, receipt, null, hiddenFor);
      return Promise.resolve(
        typeof updated === 'string' ? null : { id: updated.id, popReceipt: updated.popReceipt },
      );
    },
    remove: (queue, receipt) => {
      const answer = queues().remove(queue, receipt);
      return Promise.resolve(typeof answer === 'string' ? 'gone' : 'removed');
    },
    hasMessages: (queue) => Promise.resolve(queues().show(queue, 1).length > 0),
  };
}
