import { callStates, operationEnds, prompt, world } from '../world.ts';
import type { World } from '../world.ts';
import type { SimulatedCall } from '../../../src/simulator/call/simulated-call.ts';

const agent = 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60';
const target = (identity: object, more: object = {}) => ({ transferTarget: { identity, ...more } });
const toAgent = target({ user: { id: agent } });

async function transferred(here: World): Promise<SimulatedCall> {
  const call = await here.established();
  expect(await here.act(call, 'transfer', toAgent)).toMatchObject({ status: 202, body: null });
  await here.clock.advance(400);
  return call;
}

test.each([
  { user: { id: agent } },
  { phone: { id: '+442079460000' } },
  { applicationInstance: { id: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901' } },
])('to %j succeeds: transferring, accepted, audio off, terminated with 0/7015', async (identity) => {
  const { established, act, clock, notified } = await world();
  const call = await established();
  await act(call, 'transfer', target(identity));
  await clock.advance(299);
  expect(callStates(notified).at(-1)).toBe('transferring');
  await clock.advance(100);
  expect(callStates(notified).slice(4)).toEqual([
    'transferring',
    'transferAccepted',
    'audio inactive',
    'terminated',
  ]);
  expect(notified.at(-1)).toMatchObject({
    changeType: 'deleted',
    data: { resultInfo: { code: 0, subcode: 7015, message: 'GracefulTransferCompleted' } },
  });
});

test('success comes in each of its three documented shapes', async () => {
  const table = await world({ switches: { transferResult: 'table' } });
  await transferred(table);
  expect(table.notified.at(-1)?.data).toMatchObject({ resultInfo: { code: 200, subcode: 7015 } });
  const reason = await world({ switches: { transferResult: 'reason' } });
  await transferred(reason);
  expect(reason.notified.at(-1)?.data).toMatchObject({ terminationReason: 'AppTransferred' });
  expect(reason.notified.at(-1)?.data).not.toHaveProperty('resultInfo');
});

test('transferAccepted may come after the audio is off', async () => {
  const here = await world({ switches: { transferAcceptedLate: true } });
  await transferred(here);
  expect(callStates(here.notified).slice(-3)).toEqual(['audio inactive', 'transferAccepted', 'terminated']);
});

test.each([
  ['failed', { code: 500, subcode: 7000 }],
  ['busy', { code: 486, subcode: 8539 }],
  ['noAnswer', { code: 480, subcode: 8541 }],
] as const)(
  'that ends %s puts the call back to established with %j, usable again',
  async (outcome, result) => {
    const { established, act, clock, fault, notified } = await world();
    const call = await established();
    fault({ transfer: agent, outcome });
    await act(call, 'transfer', toAgent);
    await clock.advance(300);
    expect(notified.at(-1)).toMatchObject({
      changeType: 'updated',
      data: { state: 'established', resultInfo: result },
    });
    expect((await act(call, 'playPrompt', { prompts: [prompt(100)], clientContext: 'sorry' })).status).toBe(
      200,
    );
    await clock.advance(100);
    expect(operationEnds(notified)).toEqual([['sorry', 'completed', 0]]);
    expect((await act(call, 'transfer', toAgent)).status).toBe(202);
    await clock.advance(400);
    expect(call.ended).toBe(true);
  },
);

test('a fault that is ordered while it is undecided meets it', async () => {
  const { established, act, clock, fault } = await world();
  const call = await established();
  await act(call, 'transfer', toAgent);
  await clock.advance(200);
  fault({ transfer: true, outcome: 'busy' });
  await clock.advance(100);
  expect(call.phase).toBe('established');
});

test('a fault for one target leaves the others alone', async () => {
  const here = await world();
  here.fault({ transfer: '+442079460000', outcome: 'busy' });
  expect((await transferred(here)).ended).toBe(true);
  expect(here.simulation.faults.waiting).toHaveLength(1);
});

test('a second one meanwhile is a conflict, and media is refused', async () => {
  const { established, act } = await world();
  const call = await established();
  await act(call, 'transfer', toAgent);
  expect(await act(call, 'transfer', toAgent)).toMatchObject({ status: 409, code: '8607' });
  expect(await act(call, 'playPrompt', { prompts: [prompt(100)] })).toMatchObject({
    status: 400,
    code: '8585',
  });
});

test('a caller who hangs up meanwhile ends it', async () => {
  const { established, act, simulation, clock, notified } = await world();
  const call = await established();
  await act(call, 'transfer', toAgent);
  await clock.advance(100);
  simulation.hangUp(call);
  await clock.advance(1000);
  expect(callStates(notified).slice(-2)).toEqual(['transferring', 'terminated']);
});

test('transferee is for group calls', async () => {
  const { established, act } = await world();
  const call = await established();
  const transferee = { identity: { user: { id: agent } }, participantId: 'p' };
  expect(await act(call, 'transfer', { ...toAgent, transferee })).toMatchObject({
    status: 400,
    code: '8523',
  });
});

describe('consultative', () => {
  async function withAgent(here: World): Promise<[SimulatedCall, SimulatedCall]> {
    const customer = await here.established();
    const created = await here.graph('POST', '/v1.0/communications/calls', {
      callbackUri: 'https://voice.example.net/callbacks/calls/2',
      requestedModalities: ['audio'],
      mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
      targets: [{ identity: { user: { id: agent } } }],
    });
    await here.clock.advance(500);
    const second = here.simulation.find(String(created.body?.id));
    if (second === null) throw new Error('no second call');
    return [customer, second];
  }

  test('ends both calls, the first as AppTransferred', async () => {
    const here = await world();
    const [customer, second] = await withAgent(here);
    const body = target({ user: { id: agent } }, { replacesCallId: second.id });
    expect((await here.act(customer, 'transfer', body)).status).toBe(202);
    await here.clock.advance(1000);
    const ends = here.notified.filter(({ data }) => data.state === 'terminated');
    expect(ends.map(({ data }) => [data.id, data.terminationReason])).toEqual([
      [customer.id, 'AppTransferred'],
      [second.id, undefined],
    ]);
  });

  test('that fails says 500/7700 and leaves both calls', async () => {
    const here = await world();
    const [customer, second] = await withAgent(here);
    here.fault({ transfer: true, outcome: 'failed' });
    await here.act(customer, 'transfer', target({ user: { id: agent } }, { replacesCallId: second.id }));
    await here.clock.advance(1000);
    expect(here.notified.at(-1)?.data).toMatchObject({
      state: 'established',
      resultInfo: { code: 500, subcode: 7700 },
    });
    expect([customer.phase, second.phase]).toEqual(['established', 'established']);
  });

  test('names the party of the call that it replaces', async () => {
    const here = await world();
    const [customer, second] = await withAgent(here);
    const other = target({ user: { id: 'somebody-else' } }, { replacesCallId: second.id });
    expect(await here.act(customer, 'transfer', other)).toMatchObject({ status: 400, code: '8523' });
    const gone = target({ user: { id: agent } }, { replacesCallId: '7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002' });
    expect(await here.act(customer, 'transfer', gone)).toMatchObject({ status: 400, code: '8523' });
    expect(customer.phase).toBe('established');
  });
});

test('one that fails without a word leaves the call established, and nothing is told of it', async () => {
  const here = await world();
  const call = await here.established();
  here.fault({ transfer: true, outcome: 'never', afterMs: 500 });
  await here.act(call, 'transfer', toAgent);
  await here.clock.advance(499);
  expect(call.phase).toBe('transferring');
  await here.clock.advance(100_000);
  expect(call.phase).toBe('established');
  expect(callStates(here.notified).at(-1)).toBe('transferring');
  expect(await here.act(call, 'transfer', toAgent)).toMatchObject({ status: 202 });
});
