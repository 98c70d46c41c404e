/** Our client of storage queues; Azurite stands in for Azure Storage. */
import { QueueServiceClient } from '@azure/storage-queue';
import { milliseconds } from '../../src/call/index.ts';
import { storageQueues } from '../../src/queues/index.ts';
import type { ReceivedMessage, StorageQueues } from '../../src/queues/index.ts';
import { startAzurite } from '../support/azurite.ts';
import type { StorageServer } from '../support/azurite.ts';

let azurite: StorageServer;
let queues: StorageQueues;
let service: QueueServiceClient;

beforeAll(async () => {
  azurite = await startAzurite('queue');
  queues = storageQueues({
    kind: 'connectionString',
    text: { reveal: () => azurite.connectionString },
  });
  service = QueueServiceClient.fromConnectionString(azurite.connectionString);
}, 30_000);
afterAll(() => azurite.close());

const minute = milliseconds(60_000);
const none = milliseconds(0);

/** The only message of a queue. */
async function received(queue: string): Promise<ReceivedMessage> {
  const [message, ...others] = await queues.receive(queue, 32, minute);
  if (message === undefined || others.length > 0) throw new Error(`${queue} has not one message.`);
  return message;
}

test('SQ1: a message is JSON in base64, in a queue that is made where it is missing', async () => {
  await queues.send('plain', { text: 'Grüß Gott' });
  const { peekedMessageItems } = await service.getQueueClient('plain').peekMessages();
  expect(peekedMessageItems.map(({ messageText }) => messageText)).toEqual([
    Buffer.from('{"text":"Grüß Gott"}').toString('base64'),
  ]);
  expect(await received('plain')).toMatchObject({ body: { text: 'Grüß Gott' }, receptions: 1 });
});

test.each([
  ['nothing that is JSON', 'no-json', Buffer.from('{"a":').toString('base64'), null],
  ['text that is neither', 'no-base64', '<hello>', null],
  ['JSON as it is', 'bare', '{"a":1}', { a: 1 }],
])('what others put in may be %s', async (_what, queue, text, body) => {
  const client = service.getQueueClient(queue);
  await client.create();
  await client.sendMessage(text);
  expect((await received(queue)).body).toEqual(body);
});

test('SQ2: who has received a message has it alone, and may hide it for longer', async () => {
  await queues.send('alone', 1);
  const { receipt } = await received('alone');
  expect(await queues.receive('alone', 32, minute)).toEqual([]);
  expect(await queues.hasMessages('alone')).toBe(false);
  const renewed = await queues.hide('alone', receipt, minute);
  expect(renewed).toMatchObject({ id: receipt.id });
  expect(renewed?.popReceipt).not.toBe(receipt.popReceipt);
  if (renewed !== null) await queues.hide('alone', renewed, none);
  expect(await queues.hasMessages('alone')).toBe(true);
  expect((await received('alone')).receptions).toBe(2);
});

test('SQ2: with a receipt that is old nothing is done, and that is said', async () => {
  await queues.send('stale', 1);
  const { receipt: old } = await received('stale');
  await queues.hide('stale', old, none);
  const { receipt } = await received('stale');
  expect(await queues.hide('stale', old, none)).toBeNull();
  expect(await queues.remove('stale', old)).toBe('gone');
  expect(await queues.hasMessages('stale')).toBe(false);
  expect(await queues.hide('stale', receipt, none)).not.toBeNull();
  expect(await queues.hasMessages('stale')).toBe(true);
});

test('SQ2: a message that was removed is nobody’s any more', async () => {
  await queues.send('removed', 1);
  const { receipt } = await received('removed');
  expect(await queues.remove('removed', receipt)).toBe('removed');
  expect(await queues.remove('removed', receipt)).toBe('gone');
  expect(await queues.hide('removed', receipt, none)).toBeNull();
});

test('a message that is delayed is found by nobody before its time', async () => {
  await queues.send('delayed', 1, { delay: milliseconds(1_500) });
  expect(await queues.receive('delayed', 32, minute)).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  expect((await received('delayed')).body).toBe(1);
});

test('a message has a week, unless it never expires', async () => {
  await queues.send('week', 1);
  await queues.send('ever', 1, { neverExpires: true });
  const daysOf = async (queue: string): Promise<number> => {
    const { peekedMessageItems } = await service.getQueueClient(queue).peekMessages();
    return Math.round(((peekedMessageItems[0]?.expiresOn.getTime() ?? 0) - Date.now()) / 86_400_000);
  };
  expect(await daysOf('week')).toBe(7);
  expect(await daysOf('ever')).toBeGreaterThan(100 * 365);
});

test('without a setting every method says so', async () => {
  const missing = storageQueues({ kind: 'none' });
  expect([missing.isConfigured, queues.isConfigured]).toEqual([false, true]);
  await expect(missing.send('any', 1)).rejects.toThrow('IvrQueues');
});
