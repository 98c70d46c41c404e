import { flowHash, instant } from '../../src/call/index.ts';
import { loadFlow } from '../../src/flow/index.ts';
import type { BoundFlow } from '../../src/flow/index.ts';
import { KeysUnreachableError } from '../../src/graph/index.ts';
import type { TokenVerdict } from '../../src/graph/index.ts';
import { notificationReceiver } from '../../src/reception/index.ts';
import type { NotificationRequest } from '../../src/reception/index.ts';
import { untraced } from '../../src/telemetry/index.ts';
import { fakeStore } from './fake-store.ts';

const graphCallId = '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001';
const secondId = '7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002';
const id = `in-${graphCallId}`;
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';

const loaded = loadFlow(
  JSON.stringify({
    id: 'x',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'a',
    nodes: { a: { type: 'reject' } },
  }),
  { file: 'x.json', settings: () => undefined, missingSettings: 'refuse' },
);
if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems));
const flow: BoundFlow = { document: loaded.document, clips: {}, subflows: {}, hash: flowHash('abc') };

const element = (callId: string, resourceData: object, changeType = 'updated'): object => ({
  changeType,
  resourceUrl: `/communications/calls/${callId}`,
  resourceData: { '@odata.type': '#microsoft.graph.call', ...resourceData },
});
const envelope = (...value: object[]): string =>
  JSON.stringify({ '@odata.type': '#microsoft.graph.commsNotifications', value });
const incoming = element(graphCallId, { state: 'incoming', source: {}, targets: [] }, 'created');
const tone = (sequenceId: number, callId = graphCallId): object =>
  element(callId, { toneInfo: { sequenceId, tone: 'tone1' } });

const headers = { authorization: 'Bearer a.b.c', 'x-microsoft-skype-message-id': 'message-1' };

const request = (
  body: string | Uint8Array,
  more: { instanceId?: string; headers?: Record<string, string> } = {},
): NotificationRequest => ({
  instanceId: more.instanceId ?? null,
  header: (name) => new Map(Object.entries(more.headers ?? headers)).get(name) ?? null,
  body: async () => Buffer.from(body),
});

function reception(verdict: TokenVerdict = { kind: 'valid', tenantId }) {
  const logged: string[] = [];
  let now = 1_000;
  let ids = 0;
  const receive = notificationReceiver({
    verifyToken: async () => {
      now += 500;
      return verdict;
    },
    flowFor: () => flow,
    clock: () => instant(now),
    after: () => undefined,
    newId: () => `new-${(ids += 1)}`,
    log: (_level, event, fields) => logged.push(`${event} ${JSON.stringify(fields)}`),
    trace: untraced,
  });
  return { receive, logged };
}

const codeOf = (body: string | undefined): unknown => JSON.parse(body ?? '{}').error?.code;

const large = new Uint8Array(256 * 1024 + 1);
const unreachable: TokenVerdict = {
  kind: 'keysUnreachable',
  error: new KeysUnreachableError('https://keys.example', null),
};

describe('RC4: each request is judged in the documented order', () => {
  test.each<[string, TokenVerdict, string | Uint8Array, number, string | undefined]>([
    ['too large, and without a token', { kind: 'malformed' }, large, 413, 'NOTIFICATION-TOO-LARGE'],
    ['no token, and no JSON', { kind: 'malformed' }, '{', 401, 'TOKEN-MISSING'],
    ['keys unreachable, and no JSON', unreachable, '{', 503, 'KEYS-UNREACHABLE'],
    ['a bad token, and no JSON', { kind: 'refused', reason: 'exp' }, '{', 401, 'TOKEN-REFUSED'],
    [
      'another tenant, and no JSON',
      { kind: 'tenantNotAllowed', tenantId: 'x' },
      '{',
      403,
      'TENANT-NOT-ALLOWED',
    ],
    ['empty', { kind: 'valid', tenantId }, '', 204, undefined],
    ['the older protocol', { kind: 'valid', tenantId }, '{"callState":"incoming"}', 204, undefined],
    ['no JSON', { kind: 'valid', tenantId }, '{', 400, 'NOTIFICATION-INVALID'],
    ['a list of nothing', { kind: 'valid', tenantId }, envelope(), 202, undefined],
  ])('%s', async (_, verdict, body, status, code) => {
    const store = fakeStore();
    const answer = await reception(verdict).receive(request(body), store);
    expect(answer.status).toBe(status);
    expect(codeOf(answer.body)).toBe(code);
    expect(store.started).toEqual([]);
  });

  test('a body of exactly 256 KiB is read; one that is declared larger is not', async () => {
    const { receive } = reception();
    const body = envelope(tone(1)).padEnd(256 * 1024);
    expect((await receive(request(body), fakeStore(id))).status).toBe(202);
    const declared = { ...headers, 'content-length': String(256 * 1024 + 1) };
    const unread = {
      ...request(body, { headers: declared }),
      body: () => Promise.reject(new Error('was read')),
    };
    expect((await receive(unread, fakeStore(id))).status).toBe(413);
  });
});

