import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConsoleError } from '../../src/console/console-error.ts';
import { createConsoleHandler } from '../../src/console/console-handler.ts';
import type { ConsoleSource } from '../../src/console/console-source.ts';
import type { CallUpdate } from '../../src/console/view.ts';

const page = { contentType: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') };
const done: string[] = [];
const listeners = new Set<(update: CallUpdate) => void>();

const source: ConsoleSource = {
  status: async () => ({
    version: '1.2.3',
    services: [],
    functions: [],
    flows: [],
    problems: [],
    numbers: [],
    suggestion: { from: '+4930901820001', to: '+442079460000' },
  }),
  placeCall: async (from, to) => {
    done.push(`call ${from} ${to}`);
    return 'call-1';
  },
  pressKeys: async (callId, keys) => {
    if (callId !== 'call-1') throw new ConsoleError('CONSOLE-NOT-FOUND', 'There is no such call.');
    done.push(`press ${callId} ${keys}`);
  },
  hangUp: async (callId) => {
    done.push(`hang up ${callId}`);
  },
  watch: (callId, onUpdate) => {
    if (callId !== 'call-1') throw new ConsoleError('CONSOLE-NOT-FOUND', 'There is no such call.');
    listeners.add(onUpdate);
    return { stop: () => listeners.delete(onUpdate) };
  },
};

const handler = createConsoleHandler(source, new Map([['/', page]]));
const server = createServer((request, response) => {
  if (!handler(request, response)) response.writeHead(418).end('the functions');
});
let port = 0;

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** Node's fetch forbids setting Host and Origin, so requests are made by hand. */
function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, host: '127.0.0.1', method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => done.splice(0));

test('the page comes with a policy that allows nothing inline and nothing from elsewhere', async () => {
  const { status, headers, body } = await send('GET', '/');
  expect([status, body]).toEqual([200, '<!doctype html>']);
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test('C2: everything else is left to the functions', async () => {
  for (const path of [
    '/api/health',
    '/runtime/webhooks/durabletask/instances/x',
    '/consoles',
    '/admin/host/status',
    '//',
    '//console/api/status',
  ]) {
    expect([path, (await send('GET', path)).status]).toEqual([path, 418]);
  }
});

test('a call is placed, keys are pressed, and it is hung up', async () => {
  const placed = await send(
    'POST',
    '/console/api/calls',
    json,
    '{"from":"+4930901820001","to":"+442079460000"}',
  );
  expect([placed.status, placed.body]).toEqual([201, '{"id":"call-1"}']);
  expect((await send('POST', '/console/api/calls/call-1/keys', json, '{"keys":"12#"}')).status).toBe(202);
  expect((await send('POST', '/console/api/calls/call-1/hangup', json, '{}')).status).toBe(202);
  expect(done).toEqual(['call +4930901820001 +442079460000', 'press call-1 12#', 'hang up call-1']);
});

test('C1: a foreign origin and a foreign host are refused before anything is done', async () => {
  const body = '{"from":"a","to":"b"}';
  const foreign = { origin: 'https://example.com' };
  const rebound = { host: `attacker.example:${port}` };
  for (const headers of [foreign, rebound]) {
    const { status, body: text } = await send('POST', '/console/api/calls', { ...json, ...headers }, body);
    expect([status, JSON.parse(text).error.code]).toEqual([403, 'CONSOLE-FOREIGN-ORIGIN']);
  }
  expect((await send('POST', '/console/api/calls', { 'content-type': 'text/plain' }, body)).status).toBe(400);
  expect(done).toEqual([]);
  const own = { ...json, origin: `http://127.0.0.1:${port}` };
  expect((await send('POST', '/console/api/calls', own, body)).status).toBe(201);
});

test.each([
  ['no JSON', '/console/api/calls', '{', 400],
  ['a member too many', '/console/api/calls', '{"from":"a","to":"b","more":1}', 400],
  ['keys that no phone has', '/console/api/calls/call-1/keys', '{"keys":"A"}', 400],
  ['a body without end', '/console/api/calls', `"${'x'.repeat(5000)}"`, 400],
  ['an unknown call', '/console/api/calls/call-2/keys', '{"keys":"1"}', 404],
  ['an unknown verb', '/console/api/calls/call-1/dance', '{}', 404],
])('%s is refused with a code and a message', async (_what, path, body, expected) => {
  const { status, body: text } = await send('POST', path, json, body);
  expect(status).toBe(expected);
  expect(JSON.parse(text).error).toEqual({
    code: expect.stringMatching(/^CONSOLE-/),
    message: expect.any(String),
  });
  expect(done).toEqual([]);
});

test.each([
  ['{"to":""}', '"from" is missing; "to" must not be empty.'],
  ['{"from":1,"to":"b","more":1}', '"from" must be a text; it has more, which is not known.'],
  ['7', 'it must be an object.'],
])('%s is refused in plain words', async (body, words) => {
  const { body: text } = await send('POST', '/console/api/calls', json, body);
  expect(JSON.parse(text).error.message).toBe(`The body cannot be used: ${words}`);
});

test('what happens in a call is streamed until its end', async () => {
  const entry = {
    index: 0,
    at: 12,
    kind: 'key',
    tone: 'plain',
    text: '1',
    detail: null,
    audio: null,
  } as const;
  const answer = send('GET', '/console/api/calls/call-1/events');
  while (listeners.size === 0) await new Promise((resolve) => setImmediate(resolve));
  for (const listener of listeners) {
    listener({ state: 'established', ended: false, entry });
    listener({ state: 'terminated', ended: true, entry: null });
    listener({ state: 'terminated', ended: true, entry: null });
  }
  const { headers, body } = await answer;
  expect(headers['content-type']).toBe('text/event-stream');
  const updates = [...body.matchAll(/^id: (\d+)\ndata: (.+)$/gm)].map(([, id, data = '']) => [
    id,
    JSON.parse(data),
  ]);
  expect(updates).toEqual([
    ['1', { state: 'established', ended: false, entry }],
    ['2', { state: 'terminated', ended: true, entry: null }],
  ]);
  while (listeners.size > 0) await new Promise((resolve) => setImmediate(resolve));
});

test('an unknown call has no stream', async () => {
  const { status, body } = await send('GET', '/console/api/calls/call-2/events');
  expect([status, JSON.parse(body).error.code]).toEqual([404, 'CONSOLE-NOT-FOUND']);
});

test('a page that goes away is no longer told', async () => {
  const sent = httpRequest({ port, host: '127.0.0.1', path: '/console/api/calls/call-1/events' });
  sent.on('error', () => undefined);
  sent.end();
  while (listeners.size === 0) await new Promise((resolve) => setImmediate(resolve));
  sent.destroy();
  while (listeners.size > 0) await new Promise((resolve) => setImmediate(resolve));
});
