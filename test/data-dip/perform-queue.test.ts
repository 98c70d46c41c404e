import { QueueClient } from '@azure/storage-queue';
import { queuePerformer } from '../../src/data-dip/index.ts';
import type { PerformQueue } from '../../src/data-dip/index.ts';
import type { JsonValue } from '../../src/call/index.ts';
import { storageQueues } from '../../src/queues/index.ts';
import { startAzurite, storageAt } from '../support/azurite.ts';
import type { StorageServer } from '../support/azurite.ts';
import { answer, reset, startTestServer } from './test-server.ts';
import type { Answer, TestServer } from './test-server.ts';

const sending = (connectionString: string): PerformQueue =>
  queuePerformer(storageQueues({ kind: 'connectionString', text: { reveal: () => connectionString } }));

describe('a storage server', () => {
  let azurite: StorageServer;
  let connectionString = '';

  beforeAll(async () => {
    azurite = await startAzurite('queue');
    ({ connectionString } = azurite);
  }, 20_000);

  afterAll(() => azurite.close());

  const received = async (queue: string): Promise<readonly unknown[]> => {
    const { receivedMessageItems } = await new QueueClient(connectionString, queue).receiveMessages({
      numberOfMessages: 32,
    });
    return receivedMessageItems.map(
      ({ messageText }) => JSON.parse(Buffer.from(messageText, 'base64').toString()) as unknown,
    );
  };

  test('a queue that is missing is made, DD7, SQ1: a message is its JSON in base64', async () => {
    const send = sending(connectionString);
    const message = { call: 'c-1', recording: { seconds: 4.5, of: 'Jürgen <&>' } };
    expect(await send({ queue: 'voicemails', message })).toEqual({ kind: 'queue', outcome: 'done' });
    expect(await send({ queue: 'voicemails', message: 'text' })).toEqual({ kind: 'queue', outcome: 'done' });
    expect(await received('voicemails')).toEqual([message, 'text']);
  });

  test('many messages at once for a queue that is missing', async () => {
    const send = sending(connectionString);
    const numbers = Array.from({ length: 8 }, (_, at) => at);
    const results = await Promise.all(numbers.map((message) => send({ queue: 'at-once', message })));
    expect(results.every(({ outcome }) => outcome === 'done')).toBe(true);
    expect([...(await received('at-once'))].sort()).toEqual(numbers);
  });

  test('48 KB are taken, one byte more is not', async () => {
    const send = sending(connectionString);
    const text = (bytes: number): JsonValue => 'x'.repeat(bytes - 2);
    expect(await send({ queue: 'large', message: text(48 * 1024) })).toMatchObject({ outcome: 'done' });
    expect(await send({ queue: 'large', message: text(48 * 1024 + 1) })).toMatchObject({
      outcome: 'failed',
      failure: { code: 'queue', status: null, message: expect.stringContaining('49153 bytes') as string },
    });
    expect(await received('large')).toHaveLength(1);
  });
});

describe('what cannot be sent', () => {
  let servers: TestServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.close()));
    servers = [];
  });

  async function sendTo(...answers: readonly Answer[]) {
    const server = await startTestServer(...answers);
    servers.push(server);
    const send = sending(storageAt('queue', server.port));
    return { server, result: await send({ queue: 'voicemails', message: { pin: '4711' } }) };
  }

  test('without a connection it is the failure settings', async () => {
    const result = await queuePerformer(storageQueues({ kind: 'none' }))({ queue: 'voicemails', message: 1 });
    expect(result).toMatchObject({
      outcome: 'failed',
      failure: { code: 'settings', message: expect.stringContaining('IvrQueues is missing') as string },
    });
  });

  test('a name that is none is refused before anything is sent', async () => {
    for (const queue of ['ab', 'Voicemails', 'a--b', '-ab', 'ab-', 'a'.repeat(64), 'a/b', 'a b']) {
      const result = await queuePerformer(storageQueues({ kind: 'none' }))({ queue, message: 1 });
      expect(result).toMatchObject({
        failure: { code: 'queue', message: expect.stringContaining('queue') as string },
      });
    }
  });

  test('a connection string that cannot be read', async () => {
    const result = await sending('AccountName=contoso;s3cret')({ queue: 'voicemails', message: 1 });
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'queue' } });
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  test('who is not allowed is told at once, and what the service says is not passed on', async () => {
    const body = '<Error><Code>AuthorizationPermissionMismatch</Code><Message>4711 s3cret</Message></Error>';
    const { server, result } = await sendTo(answer(403, { 'content-type': 'application/xml' }, body));
    expect(result).toMatchObject({
      outcome: 'failed',
      failure: {
        code: 'queue',
        message: expect.stringContaining('AuthorizationPermissionMismatch') as string,
      },
    });
    expect(JSON.stringify(result)).not.toMatch(/4711|s3cret/);
    expect(server.received).toHaveLength(1);
  });

  test('a service that is away is tried three times', async () => {
    const { server, result } = await sendTo(reset);
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'queue' } });
    expect(server.received).toHaveLength(3);
  });

  test('SQ1: an answer that was lost leads to a second message', async () => {
    const made =
      '<QueueMessagesList><QueueMessage><MessageId>1</MessageId><InsertionTime>Sat, 21 Nov 2026 10:00:00 GMT</InsertionTime><ExpirationTime>Sat, 28 Nov 2026 10:00:00 GMT</ExpirationTime><PopReceipt>1</PopReceipt><TimeNextVisible>Sat, 21 Nov 2026 10:00:00 GMT</TimeNextVisible></QueueMessage></QueueMessagesList>';
    const { server, result } = await sendTo(reset, answer(201, { 'content-type': 'application/xml' }, made));
    expect(result).toEqual({ kind: 'queue', outcome: 'done' });
    expect(server.received.map(({ body }) => body)).toEqual([
      server.received[0]?.body,
      server.received[0]?.body,
    ]);
  });
});

test('an identity asks for a token of the storage service', async () => {
  const scopes: unknown[] = [];
  const queues = storageQueues({
    kind: 'identity',
    serviceUri: 'https://contoso.queue.core.windows.net',
    credential: {
      getToken: (scope) => {
        scopes.push(scope);
        return Promise.reject(new Error('no identity here: s3cret'));
      },
    },
  });
  const send = queuePerformer(queues);
  const result = await send({ queue: 'voicemails', message: 1 });
  expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'queue' } });
  expect(JSON.stringify(result)).not.toContain('s3cret');
  expect(scopes[0]).toEqual(['https://storage.azure.com/.default']);
});
