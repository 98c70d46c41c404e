import { callStates, rosters, serviceHosted, world } from '../world.ts';
import type { World } from '../world.ts';

const appId = '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1';
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
const byId = {
  tenantId,
  meetingInfo: {
    '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo',
    joinMeetingId: '123456789',
    passcode: 'x',
  },
};
const threadId = '19:meeting_abc123@thread.v2';
const byOrganizer = {
  tenantId,
  chatInfo: { threadId, messageId: '0' },
  meetingInfo: {
    '@odata.type': '#microsoft.graph.organizerMeetingInfo',
    organizer: { user: { id: 'organizer-1' } },
  },
};
const byToken = {
  tenantId,
  meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: 'token-1' },
};

const result = ({ notified }: World) =>
  notified.find(({ data }) => data.state === 'terminated')?.data.resultInfo;

test.each([
  ['its organizer', byOrganizer, threadId],
  ['its organizer, who names the fault', byOrganizer, 'organizer-1'],
  ['its id and passcode', byId, '123456789'],
  ['a token', byToken, 'token-1'],
])('is joined by %s: established, audio, and who is there', async (_how, body, meeting) => {
  const here = await world();
  here.fault({ meeting, participants: ['+4930901820001', { user: 'u-1', displayName: 'Ada' }] });
  const call = await here.outgoing(body);
  expect(call).toMatchObject({ kind: 'group', phase: 'establishing', facts: { targets: [] } });
  await here.clock.advance(400);
  expect(callStates(here.notified)).toEqual(['establishing', 'established', 'audio active']);
  expect(rosters(here.notified)).toEqual([[appId, '+4930901820001', 'u-1']]);
  expect(here.simulation.faults.waiting).toEqual([]);
});

test('establishing tells its chat and coordinates, and so does the call', async () => {
  const here = await world();
  const call = await here.outgoing(byOrganizer);
  await here.clock.advance(20);
  const told = { chatInfo: { threadId }, meetingInfo: { organizer: { user: { id: 'organizer-1' } } } };
  expect(here.notified[0]?.data).toMatchObject(told);
  const { body } = await here.graph('GET', `/v1.0/communications/calls/${call.id}`);
  expect(body).toMatchObject({ ...told, targets: [] });
});

describe('its lobby', () => {
  test('holds the app until it is let in', async () => {
    const here = await world();
    here.fault({ meeting: true, outcome: 'lobby', participants: ['+4930901820001'] });
    const call = await here.outgoing(byId);
    await here.clock.advance(60_000);
    expect(callStates(here.notified)).toEqual(['establishing']);
    expect(rosters(here.notified)).toEqual([]);
    here.roster(call, { admit: 'app' });
    await here.clock.advance(100);
    expect(callStates(here.notified)).toEqual(['establishing', 'established', 'audio active']);
    expect(rosters(here.notified)).toEqual([[appId, '+4930901820001']]);
  });

  test('is behind the app once it is let in, whatever was planned', async () => {
    const here = await world();
    here.fault({ meeting: true, outcome: 'denied', afterMs: 1000, participants: ['+4930901820001'] });
    const call = await here.outgoing(byId);
    await here.clock.advance(800);
    here.roster(call, { admit: 'app' });
    await here.clock.advance(1_800_000);
    expect([call.phase, callStates(here.notified).length]).toEqual(['established', 3]);
  });

  test('leads to a meeting in which the app may be alone', async () => {
    const here = await world();
    here.fault({ meeting: true, outcome: 'lobby', afterMs: 1000 });
    await here.outgoing(byId);
    await here.clock.advance(1300 + 600_000 - 1);
    expect(result(here)).toBeUndefined();
    await here.clock.advance(1);
    expect(result(here)).toMatchObject({ code: 200, subcode: 5013 });
  });

  test('may be told by a list', async () => {
    const here = await world({ switches: { rosterInLobby: true } });
    here.fault({ meeting: true, outcome: 'lobby', afterMs: 1000 });
    await here.outgoing(byId);
    await here.clock.advance(2000);
    expect(rosters(here.notified)).toEqual([[`${appId} lobby`], [appId]]);
    expect(callStates(here.notified)).toEqual(['establishing', 'established', 'audio active']);
  });

  test('turns the app away', async () => {
    const planned = await world();
    planned.fault({ meeting: true, outcome: 'denied', afterMs: 1000 });
    await planned.outgoing(byId);
    await planned.clock.advance(1299);
    expect(result(planned)).toBeUndefined();
    await planned.clock.advance(1);
    expect(result(planned)).toMatchObject({ code: 200, subcode: 5300 });
    const byHand = await world();
    byHand.fault({ meeting: true, outcome: 'lobby' });
    const call = await byHand.outgoing(byId);
    await byHand.clock.advance(1000);
    byHand.roster(call, { deny: 'app' });
    await byHand.clock.advance(0);
    expect(result(byHand)).toMatchObject({ code: 200, subcode: 5300 });
  });

  test('gives the app up after half an hour: 200/5855', async () => {
    const here = await world();
    here.fault({ meeting: true, outcome: 'lobby' });
    await here.outgoing(byId);
    await here.clock.advance(300 + 1_800_000 - 1);
    expect(result(here)).toBeUndefined();
    await here.clock.advance(1);
    expect(result(here)).toMatchObject({ code: 200, subcode: 5855 });
  });
});

