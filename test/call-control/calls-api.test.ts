/** The routes `/api/calls`, on a store that only remembers. */
import { callId, instant } from '../../src/call/index.ts';
import { callsApi, outboundCalls } from '../../src/call-control/index.ts';
import type { CallsStore, StoredCall, WaitingCall } from '../../src/call-control/index.ts';
import { boundTestFlow } from '../support/flows.ts';

const user = 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33';
const flow = boundTestFlow({ id: 'short', start: 'bye', nodes: { bye: { type: 'hangup' } } });
const home = { tenantId: user, appId: user, instanceId: null };
const clock = () => instant(Date.UTC(2026, 2, 2, 9));
const request = { flow: 'short', to: { user } };

const stored = (
  id: string,
  state: StoredCall['state'],
  outcome = { end: 'completed', endReason: 'said' },
): StoredCall => ({
  callId: id,
  flow: 'short',
  state,
  startedAt: '2026-03-02T08:59:00.000Z',
  endedAt: state === 'ended' ? '2026-03-02T09:00:00.000Z' : null,
  outcome: state === 'ended' ? outcome : null,
  record: state === 'ended' ? { end: 'completed' } : null,
});

function api({
  isAway = false,
  known: besides = [],
}: { readonly isAway?: boolean; readonly known?: readonly StoredCall[] } = {}) {
  const done: unknown[] = [];
  const logged: unknown[] = [];
  const known = [stored('out-1', 'active'), stored('out-2', 'ended'), ...besides];
  const reach = <Answer>(answer: Answer): Promise<Answer> =>
    isAway ? Promise.reject(new TypeError('10.0.0.4 does not answer')) : Promise.resolve(answer);
  const store: CallsStore = {
    start: (id) => {
      done.push(`start ${id}`);
      return reach('started' as const);
    },
    raise: (id, batch) => {
      done.push({ raised: id, ...batch });
      return reach('stored' as const);
    },
    cancel: (id) => {
      done.push(`cancel ${id}`);
      return reach(undefined);
    },
    isCancelled: () => reach(false),
    find: (id) => reach(known.find((call) => call.callId === id) ?? null),
    list: (state) => reach(known.filter((call) => state === null || call.state === state)),
  };
  const watch = (call: WaitingCall): Promise<void> => {
    done.push({ watched: call });
    return reach(undefined);
  };
  const routes = callsApi({
    calls: outboundCalls({ flows: new Map([['short', flow]]), home, clock }),
    callbackBaseUrl: 'https://ivr.example',
    clock,
    newId: () => 'new',
    log: (level, event, fields) => logged.push({ level, event, ...fields }),
  });
  return {
    done,
    logged,
    start: (body: unknown) =>
      routes.start(typeof body === 'string' ? body : JSON.stringify(body), store, watch),
    list: (state: string | null) => routes.list(state, store),
    show: (id: string) => routes.show(id, store),
    hangUp: (id: string) => routes.hangUp(id, store),
    raise: (id: string, name: string, body: string) => routes.raise(id, name, body, store),
  };
}

const refused = (status: number, code: string) => ({
  status,
  jsonBody: { error: { code, message: expect.stringMatching(/\w/) as string } },
});

test('a call is started, and its address is told', async () => {
  const { start, done } = api();
  const statusUrl = 'https://ivr.example/api/calls/out-new';
  expect(await start(request)).toEqual({
    status: 202,
    headers: { location: statusUrl },
    jsonBody: { callId: 'out-new', statusUrl },
  });
  expect(done).toEqual(['start out-new']);
});

test('one that is made again is watched before it is made', async () => {
  const { start, done } = api();
  const body = { ...request, retry: { after: ['1m'] } };
  await start(body);
  expect(done).toEqual([{ watched: { callId: 'out-new', request: body } }, 'start out-new']);
});

test.each([
  ['no JSON', '{', 400, 'BODY-INVALID'],
  ['nobody to call', { flow: 'short' }, 400, 'CALL-REQUEST-INVALID'],
  ['a flow that is not there', { ...request, flow: 'nothing' }, 404, 'FLOW-UNKNOWN'],
  ['more than 256 KB', ' '.repeat(256 * 1024 + 1), 413, 'BODY-TOO-LARGE'],
  ['more than 256 KB in fewer letters', '€'.repeat(100 * 1024), 413, 'BODY-TOO-LARGE'],
  ['256 KB that are no JSON', ' '.repeat(256 * 1024), 400, 'BODY-INVALID'],
])('%s is refused', async (_what, body, status, code) => {
  const { start, done } = api();
  expect(await start(body)).toEqual(refused(status, code));
  expect(done).toEqual([]);
});

test.each([
  [null, ['out-1', 'out-2']],
  ['active', ['out-1']],
  ['ended', ['out-2']],
])('the list of state %s', async (state, ids) => {
  const { status, jsonBody } = await api().list(state);
  expect([status, jsonBody]).toEqual([
    200,
    { calls: ids.map((id) => expect.objectContaining({ callId: id }) as object) },
  ]);
});

