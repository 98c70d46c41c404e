import { app, output } from '@azure/functions';
import { QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { closeHosts, injectFunctions } from './support/injected-host.ts';
import { expectedManners, queueManners } from './support/queue-manners.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

afterEach(closeHosts);

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Keeps what the app finds in its environment. */
async function hostWithClients(environment: Record<string, string> = {}) {
  const found: (string | undefined)[] = [];
  const received: unknown[] = [];
  const injected = await injectFunctions(
    () => {
      found.push(process.env.IvrQueues);
      app.storageQueue('take', {
        queueName: 'voicemails',
        connection: 'IvrQueues',
        handler: (message) => void received.push(message),
      });
    },
    { environment, queueConnections: ['IvrQueues'] },
  );
  return { ...injected, connectionString: found[0] ?? '', received };
}

test("an app's own client sends into the queues in memory, and triggers take it", async () => {
  const { host, connectionString, received } = await hostWithClients();
  const service = QueueServiceClient.fromConnectionString(connectionString);
  await service.getQueueClient('voicemails').createIfNotExists();
  await service.getQueueClient('voicemails').sendMessage(base64('{"from":"Käse & <Brot>"}'));
  await service.getQueueClient('nobody-listens').sendMessage(base64('1'));
  await host.whenQuiet();
  expect(received).toEqual([{ from: 'Käse & <Brot>' }]);
  expect(host.queues.peek('nobody-listens')).toEqual([{ text: '1', dequeueCount: 0 }]);
});

test("an app's own client takes messages, hides, changes and deletes them as on a server", async () => {
  const { connectionString, time } = await hostWithClients();
  const queue = new QueueClient(connectionString, 'waiting');
  const seen = queueManners(queue, (length) => time.advanceBy(length));
  expect(await seen).toEqual(expectedManners);
});

test('what waits in the queues in memory is shown, without being taken', async () => {
  const { host, connectionString } = await hostWithClients();
  const waiting = async (): Promise<unknown> => (await fetch(`${host.url}/admin/queues`)).json();
  expect(await waiting()).toEqual({});
  const service = QueueServiceClient.fromConnectionString(connectionString);
  await service.getQueueClient('voicemails').sendMessage(base64('"taken"'));
  await service.getQueueClient('orders').sendMessage(base64('{"parcel":"1"}'));
  await service.getQueueClient('orders').sendMessage(base64('plain'));
  await host.whenQuiet();
  expect(await waiting()).toEqual({ orders: [{ parcel: '1' }, 'plain'] });
  expect(await waiting()).toEqual({ orders: [{ parcel: '1' }, 'plain'] });
  const deep = '['.repeat(12_000) + ']'.repeat(12_000);
  host.queues.enqueue('deep', deep);
  expect(await waiting()).toMatchObject({ deep: [deep] });
});

test('whoever works on an app puts a message into a queue in memory', async () => {
  const { host, received } = await hostWithClients();
  const put = (queue: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${host.url}/admin/queues/${queue}`, { method: 'POST', body, headers });
  expect((await put('voicemails', '{"from":"Käse"}')).status).toBe(201);
  await host.whenQuiet();
  expect(received).toEqual([{ from: 'Käse' }]);
  expect((await put('voicemails', 'x'.repeat(64 * 1024))).status).toBe(413);
  expect((await put('UPPER_CASE', '1')).status).toBe(404);
  expect((await put('voicemails', '1', { origin: 'https://attacker.example' })).status).toBe(403);
  expect(received).toHaveLength(1);
});

test('what the host closes, and what it found, is as before', async () => {
  const before = process.env.IvrQueues;
  await hostWithClients();
  expect(process.env.IvrQueues).not.toBe(before);
  await closeHosts();
  expect(process.env.IvrQueues).toBe(before);
});

test('a setting of ones own is left alone', async () => {
  const mine = 'UseDevelopmentStorage=true';
  const found: (string | undefined)[] = [];
  await injectFunctions(
    () => {
      found.push(process.env.Orders, process.env.Others);
      app.http('nothing', { handler: () => ({}) });
    },
    { environment: { Orders: mine, AzureWebJobsOthers: mine }, queueConnections: ['Orders', 'Others'] },
  );
  expect(found).toEqual([mine, undefined]);
});

test('bindings of the connection stay in memory too', async () => {
  const { host } = await injectFunctions(
    () => {
      const records = output.storageQueue({ queueName: 'records', connection: 'IvrQueues' });
      app.http('send', {
        authLevel: 'anonymous',
        extraOutputs: [records],
        handler: (_, context) => {
          context.extraOutputs.set(records, 'kept');
          return {};
        },
      });
    },
    { queueConnections: ['IvrQueues'] },
  );
  await fetch(`${host.url}/api/send`, { method: 'POST' });
  expect(host.queues.peek('records')).toEqual([{ text: 'kept', dequeueCount: 0 }]);
});

test('HQ1: a message over 64 KB is refused as the service refuses it', async () => {
  const { connectionString } = await hostWithClients();
  const client = new QueueClient(connectionString, 'voicemails');
  await expect(client.sendMessage('x'.repeat(64 * 1024 + 4))).rejects.toMatchObject({
    statusCode: 413,
    code: 'RequestBodyTooLarge',
  });
});

test('HQ3: its address is not guessed, and what is not done is refused', async () => {
  const { host, connectionString } = await hostWithClients();
  const address = new URL(/QueueEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '');
  expect(address.pathname).toMatch(/^\/queues-[0-9a-f-]{36}$/);
  const ask = async (method: string, path: string, body?: string): Promise<number> =>
    (await fetch(`${address.origin}${path}`, { method, ...(body === undefined ? {} : { body }) })).status;
  const message = '<QueueMessage><MessageText>eA==</MessageText></QueueMessage>';
  expect(await ask('POST', '/queues/voicemails/messages', message)).toBeGreaterThanOrEqual(400);
  expect(await ask('DELETE', `${address.pathname}/voicemails/messages`)).toBe(501);
  expect(await ask('PATCH', `${address.pathname}/voicemails/messages/one`)).toBe(501);
  expect(await ask('DELETE', `${address.pathname}/voicemails`)).toBe(501);
  expect(await ask('POST', `${address.pathname}/UPPER/messages`, message)).toBe(400);
  expect(await ask('POST', `${address.pathname}/voicemails/messages`, 'no xml')).toBe(400);
  expect((await fetch(`${host.url}${address.pathname}/voicemails/messages`, { method: 'POST' })).status).toBe(
    404,
  );
  expect(host.queues.peek('voicemails')).toEqual([]);
});