test.each([
  ['locked', byId, { code: 403, subcode: 8560 }],
  ['unknown', byId, { code: 404, subcode: 8561 }],
  ['unknown', byToken, { code: 400, subcode: 8526 }],
] as const)('that is %s ends the call, or is refused at once', async (outcome, body, expected) => {
  const here = await world();
  here.fault({ meeting: true, outcome, times: 2 });
  await here.outgoing(body);
  await here.clock.advance(300);
  expect(callStates(here.notified)).toEqual(['establishing', 'terminated']);
  expect(result(here)).toMatchObject(expected);
  here.simulation.setSwitches({ meetingRefusedAtOnce: true });
  const callbackUri = 'https://voice.example.net/callbacks/calls/2';
  const asked = { ...body, callbackUri, requestedModalities: ['audio'], mediaConfig: serviceHosted };
  expect(await here.graph('POST', '/v1.0/communications/calls', asked)).toMatchObject({
    status: expected.code,
    code: String(expected.subcode),
  });
  expect(here.simulation.calls).toHaveLength(1);
  expect(here.simulation.log.violations).toEqual([]);
});

test('in which the app stays alone it leaves after 10 min: 200/5013, or 5002 when others were there', async () => {
  const here = await world();
  await here.outgoing(byId);
  await here.clock.advance(300 + 600_000 - 1);
  expect(result(here)).toBeUndefined();
  await here.clock.advance(1);
  expect(result(here)).toMatchObject({ code: 200, subcode: 5013 });
  const later = await world();
  const call = await later.outgoing(byId);
  await later.clock.advance(500_000);
  later.roster(call, { join: { user: 'u-1' } });
  await later.clock.advance(500_000);
  later.roster(call, { leave: 'u-1' });
  await later.clock.advance(600_000 - 1);
  expect(call.phase).toBe('established');
  await later.clock.advance(1);
  expect(result(later)).toMatchObject({ code: 200, subcode: 5002 });
});

test('whose company comes back gives the app the whole time again; who only waits was never company', async () => {
  const here = await world();
  const call = await here.outgoing(byId);
  await here.clock.advance(400);
  here.roster(call, { join: { user: 'u-1' }, inLobby: true });
  here.roster(call, { deny: 'u-1' });
  await here.clock.advance(1);
  expect(call.roster.hadCompany).toBe(false);
  here.roster(call, { join: { user: 'u-1' } });
  here.roster(call, { leave: 'u-1' });
  await here.clock.advance(300_000);
  here.roster(call, { join: { user: 'u-1' } });
  here.roster(call, { leave: 'u-1' });
  await here.clock.advance(600_000 - 1);
  expect(call.phase).toBe('established');
  await here.clock.advance(1);
  expect(call.ended).toBe(true);
});

test('tells differences where createCall asked for them', async () => {
  const here = await world();
  const callOptions = { '@odata.type': '#microsoft.graph.outgoingCallOptions', isDeltaRosterEnabled: true };
  const call = await here.outgoing({ ...byId, callOptions });
  await here.clock.advance(400);
  here.roster(call, { join: { user: 'u-1' } });
  await here.clock.advance(0);
  expect(rosters(here.notified)).toEqual([[appId], ['u-1']]);
});

test('the app leaves its own way only', async () => {
  const here = await world();
  here.fault({ meeting: true, participants: ['+4930901820001'] });
  const call = await here.outgoing(byId);
  await here.clock.advance(400);
  expect((await here.graph('DELETE', `/v1.0/communications/calls/${call.id}`)).status).toBe(204);
  await here.clock.advance(100);
  expect(result(here)).toMatchObject({ code: 200, subcode: 7000 });
});
