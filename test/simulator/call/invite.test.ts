import { operations } from '../../../src/operations/index.ts';
import type { SimulatedCall } from '../../../src/simulator/call/simulated-call.ts';
import { answerBody, rosters, toPhone, toUser, world } from '../world.ts';
import type { Asked, World } from '../world.ts';

const agent = '+4930901820077';
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
const toInstance = (id: string): object => ({ identity: { applicationInstance: { id } } });

const invite = (here: World, call: SimulatedCall, ...participants: object[]): Promise<Asked> =>
  here.act(call, 'participants/invite', { participants, clientContext: 'add-1' });

/** What was told of invitations: status and subcode, null where there is no result. */
const verdicts = ({ notified }: World) =>
  notified
    .filter(({ data }) => String(data['@odata.type']).endsWith('inviteParticipantsOperation'))
    .map(({ data }) => [data.status, (data.resultInfo as { subcode: number } | undefined)?.subcode ?? null]);

/** What was told, in order: who was in each list besides the app and the caller, and how each operation ended. */
const order = ({ notified }: World) =>
  notified
    .slice(4)
    .map(({ resourceUrl, data }) => (resourceUrl.endsWith('/participants') ? 'list' : data.status));

test('somebody comes: answered as running, ended, listed, and the call is a group call (SR3)', async () => {
  const here = await world();
  const call = await here.established();
  const answer = await invite(here, call, toPhone(agent));
  expect(answer).toMatchObject({
    status: 200,
    body: {
      '@odata.type': '#microsoft.graph.inviteParticipantsOperation',
      status: 'Running',
      clientContext: 'add-1',
      participants: [{ identity: { phone: { id: agent } } }],
    },
  });
  expect(operations.inviteParticipants.response.parse(answer.body).status).toBe('running');
  const operation = `/communications/calls/${call.id}/operations/${String(answer.body?.id)}`;
  expect(answer.headers.Location).toBe(`http://127.0.0.1/v1.0${operation}`);
  await here.clock.advance(299);
  expect([verdicts(here), call.kind]).toEqual([[], 'oneToOne']);
  await here.clock.advance(101);
  const [end] = here.notified.filter(({ resourceUrl }) => resourceUrl === operation);
  expect(end).toMatchObject({ changeType: 'deleted', data: { status: 'completed', clientContext: 'add-1' } });
  expect(end?.data).not.toHaveProperty('resultInfo');
  expect(rosters(here.notified).map((list) => list.slice(1))).toEqual([['+4930901820001', agent]]);
  expect([call.kind, call.phase]).toEqual(['group', 'established']);
});

test('the list may come before the end of the invitation', async () => {
  const usual = await world();
  await invite(usual, await usual.established(), toUser('u-1'));
  await usual.clock.advance(400);
  expect(order(usual)).toEqual(['completed', 'list']);
  const other = await world({ switches: { rosterBeforeInvite: true } });
  await invite(other, await other.established(), toUser('u-1'));
  await other.clock.advance(400);
  expect(order(other)).toEqual(['list', 'completed']);
});

test.each([
  ['busy', 300, 8539],
  ['declined', 300, 8538],
  ['failed', 300, 9999],
  ['noAnswer', 60_000, 8541],
] as const)(
  'that ends %s fails after %p ms, and the call stays between two',
  async (outcome, ms, subcode) => {
    const here = await world();
    const call = await here.established();
    here.fault({ invite: agent, outcome });
    await invite(here, call, toPhone(agent));
    await here.clock.advance(ms - 1);
    expect(verdicts(here)).toEqual([]);
    await here.clock.advance(1);
    expect(verdicts(here)).toEqual([['failed', subcode]]);
    await here.clock.advance(1000);
    expect([call.kind, call.phase, rosters(here.notified)]).toEqual(['oneToOne', 'established', []]);
  },
);

test.each([
  ['none', null, null],
  ['failure', null, 8539],
  ['always', 0, 8539],
] as const)('carries a result: %s', async (inviteResult, success, failure) => {
  const here = await world({ switches: { inviteResult } });
  const call = await here.established();
  here.fault({ invite: 'u-2', outcome: 'busy' });
  await invite(here, call, toUser('u-1'));
  await invite(here, call, toUser('u-2'));
  await here.clock.advance(400);
  expect(verdicts(here)).toEqual([
    ['completed', success],
    ['failed', failure],
  ]);
});

test('follows a plan: who comes late presses a key and leaves', async () => {
  const here = await world();
  const call = await here.established();
  await here.act(call, 'subscribeToTone', {});
  here.fault({
    invite: agent,
    outcome: 'answer',
    afterMs: 2000,
    keys: '5',
    keysAfterMs: 100,
    hangUpAfterMs: 3000,
  });
  await invite(here, call, toPhone(agent));
  await here.clock.advance(5100);
  expect(here.notified.filter(({ data }) => 'toneInfo' in data)).toHaveLength(1);
  expect(rosters(here.notified).map((list) => list.slice(2))).toEqual([[agent], []]);
  expect(call.phase).toBe('established');
});