test('a state that there is not is refused', async () => {
  for (const state of ['', 'ringing']) expect(await api().list(state)).toEqual(refused(400, 'STATE-UNKNOWN'));
});

test('a call is shown, with its record once it has ended', async () => {
  const { show } = api();
  expect((await show('out-1')).jsonBody).toEqual({
    callId: 'out-1',
    flow: 'short',
    state: 'active',
    startedAt: '2026-03-02T08:59:00.000Z',
  });
  expect((await show('out-2')).jsonBody).toMatchObject({
    state: 'ended',
    endedAt: '2026-03-02T09:00:00.000Z',
    record: { end: 'completed' },
  });
});

test('whoever hangs up a request that nobody took ends its tries, also the one that goes on', async () => {
  const busy = { end: 'notAnswered', endReason: 'busy' };
  const waiting = api({ known: [stored('out-3', 'ended', busy)] });
  expect(await waiting.hangUp('out-3')).toEqual({ status: 202 });
  expect(waiting.done).toEqual(['cancel out-3']);
  for (const id of ['out-4', 'out-4-try-2']) {
    const known = [stored('out-4', 'ended', busy), stored('out-4-try-2', 'active')];
    const { hangUp, done } = api({ known });
    expect(await hangUp(id)).toEqual({ status: 202 });
    expect(done).toEqual([
      'cancel out-4',
      expect.objectContaining({ raised: 'out-4-try-2', events: [{ kind: 'hangupRequested' }] }),
    ]);
  }
});

test('what is asked for again with another plan or for somebody else stays as it was first asked for', async () => {
  const { start, done } = api();
  const first = { ...request, requestId: 'r', retry: { after: ['1m'] } };
  await start(first);
  const id = done.flatMap((one) => (typeof one === 'string' ? [one.replace('start ', '')] : []))[0] ?? '';
  const known = api({ known: [stored(id, 'ended', { end: 'notAnswered', endReason: 'busy' })] });
  expect(await known.start({ ...first, retry: { after: ['1s'] } })).toMatchObject({ status: 202 });
  expect(known.done).toEqual([`start ${id}`]);
});

test('a call that goes on is hung up; of one that has ended nobody is told', async () => {
  const { hangUp, done } = api();
  expect(await hangUp('out-2')).toEqual({ status: 202 });
  expect(done).toEqual([]);
  expect(await hangUp('out-1')).toEqual({ status: 202 });
  expect(done).toEqual([
    { raised: callId('out-1'), id: 'api.new', receivedAt: clock(), events: [{ kind: 'hangupRequested' }] },
  ]);
});

test.each([
  ['with data', '{"amount":12}', { amount: 12 }],
  ['without', ' ', null],
  ['with 16 KB', `"${'x'.repeat(16 * 1024 - 2)}"`, 'x'.repeat(16 * 1024 - 2)],
])('an event is told %s', async (_how, body, data) => {
  const { raise, done } = api();
  expect(await raise('out-1', 'paid', body)).toEqual({ status: 202 });
  expect(done).toMatchObject([{ raised: 'out-1', events: [{ kind: 'external', name: 'paid', data }] }]);
});

test.each([
  ['a name that is none', 'out-1', '1st', '', 400, 'EVENT-INVALID'],
  ['a name that is too long', 'out-1', 'a'.repeat(65), '', 400, 'EVENT-INVALID'],
  ['more than 16 KB', 'out-1', 'paid', `"${'x'.repeat(16 * 1024 - 1)}"`, 413, 'EVENT-TOO-LARGE'],
  ['no JSON', 'out-1', 'paid', '{', 400, 'BODY-INVALID'],
  ['a call that is not there', 'out-3', 'paid', '', 404, 'CALL-UNKNOWN'],
  ['a call that has ended', 'out-2', 'paid', '', 409, 'CALL-ENDED'],
])('an event is refused: %s', async (_what, id, name, body, status, code) => {
  const { raise, done } = api();
  expect(await raise(id, name, body)).toEqual(refused(status, code));
  expect(done).toEqual([]);
});

test('what is no id of ours is never looked up', async () => {
  const { show, hangUp } = api({ isAway: true });
  for (const id of ['', '../admin', '-1', 'a'.repeat(101)]) {
    expect(await show(id)).toEqual(refused(404, 'CALL-UNKNOWN'));
    expect(await hangUp(id)).toEqual(refused(404, 'CALL-UNKNOWN'));
  }
});

test('a store that is away is told, and nothing of it', async () => {
  const { start, list, show, hangUp, raise, logged } = api({ isAway: true });
  const answers = [
    await start(request),
    await start({ ...request, retry: { after: ['1m'] } }),
    await list(null),
    await show('out-1'),
    await hangUp('out-1'),
    await raise('out-1', 'paid', ''),
  ];
  for (const answer of answers) {
    expect(answer).toEqual(refused(503, 'STORE-UNREACHABLE'));
    expect(JSON.stringify(answer)).not.toContain('10.0.0.4');
  }
  expect(logged).toEqual(
    answers.map(() => ({ level: 'error', event: 'ivr.store.failed', reason: 'TypeError' })),
  );
});