describe('an incoming call', () => {
  test('starts once, pinned to its flow, with the verified tenant and the time of the request (RC3)', async () => {
    const store = fakeStore();
    const { receive } = reception();
    const answer = await receive(request(envelope(incoming)), store);
    expect(answer).toEqual({ status: 202 });
    expect(store.started).toMatchObject([
      { id, input: { flow, call: { id, graphCallId, direction: 'incoming', tenantId, startedAt: 1_000 } } },
    ]);
    expect((await receive(request(envelope(incoming)), store)).status).toBe(202);
    expect(store.started).toHaveLength(1);
  });

  test('is started before what the same request tells of it', async () => {
    const store = fakeStore();
    await reception().receive(request(envelope(tone(1), incoming)), store);
    expect(store.started).toHaveLength(1);
    expect(store.raised).toMatchObject([{ id, batch: { events: [{ kind: 'tone', sequence: 1 }] } }]);
  });
});

describe('events of a call', () => {
  test('are raised in one batch for each call, stamped by the request (RC3)', async () => {
    const store = fakeStore(id, `in-${secondId}`);
    await reception().receive(
      request(envelope(tone(1), tone(1, secondId), tone(2)), { instanceId: id }),
      store,
    );
    expect(store.raised).toMatchObject([
      { id, batch: { receivedAt: 1_000, events: [{ sequence: 1 }, { sequence: 2 }] } },
      { id: `in-${secondId}`, batch: { receivedAt: 1_000, events: [{ sequence: 1 }] } },
    ]);
  });

  test('find a call that has an id of its own by the address', async () => {
    const store = fakeStore('out-42');
    await reception().receive(request(envelope(tone(1)), { instanceId: 'out-42' }), store);
    expect(store.raised).toMatchObject([{ id: 'out-42' }]);
  });

  test.each([null, id, 'nobody', '../../terminate', 'a?b', ''])(
    'of an unknown call (%p) are accepted and told of',
    async (instanceId) => {
      const store = fakeStore();
      const { receive, logged } = reception();
      const answer = await receive(
        request(envelope(tone(1)), instanceId === null ? {} : { instanceId }),
        store,
      );
      expect(answer.status).toBe(202);
      expect(store.raised).toEqual([]);
      expect(logged).toEqual([expect.stringContaining('ivr.notification.unknown')]);
    },
  );

  test('RC2: a redelivery has the id of the first, anything else another one', async () => {
    const store = fakeStore(id);
    const { receive } = reception();
    const other = { ...headers, 'x-microsoft-skype-message-id': 'message-2' };
    await receive(request(envelope(tone(1))), store);
    await receive(request(envelope(tone(1))), store);
    await receive(request(envelope(tone(2))), store);
    await receive(request(envelope(tone(1)), { headers: other }), store);
    const [first, again, ...rest] = store.raised.map(({ batch }) => batch.id);
    expect(again).toBe(first);
    expect(new Set([first, ...rest]).size).toBe(3);
  });

  test('RC2: without an id of its own every delivery counts', async () => {
    const store = fakeStore(id);
    const { receive } = reception();
    const anonymous = { headers: { authorization: headers.authorization } };
    await receive(request(envelope(tone(1)), anonymous), store);
    await receive(request(envelope(tone(1)), anonymous), store);
    expect(new Set(store.raised.map(({ batch }) => batch.id)).size).toBe(2);
  });

  test('a charset is obeyed; one that nobody knows is taken for UTF-8', async () => {
    const ended = envelope(
      element(`${graphCallId}/operations/x`, {
        '@odata.type': '#microsoft.graph.playPromptOperation',
        status: 'completed',
        clientContext: 'Grüße',
      }),
    );
    const contexts: unknown[] = [];
    for (const [charset, encoding] of [
      ['windows-1252', 'latin1'],
      ['utf-8', 'utf8'],
      ['klingon', 'utf8'],
    ] as const) {
      const store = fakeStore(id);
      const typed = { ...headers, 'content-type': `application/json; charset=${charset}` };
      await reception().receive(request(Buffer.from(ended, encoding), { headers: typed }), store);
      contexts.push(
        ...store.raised.flatMap(({ batch }) =>
          batch.events.map((event) => 'operation' in event && event.operation),
        ),
      );
    }
    expect(contexts).toEqual(['Grüße', 'Grüße', 'Grüße']);
  });
});