test('a fault that is ordered while it rings meets it, and one for another call does not', async () => {
  const here = await world();
  const call = await here.established();
  await invite(here, call, toUser('u-1'));
  here.fault({ invite: true, outcome: 'busy', call: 'another' });
  here.fault({ invite: true, outcome: 'declined' });
  await here.clock.advance(400);
  expect(verdicts(here)).toEqual([['failed', 8538]]);
});

test('who is there already is not there twice', async () => {
  const here = await world();
  const call = await here.established();
  await invite(here, call, toUser('u-1'));
  await here.clock.advance(400);
  await invite(here, call, toUser('u-1'));
  await here.clock.advance(400);
  expect(verdicts(here)).toEqual([
    ['completed', null],
    ['completed', null],
  ]);
  expect(call.roster.company).toHaveLength(2);
});

test('who is hidden is not listed, unless a switch has them', async () => {
  const here = await world();
  const call = await here.established();
  await invite(here, call, toUser('u-1', { hidden: true }));
  await here.clock.advance(400);
  here.simulation.setSwitches({ rosterListsHidden: true });
  here.roster(call, { resend: true });
  await here.clock.advance(0);
  expect(rosters(here.notified).map((list) => list.slice(2))).toEqual([[], ['u-1']]);
});

test('its end may come under operations/participants', async () => {
  const here = await world({ switches: { inviteUnderParticipants: true } });
  const call = await here.established();
  await invite(here, call, toUser('u-1'));
  await here.clock.advance(400);
  expect(here.notified.map(({ resourceUrl }) => resourceUrl)).toContain(
    `/communications/calls/${call.id}/operations/participants`,
  );
  expect(verdicts(here)).toEqual([['completed', null]]);
});

test('its end can be lost or doubled', async () => {
  const here = await world();
  const call = await here.established();
  here.fault({ notification: 'invite', lost: true });
  here.fault({ notification: 'invite', doubled: true });
  await invite(here, call, toUser('u-1'));
  await here.clock.advance(400);
  await invite(here, call, toUser('u-2'));
  await here.clock.advance(400);
  expect(verdicts(here)).toHaveLength(2);
});

test('a caller who hangs up while it rings ends the call, and nothing more is told', async () => {
  const here = await world();
  const call = await here.established();
  await invite(here, call, toUser('u-1'));
  here.simulation.hangUp(call);
  await here.clock.advance(1000);
  expect([call.ended, verdicts(here), rosters(here.notified)]).toEqual([true, [], []]);
});

test('who leaves a group call while somebody is on the way does not end it (SR4)', async () => {
  const here = await world();
  const call = await here.established();
  here.roster(call, { join: { user: 'u-1' } });
  await invite(here, call, toUser('u-2'));
  here.roster(call, { leave: 'u-1' });
  here.simulation.hangUp(call);
  await here.clock.advance(400);
  expect([call.phase, call.roster.company.length]).toEqual(['established', 1]);
  here.fault({ invite: true, outcome: 'busy' });
  await invite(here, call, toUser('u-3'));
  here.roster(call, { leave: 'u-2' });
  await here.clock.advance(400);
  expect(call.ending?.result).toEqual({ code: 200, subcode: 5002 });
});

