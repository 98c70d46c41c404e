import { startSimulator } from '../../../src/simulator/index.ts';
import type { Simulator } from '../../../src/simulator/index.ts';
import { fakeBot } from '../fake-bot.ts';
import type { FakeBot } from '../fake-bot.ts';

let simulator: Simulator;
let bot: FakeBot;

beforeAll(async () => {
  bot = await fakeBot();
  simulator = await startSimulator({ notifyUrl: bot.url });
});

afterAll(async () => {
  await simulator.close();
  await bot.close();
});

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(simulator.url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

const mediaConfig = { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' };
const waitFor = (id: string, condition: string) => ask('GET', `/simulator/calls/${id}?waitFor=${condition}`);
const roster = (id: string, order: unknown) => ask('POST', `/simulator/calls/${id}/roster`, order);

async function established(): Promise<string> {
  const to = { applicationInstance: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901' };
  const id = String((await ask('POST', '/simulator/calls', { from: '+4930901820001', to })).body.id);
  await ask('POST', `/v1.0/communications/calls/${id}/answer`, {
    acceptedModalities: ['audio'],
    mediaConfig,
  });
  await waitFor(id, 'audioActive');
  return id;
}

async function outgoing(body: object): Promise<string> {
  const base = { callbackUri: bot.url, requestedModalities: ['audio'], mediaConfig };
  return String((await ask('POST', '/v1.0/communications/calls', { ...base, ...body })).body.id);
}

test('somebody comes, is muted and goes, and the call shows it', async () => {
  const id = await established();
  const came = await roster(id, { join: { user: 'u-1', displayName: 'Ada' } });
  expect(came).toMatchObject({ status: 202, body: { id } });
  expect((await waitFor(id, 'participants:2')).status).toBe(200);
  await roster(id, { mute: 'u-1' });
  const { body } = await waitFor(id, 'group');
  expect(body).toMatchObject({
    kind: 'group',
    participants: [
      { applicationInstance: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901', app: true },
      { phone: '+4930901820001', inLobby: false, muted: false },
      { id: came.body.participant, user: 'u-1', displayName: 'Ada', inLobby: false, muted: true },
    ],
  });
  expect((await waitFor(id, 'present:u-1')).status).toBe(200);
  await roster(id, { leave: came.body.participant });
  expect((await waitFor(id, 'absent:u-1')).status).toBe(200);
  expect((await waitFor(id, 'present:u-1&timeoutMs=0')).status).toBe(408);
  expect((await waitFor(id, 'participants:2&timeoutMs=0')).status).toBe(408);
});

test('a meeting is waited for in its lobby, and entered', async () => {
  await ask('POST', '/simulator/faults', {
    meeting: '123',
    outcome: 'lobby',
    participants: ['+4930901820001'],
  });
  const meetingInfo = { '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo', joinMeetingId: '123' };
  const id = await outgoing({ meetingInfo, tenantId: simulator.simulation.options.tenantId });
  const waiting = await waitFor(id, 'lobby');
  expect(waiting).toMatchObject({ status: 200, body: { state: 'establishing', to: { meeting: '123' } } });
  expect((await roster(id, { admit: 'app' })).status).toBe(202);
  expect((await waitFor(id, 'audioActive')).body).toMatchObject({
    state: 'established',
    direction: 'outgoing',
  });
  expect((await waitFor(id, 'lobby&timeoutMs=0')).status).toBe(408);
});

test('a call to several shows them; the calls that the app makes are found beside the others', async () => {
  const targets = ['u-1', 'u-2'].map((id) => ({ identity: { user: { id } } }));
  const id = await outgoing({ targets });
  const { calls } = (await ask('GET', '/simulator/calls?waitFor=calls:1')).body as {
    calls: { id: string }[];
  };
  expect(calls.find((call) => call.id === id)).toMatchObject({
    direction: 'outgoing',
    kind: 'group',
    to: { targets: [{ user: 'u-1' }, { user: 'u-2' }] },
  });
});

test('who is called hangs up by plan, which the transcript tells', async () => {
  await ask('POST', '/simulator/faults', {
    outbound: 'u-9',
    outcome: 'answer',
    afterMs: 0,
    hangUpAfterMs: 100,
  });
  const id = await outgoing({ targets: [{ identity: { user: { id: 'u-9' } } }] });
  const { body } = await waitFor(id, 'ended');
  expect(body.transcript).toContainEqual(expect.objectContaining({ kind: 'hangup', by: 'called' }));
});

test.each([
  [{ leave: 'u-9' }, 'nobody in the call is "u-9"'],
  [{ leave: 'app' }, 'only of a group call can the app be removed'],
  [{ admit: '+4930901820001' }, 'only who waits in the lobby'],
  [{ join: { user: '' } }, '"join'],
  [{ join: { user: 'u-1' }, leave: 'u-1' }, 'must be one of { "join": PARTY'],
  [{}, 'must be one of { "join": PARTY'],
])('%j is refused in plain words', async (order, words) => {
  const { status, body } = await roster(await established(), order);
  const { code, message } = body.error as { code: string; message: string };
  expect([status, code]).toEqual([400, 'SIMULATOR-REQUEST-INVALID']);
  expect(message).toContain(words);
});

test('of a call that is over nobody comes or goes', async () => {
  const id = await established();
  await ask('POST', `/simulator/calls/${id}/hangup`);
  expect(await roster(id, { join: { user: 'u-1' } })).toMatchObject({
    status: 409,
    body: { error: { code: 'SIMULATOR-CALL-ENDED' } },
  });
});

test.each(['participants:', 'participants:x', 'present:', 'absent'])(
  'there is no condition %s',
  async (condition) => {
    expect((await waitFor(await established(), condition)).status).toBe(400);
  },
);

test('something is shared in a call, and no longer', async () => {
  const id = await established();
  const sharing = (order: unknown) => ask('POST', `/simulator/calls/${id}/sharing`, order);
  const started = await sharing({ start: true });
  expect(started).toMatchObject({ status: 202, body: { id } });
  const { session } = started.body;
  expect(await ask('GET', `/v1.0/communications/calls/${id}/contentSharingSessions`)).toMatchObject({
    body: { value: [{ id: session }] },
  });
  expect(await sharing({ stop: session })).toMatchObject({ status: 202, body: { session } });
  expect(await sharing({ update: session })).toMatchObject({
    status: 400,
    body: { error: { code: 'SIMULATOR-REQUEST-INVALID' } },
  });
  expect((await sharing({ pause: session })).status).toBe(400);
});
