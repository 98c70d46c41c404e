import type { SimulatedCall } from '../../../src/simulator/call/simulated-call.ts';
import { callStates, toUser, world } from '../world.ts';
import type { World } from '../world.ts';

/** The caller's call and the agent's, both up. */
async function withAgent(here: World): Promise<[SimulatedCall, SimulatedCall]> {
  const customer = await here.established();
  const second = await here.outgoing({ targets: [toUser('agent')] });
  await here.clock.advance(400);
  return [customer, second];
}

const hand = (here: World, from: SimulatedCall, to: SimulatedCall) =>
  here.act(from, 'transfer', { transferTarget: toUser('agent', { replacesCallId: to.id }) });

/** Which calls have ended, in the order in which the app was told, and how. */
const ends = ({ notified }: World) =>
  notified
    .filter(({ data }) => data.state === 'terminated')
    .map(({ data }) => [data.id, data.terminationReason ?? (data.resultInfo as { subcode: number }).subcode]);

const told = ({ notified }: World, call: SimulatedCall) =>
  callStates(notified.filter(({ resourceUrl }) => resourceUrl.endsWith(call.id)));

test.each([
  [false, ['customer', 'agent']],
  [true, ['agent', 'customer']],
])('both calls end, the replaced one first: %p', async (replacedCallEndsFirst, expected) => {
  const here = await world({ switches: { replacedCallEndsFirst } });
  const [customer, second] = await withAgent(here);
  expect((await hand(here, customer, second)).status).toBe(202);
  await here.clock.advance(1000);
  expect(ends(here).map(([id]) => (id === customer.id ? 'customer' : 'agent'))).toEqual(expected);
  expect(new Map(ends(here).map(([id, how]) => [id, how]))).toEqual(
    new Map<unknown, unknown>([
      [customer.id, 'AppTransferred'],
      [second.id, 7015],
    ]),
  );
  expect(told(here, second)).toEqual(['establishing', 'established', 'audio active', 'terminated']);
});

test.each([
  ['reason', undefined, 'AppTransferred'],
  ['example', { code: 0, subcode: 7015 }, undefined],
  ['table', { code: 200, subcode: 7015 }, undefined],
] as const)('success comes as a blind one does where a switch has it: %s', async (shape, result, reason) => {
  const here = await world({ switches: { consultativeResult: shape } });
  const [customer, second] = await withAgent(here);
  await hand(here, customer, second);
  await here.clock.advance(1000);
  const end = here.notified.find(({ data }) => data.state === 'terminated' && data.id === customer.id)?.data;
  expect(end?.terminationReason).toBe(reason);
  if (result === undefined) expect(end).not.toHaveProperty('resultInfo');
  else expect(end?.resultInfo).toMatchObject(result);
});

test.each([
  [
    'the agent hangs up',
    (here: World, call: SimulatedCall): Promise<unknown> => {
      here.simulation.hangUp(call);
      return Promise.resolve();
    },
  ],
  [
    'the app ends the second call',
    (here: World, call: SimulatedCall) => here.graph('DELETE', `/v1.0/communications/calls/${call.id}`),
  ],
])('fails with 500/7700 where %s before the verdict, and the caller is there again', async (_what, end) => {
  const here = await world();
  const [customer, second] = await withAgent(here);
  await hand(here, customer, second);
  await here.clock.advance(100);
  await end(here, second);
  await here.clock.advance(199);
  expect(told(here, customer).at(-1)).toBe('transferring');
  await here.clock.advance(1);
  expect(here.notified.findLast(({ data }) => data.id === customer.id)?.data).toMatchObject({
    state: 'established',
    resultInfo: { code: 500, subcode: 7700 },
  });
  expect([customer.phase, customer.audio]).toEqual(['established', 'active']);
});

test('a caller who hangs up meanwhile leaves the second call to the app', async () => {
  const here = await world();
  const [customer, second] = await withAgent(here);
  await hand(here, customer, second);
  await here.clock.advance(100);
  here.simulation.hangUp(customer);
  await here.clock.advance(10_000);
  expect([customer.phase, second.phase]).toEqual(['terminated', 'established']);
  expect((await here.graph('DELETE', `/v1.0/communications/calls/${second.id}`)).status).toBe(204);
  await here.clock.advance(100);
  expect(ends(here).map(([id]) => id)).toEqual([customer.id, second.id]);
});

test('a caller who hangs up while the agent rings leaves that call ringing until the app ends it', async () => {
  const here = await world();
  const customer = await here.established();
  here.fault({ outbound: 'agent', outcome: 'answer', afterMs: 20_000 });
  const second = await here.outgoing({ targets: [toUser('agent')] });
  await here.clock.advance(1000);
  here.simulation.hangUp(customer);
  await here.clock.advance(1000);
  expect([customer.phase, second.phase]).toEqual(['terminated', 'establishing']);
  expect((await here.graph('DELETE', `/v1.0/communications/calls/${second.id}`)).status).toBe(204);
  await here.clock.advance(30_000);
  expect(told(here, second)).toEqual(['establishing', 'terminating', 'terminated']);
});

describe('to a call that is over already', () => {
  test('is refused, and is nobody’s mistake', async () => {
    const here = await world();
    const [customer, second] = await withAgent(here);
    here.simulation.hangUp(second);
    expect(await hand(here, customer, second)).toMatchObject({ status: 400, code: '8523' });
    expect(here.simulation.log.violations).toEqual([]);
    expect(here.simulation.log.late).toHaveLength(1);
    expect(customer.phase).toBe('established');
  });

  test('is taken and fails where a switch has it', async () => {
    const here = await world({ switches: { replacedGoneFails: true } });
    const [customer, second] = await withAgent(here);
    here.simulation.hangUp(second);
    expect(await hand(here, customer, second)).toMatchObject({ status: 202 });
    await here.clock.advance(300);
    expect(here.notified.at(-1)?.data).toMatchObject({
      state: 'established',
      resultInfo: { code: 500, subcode: 7700 },
    });
  });
});

test('to a call that still rings is the app’s mistake', async () => {
  const here = await world();
  const customer = await here.established();
  const second = await here.outgoing({ targets: [toUser('agent')] });
  expect(await hand(here, customer, second)).toMatchObject({ status: 400, code: '8523' });
  expect(here.simulation.log.violations).toHaveLength(1);
});
