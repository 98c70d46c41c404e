import { faultSchema } from '../../../src/simulator/index.ts';
import { callStates, frontDesk, serviceHosted, world } from '../world.ts';

const callbackUri = 'https://voice.example.net/callbacks/calls/9';
const base = { callbackUri, requestedModalities: ['audio'], mediaConfig: serviceHosted };
const toUser = { ...base, targets: [{ identity: { user: { id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' } } }] };
const instance = 'id' in frontDesk ? frontDesk.id : '';
const toPhone = {
  ...base,
  targets: [{ identity: { phone: { id: '+4930901820077' } } }],
  source: { identity: { applicationInstance: { id: instance } } },
  tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
};
const create = '/v1.0/communications/calls';

test('is created as establishing, and answered after 300 ms', async () => {
  const { graph, simulation, clock, notified } = await world();
  const answer = await graph('POST', create, toUser);
  const id = String(answer.body?.id);
  expect(answer).toMatchObject({
    status: 201,
    headers: { Location: `http://127.0.0.1/v1.0/communications/calls/${id}` },
    body: { state: 'establishing', direction: 'outgoing', id, chatInfo: null, resultInfo: null },
  });
  expect(answer.body).toMatchObject({
    myParticipantId: expect.any(String) as string,
    callChainId: expect.any(String) as string,
  });
  await clock.advance(300);
  expect(simulation.find(id)?.phase).toBe('establishing');
  await clock.advance(60);
  expect(callStates(notified)).toEqual(['establishing', 'established', 'audio active']);
  expect(new Set(notified.map(({ url }) => url))).toEqual(new Set([callbackUri]));
});

test.each([
  ['busy', 300, { code: 486, subcode: 8539 }],
  ['declined', 300, { code: 603, subcode: 8538 }],
  ['noAnswer', 60_000, { code: 480, subcode: 8541 }],
] as const)('that ends %s ends after %p ms with %j', async (outcome, ms, result) => {
  const { graph, fault, clock, notified } = await world();
  fault({ outbound: '+4930901820077', outcome });
  expect((await graph('POST', create, toPhone)).status).toBe(201);
  await clock.advance(ms - 1);
  expect(callStates(notified)).toEqual(['establishing']);
  await clock.advance(1);
  expect(callStates(notified)).toEqual(['establishing', 'terminated']);
  expect(notified.at(-1)?.data).toMatchObject({ resultInfo: result });
});

test('answers when it is told to', async () => {
  const { graph, fault, clock, simulation } = await world();
  fault({ outbound: true, outcome: 'answer', afterMs: 5000 });
  await graph('POST', create, toUser);
  await clock.advance(4999);
  expect(simulation.calls[0]?.phase).toBe('establishing');
  await clock.advance(100);
  expect(simulation.calls[0]?.phase).toBe('established');
});

test('a called phone that hangs up ends it with 200/560000', async () => {
  const { graph, clock, simulation, notified } = await world();
  await graph('POST', create, toPhone);
  await clock.advance(500);
  const [call] = simulation.calls;
  if (call === undefined) throw new Error('no call');
  simulation.hangUp(call);
  await clock.advance(0);
  expect(notified.at(-1)?.data).toMatchObject({ resultInfo: { code: 200, subcode: 560_000 } });
});

test('from an instance of another app is refused where the numbers are known', async () => {
  const { graph, simulation } = await world({ numbers: { '+442079460000': 'another-instance' } });
  expect(await graph('POST', create, toPhone)).toMatchObject({ status: 403, code: '7507' });
  simulation.setSwitches({ refuseForeignSource: false });
  expect((await graph('POST', create, toPhone)).status).toBe(201);
});

test('for another tenant than the token is refused with 7505', async () => {
  const { graph, simulation } = await world();
  expect(await graph('POST', create, { ...toUser, tenantId: 'other' })).toMatchObject({
    status: 403,
    code: '7505',
  });
  expect(simulation.calls).toEqual([]);
});

test('who is called answers, presses keys and hangs up as was planned before', async () => {
  const { graph, act, fault, clock, simulation, notified } = await world();
  fault({
    outbound: '+4930901820077',
    outcome: 'answer',
    afterMs: 2000,
    keys: '12',
    keysAfterMs: 500,
    hangUpAfterMs: 3000,
  });
  await graph('POST', create, toPhone);
  await clock.advance(2100);
  const [call] = simulation.calls;
  if (call === undefined) throw new Error('no call');
  await act(call, 'subscribeToTone', {});
  await clock.advance(2899);
  expect(callStates(notified).slice(-2)).toEqual(['established', 'established']);
  expect(call.ended).toBe(false);
  await clock.advance(1);
  expect(call.transcript.entries.filter(({ kind }) => kind === 'key' || kind === 'hangup')).toMatchObject([
    { kind: 'key', key: '1', at: 2500 },
    { kind: 'key', key: '2', at: 2700 },
    { kind: 'hangup', by: 'called', at: 5000 },
  ]);
  expect(notified.at(-1)?.data).toMatchObject({ resultInfo: { code: 200, subcode: 560_000 } });
});

test('who does not answer neither hangs up nor presses keys', () => {
  const plan = { outbound: true, outcome: 'busy', hangUpAfterMs: 1 };
  expect(faultSchema.safeParse(plan).success).toBe(false);
  expect(faultSchema.safeParse({ ...plan, hangUpAfterMs: undefined, keys: '1' }).success).toBe(false);
});

test('keeps the chain id that it is made with', async () => {
  const { outgoing } = await world();
  expect((await outgoing({ ...toUser, callChainId: 'chain-1' })).callChainId).toBe('chain-1');
});

test('a dialled number is the application instance that has it', async () => {
  const { simulation } = await world({ numbers: { '+442079460000': instance } });
  const from = { kind: 'phone', id: '+4930901820001' } as const;
  const call = simulation.placeCall({ from, to: { kind: 'phone', id: '+442079460000' } });
  expect(call.facts.targets[0]).toEqual({
    kind: 'applicationInstance',
    id: instance,
    displayName: '+442079460000',
  });
});