test('RC2: nothing is accepted that could not be stored, and the redelivery makes it whole', async () => {
  const store = fakeStore(`in-${secondId}`);
  const { receive, logged } = reception();
  const body = envelope(incoming, tone(1), tone(1, secondId));
  for (const failFrom of [1, 4, 7]) {
    store.failFrom = failFrom;
    expect((await receive(request(body), store)).status).toBe(503);
  }
  store.failFrom = Infinity;
  expect((await receive(request(body), store)).status).toBe(202);
  expect(store.started).toHaveLength(1);
  expect(new Set(store.raised.map(({ batch }) => batch.id)).size).toBe(2);
  expect(logged.filter((line) => line.startsWith('ivr.store.failed'))).toHaveLength(3);
});

describe('a call that was made for a hand-over tells of itself at an address of its own', () => {
  const at = async (segment: string, ...elements: object[]) => {
    const store = fakeStore(id, 'out-1');
    const { receive, logged } = reception();
    const { status } = await receive(request(envelope(...elements), { instanceId: segment }), store);
    return { status, logged, raised: store.raised.map(({ id: to, batch }) => [to, batch.events]) };
  };
  const told = (news: object) => ({ kind: 'consultation', consultation: 7, graphCallId: secondId, news });
  const up = { state: 'established', mediaState: { audio: 'active' } };
  const over = { state: 'terminated', resultInfo: { code: 486, subcode: 8539 } };

  test.each([
    ['that it exists', { state: 'establishing' }, { kind: 'exists' }],
    ['its answer', up, { kind: 'answered' }],
    ['its end', over, { kind: 'ended', result: { code: 486, subcode: 8539 } }],
  ])('%s goes to the call that it was made for', async (_what, resourceData, news) => {
    const { status, raised } = await at(`${id}~7`, element(secondId, resourceData));
    expect(status).toBe(202);
    expect(raised).toEqual([[id, [told(news)]]]);
  });

  test('a key that is pressed there is no key of the caller', async () => {
    expect((await at(`${id}~7`, tone(1, secondId))).raised).toEqual([[id, [told({ kind: 'exists' })]]]);
  });

  test('what is said there of the call of the caller stays what it is', async () => {
    const { raised } = await at(`${id}~7`, tone(1), element(secondId, up));
    expect(raised).toEqual([
      [id, [{ kind: 'tone', sequence: 1, key: '1' }]],
      [id, [told({ kind: 'answered' })]],
    ]);
  });

  test('it works for calls that we made ourselves, and for no id that the store would not take', async () => {
    expect((await at('out-1~7', element(secondId, up))).raised).toEqual([
      ['out-1', [told({ kind: 'answered' })]],
    ]);
    const { raised, logged } = await at('a/b~7', element(secondId, up));
    expect(raised).toEqual([]);
    expect(logged).toEqual([expect.stringContaining('ivr.notification.unknown')]);
  });
});
