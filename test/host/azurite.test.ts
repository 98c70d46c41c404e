import path from 'node:path';
import { app, output } from '@azure/functions';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { startHost } from '../../src/host/index.ts';
import type { EmbeddedHost } from '../../src/host/index.ts';
import { startAzurite } from '../support/azurite.ts';
import type { StorageServer } from '../support/azurite.ts';
import { expectedManners, queueManners } from './support/queue-manners.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

let azurite: StorageServer;
let connectionString = '';
let host: EmbeddedHost | undefined;

beforeAll(async () => {
  azurite = await startAzurite('queue');
  ({ connectionString } = azurite);
}, 20_000);

afterAll(async () => {
  await host?.close();
  await azurite.close();
});

test('a connection string means a server: outputs, triggers, five tries and the poison queue go there', async () => {
  const received: unknown[] = [];
  let poisoned: () => void = () => undefined;
  const isPoisoned = new Promise<void>((resolve) => (poisoned = resolve));
  host = await startHost({
    appDirectory: path.join(__dirname, '..', 'fixtures', 'host-apps', 'empty-shell'),
    port: 0,
    environment: { AzureWebJobsOrders: connectionString },
    load() {
      const orders = output.storageQueue({ queueName: 'orders', connection: 'Orders' });
      app.http('send', {
        authLevel: 'anonymous',
        extraOutputs: [orders],
        handler: async (request, context) => {
          context.extraOutputs.set(orders, await request.json());
          return { status: 202 };
        },
      });
      app.storageQueue('take', {
        queueName: 'orders',
        connection: 'Orders',
        handler: (message, context) => {
          received.push([message, context.triggerMetadata?.dequeueCount]);
          if (message === 'bad') throw new Error('not this one');
        },
      });
      app.storageQueue('poison', {
        queueName: 'orders-poison',
        connection: 'Orders',
        handler: () => poisoned(),
      });
    },
  });
  const sent = await fetch(`${host.url}/api/send`, { method: 'POST', body: '[{"dish":"Käse"},"bad"]' });
  expect(sent.status).toBe(202);
  await isPoisoned;
  await host.whenQuiet();
  expect(received).toContainEqual([{ dish: 'Käse' }, 1]);
  expect(received.filter((entry) => JSON.stringify(entry).includes('bad'))).toEqual(
    [1, 2, 3, 4, 5].map((n) => ['bad', n]),
  );
  const queue = QueueServiceClient.fromConnectionString(connectionString).getQueueClient('orders');
  expect((await queue.getProperties()).approximateMessagesCount).toBe(0);
  expect(host.queues.peek('orders')).toEqual([]);
}, 20_000);

test('the queues in memory are held to what a server does', async () => {
  const queue = new QueueClient(connectionString, 'waiting');
  expect(await queueManners(queue, (length) => sleep(length))).toEqual(expectedManners);
});