describe('of several', () => {
  const meetingInfo = {
    '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo',
    joinMeetingId: '123456789',
    passcode: null,
  };

  async function meeting(here: World): Promise<SimulatedCall> {
    here.fault({ meeting: true, participants: ['+4930901820001'] });
    const call = await here.outgoing({ tenantId, meetingInfo });
    await here.clock.advance(400);
    return call;
  }

  test('needs a group call with a chat, unless a switch lets it pass', async () => {
    const here = await world();
    const two = await here.established();
    const several = await here.outgoing({ targets: [toUser('u-8'), toUser('u-9')] });
    await here.clock.advance(400);
    const joined = await meeting(here);
    const statuses = async () => {
      const answers = [];
      for (const call of [two, several, joined]) {
        const { status, code } = await invite(here, call, toUser('u-1'), toUser('u-2'));
        answers.push(code ?? status);
      }
      return answers;
    };
    expect(await statuses()).toEqual(['8523', '8523', 200]);
    here.simulation.setSwitches({ inviteSeveralNeedsChat: false });
    expect(await statuses()).toEqual([200, 200, 200]);
  });

  test.each([
    [true, 'failed'],
    [false, 'completed'],
  ])('of whom one does not come, all being needed: %p, has %s', async (inviteNeedsAll, status) => {
    const here = await world({ switches: { inviteNeedsAll } });
    const call = await meeting(here);
    here.fault({ invite: 'u-2', outcome: 'busy', afterMs: 1000 });
    await invite(here, call, toUser('u-1'), toUser('u-2'), toPhone(agent));
    await here.clock.advance(999);
    expect(verdicts(here)).toEqual([]);
    await here.clock.advance(1);
    expect(verdicts(here)).toEqual([[status, inviteNeedsAll ? 8539 : null]]);
    expect(rosters(here.notified).at(-1)?.slice(2)).toEqual(['u-1', agent]);
  });

  test('of whom none comes fails whatever is needed', async () => {
    const here = await world({ switches: { inviteNeedsAll: false } });
    const call = await meeting(here);
    here.fault({ invite: true, outcome: 'busy', times: 2 });
    await invite(here, call, toUser('u-1'), toUser('u-2'));
    await here.clock.advance(400);
    expect(verdicts(here)).toEqual([['failed', 8539]]);
  });

  test('has one bot at most', async () => {
    const here = await world();
    const call = await meeting(here);
    expect(await invite(here, call, toInstance('b-1'), toInstance('b-2'))).toMatchObject({
      status: 400,
      code: '8523',
    });
    expect(await invite(here, call, toInstance('b-1'), toUser('u-1'))).toMatchObject({ status: 200 });
    await here.clock.advance(400);
    expect(await invite(here, call, toInstance('b-2'))).toMatchObject({ status: 400, code: '8523' });
    here.roster(call, { join: { applicationInstance: 'b-3' } });
    expect(await invite(here, call, toUser('u-2'))).toMatchObject({ status: 200 });
  });

  test('reaches no phones from a call that was joined by a token or came to the bot as a user', async () => {
    const here = await world();
    const token = { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: 'token-1' };
    const joined = await here.outgoing({ tenantId, meetingInfo: token });
    const asUser = here.simulation.placeCall({
      from: { kind: 'user', id: 'u-1' },
      to: { kind: 'application', id: 'bot' },
    });
    await here.act(asUser, 'answer', answerBody);
    await here.clock.advance(400);
    for (const call of [joined, asUser]) {
      expect(await invite(here, call, toPhone(agent))).toMatchObject({ status: 405, code: '8520' });
      expect(await invite(here, call, toUser('u-2'))).toMatchObject({ status: 200 });
    }
  });
});

describe('in place of another call', () => {
  async function withAgent(here: World): Promise<[SimulatedCall, SimulatedCall]> {
    const customer = await here.established();
    const second = await here.outgoing({ targets: [toUser('agent')] });
    await here.clock.advance(400);
    return [customer, second];
  }

  test('the invited one leaves that call, and only the first entry counts', async () => {
    const here = await world();
    const [customer, second] = await withAgent(here);
    const first = toUser('agent', { replacesCallId: second.id });
    expect(await invite(here, customer, first, toUser('u-2'))).toMatchObject({ status: 200 });
    await here.clock.advance(400);
    expect(rosters(here.notified).at(-1)?.slice(2)).toEqual(['agent']);
    expect(second.ending?.result).toEqual({ code: 200, subcode: 7015 });
    expect(customer.phase).toBe('established');
  });

  test('which ends while it rings, it fails', async () => {
    const here = await world();
    const [customer, second] = await withAgent(here);
    await invite(here, customer, toUser('agent', { replacesCallId: second.id }));
    here.simulation.hangUp(second);
    await here.clock.advance(400);
    expect([verdicts(here), customer.kind]).toEqual([[['failed', 9999]], 'oneToOne']);
  });

  test('that is not theirs is refused', async () => {
    const here = await world();
    const [customer, second] = await withAgent(here);
    expect(await invite(here, customer, toUser('other', { replacesCallId: second.id }))).toMatchObject({
      code: '8523',
    });
    expect(await invite(here, customer, toUser('agent', { replacesCallId: customer.id }))).toMatchObject({
      code: '8523',
    });
  });

  test('of a group only a participant moves, who is named', async () => {
    const here = await world();
    const [customer, second] = await withAgent(here);
    const other = here.roster(second, { join: { user: 'other' } });
    const move = (participantId: string | null) =>
      invite(here, customer, toUser('other', { replacesCallId: second.id, participantId }));
    expect(await move(null)).toMatchObject({ status: 404, code: '8522' });
    expect(await move('nobody')).toMatchObject({ status: 404, code: '8522' });
    expect(await move(other)).toMatchObject({ status: 200 });
    here.roster(second, { leave: other });
    await here.clock.advance(400);
    expect(verdicts(here)).toEqual([['failed', 9999]]);
    const again = here.roster(second, { join: { user: 'other' } });
    expect(await move(again)).toMatchObject({ status: 200 });
    await here.clock.advance(400);
    expect(second.roster.company.map(({ party }) => party)).toEqual([{ kind: 'user', id: 'agent' }]);
    expect(customer.roster.company).toHaveLength(2);
    expect([customer.phase, second.phase]).toEqual(['established', 'established']);
  });
});
