import { answerBody, caller, callStates, rosters, toPhone, toUser, world } from '../world.ts';
import type { World } from '../world.ts';
import type { SimulatedCall } from '../../../src/simulator/call/simulated-call.ts';

const appId = '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1';
const three = { targets: [toUser('u-1'), toUser('u-2'), toUser('u-3')] };

const ends = ({ notified }: World) => notified.filter(({ data }) => data.state === 'terminated');

describe('a call to several', () => {
  test('is established when the first answers, and tells who is there each time', async () => {
    const here = await world();
    here.fault({ outbound: 'u-2', outcome: 'answer', afterMs: 1000 });
    here.fault({ outbound: 'u-3', outcome: 'busy' });
    const call = await here.outgoing(three);
    expect(call).toMatchObject({ kind: 'group', phase: 'establishing' });
    await here.clock.advance(400);
    expect(callStates(here.notified)).toEqual(['establishing', 'established', 'audio active']);
    expect(rosters(here.notified)).toEqual([[appId, 'u-1']]);
    await here.clock.advance(1000);
    expect(rosters(here.notified)).toEqual([
      [appId, 'u-1'],
      [appId, 'u-1', 'u-2'],
    ]);
    expect(call.transcript.entries.filter(({ kind }) => kind === 'roster')).toMatchObject([
      { what: 'joined', who: 'u-1', at: 300 },
      { what: 'busy', who: 'u-3', participant: null, at: 300 },
      { what: 'joined', who: 'u-2', at: 1000 },
    ]);
  });

  test('may be established before anybody has answered', async () => {
    const here = await world({ switches: { groupWaitsForAnswer: false } });
    await here.outgoing(three);
    await here.clock.advance(100);
    expect(callStates(here.notified)).toEqual(['establishing', 'established', 'audio active']);
    expect(rosters(here.notified)).toEqual([[appId]]);
    await here.clock.advance(300);
    expect(rosters(here.notified).at(-1)).toEqual([appId, 'u-1', 'u-2', 'u-3']);
  });

  test.each([true, false])(
    'that nobody takes ends with 200/5013, waiting for an answer: %p',
    async (waits) => {
      const here = await world({ switches: { groupWaitsForAnswer: waits } });
      here.fault({ outbound: true, outcome: 'declined', times: 3 });
      await here.outgoing(three);
      await here.clock.advance(400);
      expect(ends(here).map(({ data }) => data.resultInfo)).toMatchObject([{ code: 200, subcode: 5013 }]);
    },
  );

  test('ends with 200/5002 when everybody else has left (SR4)', async () => {
    const here = await world();
    here.fault({ outbound: 'u-1', outcome: 'answer', hangUpAfterMs: 1000 });
    const call = await here.outgoing(three);
    await here.clock.advance(1400);
    expect(rosters(here.notified).at(-1)).toEqual([appId, 'u-2', 'u-3']);
    here.simulation.hangUp(call);
    await here.clock.advance(0);
    expect(ends(here).map(({ data }) => data.resultInfo)).toMatchObject([{ code: 200, subcode: 5002 }]);
  });

  test('does not end while somebody still rings', async () => {
    const here = await world();
    here.fault({ outbound: 'u-1', outcome: 'answer', hangUpAfterMs: 100 });
    here.fault({ outbound: 'u-2', outcome: 'answer', afterMs: 5000 });
    here.fault({ outbound: 'u-3', outcome: 'noAnswer' });
    const call = await here.outgoing(three);
    await here.clock.advance(4000);
    expect([call.phase, call.roster.company]).toEqual(['established', []]);
    await here.clock.advance(1000);
    expect(rosters(here.notified).at(-1)).toEqual([appId, 'u-2']);
  });

  test('takes no phones, unless a switch lets it', async () => {
    const here = await world();
    const body = {
      callbackUri: 'https://voice.example.net/callbacks/calls/2',
      requestedModalities: ['audio'],
      mediaConfig: answerBody.mediaConfig,
      targets: [toUser('u-1'), toPhone('+4930901820077')],
      source: { identity: { applicationInstance: { id: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901' } } },
      tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
    };
    const ask = () => here.graph('POST', '/v1.0/communications/calls', body);
    expect(await ask()).toMatchObject({ status: 400, code: '8523' });
    here.simulation.setSwitches({ groupTargetsVoipOnly: false });
    expect(await ask()).toMatchObject({ status: 201 });
  });

  test('shows all its targets and no chat', async () => {
    const here = await world();
    const call = await here.outgoing(three);
    const { body } = await here.graph('GET', `/v1.0/communications/calls/${call.id}`);
    expect(body).toMatchObject({ chatInfo: null, meetingInfo: null });
    expect(
      (body?.targets as { identity: { user: { id: string } } }[]).map((one) => one.identity.user.id),
    ).toEqual(['u-1', 'u-2', 'u-3']);
  });
});

describe('who takes part', () => {
  async function group(here: World): Promise<SimulatedCall> {
    const call = await here.established();
    here.roster(call, { join: { user: 'u-1' } });
    await here.clock.advance(0);
    return call;
  }

  test('is told of no call between two, unless a switch wants it (SR2)', async () => {
    const quiet = await world();
    await quiet.established();
    expect(rosters(quiet.notified)).toEqual([]);
    const talkative = await world({ switches: { rosterInOneToOne: true } });
    await talkative.established();
    expect(rosters(talkative.notified)).toHaveLength(1);
    expect(rosters(talkative.notified)[0]).toContain('+4930901820001');
  });

  test('is told of a call to which somebody came, which is a group call from then on (SR3)', async () => {
    const here = await world();
    const call = await group(here);
    const frontDesk = '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901';
    expect(call.kind).toBe('group');
    here.roster(call, { leave: 'u-1' });
    await here.clock.advance(0);
    expect(rosters(here.notified)).toEqual([
      [frontDesk, '+4930901820001', 'u-1'],
      [frontDesk, '+4930901820001'],
    ]);
    expect(call.kind).toBe('group');
  });

  test('is told with the documented envelope', async () => {
    const here = await world();
    const call = await group(here);
    expect(here.notified.at(-1)).toMatchObject({
      changeType: 'updated',
      resource: `/app/calls/${call.id}/participants`,
      resourceUrl: `/communications/calls/${call.id}/participants`,
      url: 'https://voice.example.net/callbacks/calls/1',
    });
    const [, first] = here.notified.at(-1)?.data as unknown as object[];
    expect(first).toEqual({
      '@odata.type': '#microsoft.graph.participant',
      id: call.otherParticipantId,
      info: {
        '@odata.type': '#microsoft.graph.participantInfo',
        identity: {
          '@odata.type': '#microsoft.graph.identitySet',
          phone: { '@odata.type': '#microsoft.graph.identity', id: '+4930901820001' },
        },
        endpointType: 'default',
        region: null,
        languageId: null,
      },
      mediaStreams: [
        {
          '@odata.type': '#microsoft.graph.mediaStream',
          mediaType: 'audio',
          sourceId: '1',
          direction: 'sendReceive',
          serverMuted: false,
        },
      ],
      isMuted: false,
      isInLobby: false,
      rosterSequenceNumber: 2,
    });
  });

  const numbers = ({ notified }: World) =>
    notified
      .filter(({ resourceUrl }) => resourceUrl.endsWith('/participants'))
      .map(({ data }) =>
        (data as unknown as { rosterSequenceNumber: number }[]).map((one) => one.rosterSequenceNumber),
      );

  test('carries the number of its last change, or that of the list (SR1)', async () => {
    const here = await world();
    const call = await group(here);
    here.roster(call, { mute: caller.kind === 'phone' ? caller.id : '' });
    here.simulation.setSwitches({ rosterNumberOfList: true });
    await here.clock.advance(0);
    here.roster(call, { unmute: call.otherParticipantId });
    await here.clock.advance(0);
    expect(numbers(here)).toEqual([
      [1, 2, 3],
      [1, 4, 3],
      [5, 5, 5],
    ]);
  });

  test('comes as differences where the app asked for that, with who has gone', async () => {
    const here = await world();
    const call = await here.incoming();
    const callOptions = { '@odata.type': '#microsoft.graph.incomingCallOptions', isDeltaRosterEnabled: true };
    await here.act(call, 'answer', { ...answerBody, callOptions });
    await here.clock.advance(100);
    here.roster(call, { join: { user: 'u-1' } });
    here.roster(call, { mute: 'u-1' });
    here.roster(call, { leave: 'u-1' });
    await here.clock.advance(0);
    expect(rosters(here.notified)).toEqual([['u-1'], ['u-1 muted'], ['u-1 muted gone']]);
  });

  test('may be told twice, and with who has gone in the whole list', async () => {
    const here = await world({ switches: { rosterTwice: true, rosterListsGone: true } });
    const call = await group(here);
    here.roster(call, { leave: 'u-1' });
    await here.clock.advance(0);
    const [first, second, third, fourth] = rosters(here.notified).map((list) => list.slice(1));
    expect([first, third]).toEqual([
      ['+4930901820001', 'u-1'],
      ['+4930901820001', 'u-1 gone'],
    ]);
    expect([second, fourth]).toEqual([first, third]);
  });

  test('can be lost on the way, and told once more', async () => {
    const here = await world();
    here.fault({ notification: 'roster', lost: true });
    const call = await group(here);
    expect(rosters(here.notified)).toEqual([]);
    here.roster(call, { resend: true });
    await here.clock.advance(0);
    expect(rosters(here.notified)).toHaveLength(1);
    expect(call.transcript.entries.filter(({ kind }) => kind === 'notification').at(-1)).toMatchObject({
      about: ['participants updated 3'],
    });
  });

  test('is listed on request, also of a call between two', async () => {
    const here = await world();
    const call = await here.established();
    const list = async () =>
      (await here.graph('GET', `/v1.0/communications/calls/${call.id}/participants`)).body?.value as {
        id: string;
      }[];
    expect((await list()).map(({ id }) => id)).toEqual([call.myParticipantId, call.otherParticipantId]);
    const third = here.roster(call, { join: { guest: 'g-1' } });
    expect((await list()).map(({ id }) => id)).toEqual([
      call.myParticipantId,
      call.otherParticipantId,
      third,
    ]);
  });

  test('may wait to be let in, or be turned away', async () => {
    const here = await world();
    const call = await here.established();
    here.roster(call, { join: { user: 'u-1' }, inLobby: true });
    here.roster(call, { join: { user: 'u-2' }, inLobby: true });
    here.roster(call, { admit: 'u-1' });
    here.roster(call, { deny: 'u-2' });
    await here.clock.advance(0);
    expect(rosters(here.notified).map((list) => list.slice(2))).toEqual([
      ['u-1 lobby'],
      ['u-1 lobby', 'u-2 lobby'],
      ['u-1', 'u-2 lobby'],
      ['u-1'],
    ]);
    expect(() => here.roster(call, { admit: 'u-1' })).toThrow('only who waits in the lobby');
  });

  test('changes after the caller has left, and the app stays with the others', async () => {
    const here = await world();
    const call = await group(here);
    here.simulation.hangUp(call);
    await here.clock.advance(1000);
    expect([call.phase, rosters(here.notified).at(-1)?.slice(1)]).toEqual(['established', ['u-1']]);
    here.roster(call, { leave: 'u-1' });
    await here.clock.advance(0);
    expect(ends(here).map(({ data }) => data.resultInfo)).toMatchObject([{ code: 200, subcode: 5002 }]);
  });

  test('can remove the app: 200/5000; of a call between two only the other leaves, which ends it', async () => {
    const here = await world();
    const two = await here.established();
    expect(() => here.roster(two, { leave: 'app' })).toThrow('only of a group call');
    here.roster(two, { leave: '+4930901820001' });
    expect(two.ending?.result).toEqual({ code: 200, subcode: 540_000 });
    const call = await group(here);
    here.roster(call, { leave: 'app' });
    expect(call.ending?.result).toEqual({ code: 200, subcode: 5000 });
  });

  test('cannot be somebody who is not there, and nobody comes to a call that is not established', async () => {
    const here = await world();
    const call = await here.incoming();
    expect(() => here.roster(call, { join: { user: 'u-1' } })).toThrow('only to an established call');
    expect(() => here.roster(call, { leave: 'u-9' })).toThrow('nobody in the call is "u-9"');
  });
});

test('in a group call a transfer names who is moved; in a call between two it must not', async () => {
  const here = await world();
  const call = await here.established();
  const transferTarget = toUser('u-9');
  here.roster(call, { join: { user: 'u-1' } });
  expect(await here.act(call, 'transfer', { transferTarget })).toMatchObject({ status: 400, code: '8523' });
  const moved = (participantId: string) => ({
    transferTarget,
    transferee: { ...toUser('u-1'), participantId },
  });
  expect(await here.act(call, 'transfer', moved('nobody'))).toMatchObject({ status: 404, code: '8522' });
  expect(await here.act(call, 'transfer', moved(call.myParticipantId))).toMatchObject({ code: '8522' });
  const [, , third] = call.roster.all;
  expect(await here.act(call, 'transfer', moved(third?.id ?? ''))).toMatchObject({ status: 202 });
  await here.clock.advance(1000);
  expect(call.ending?.result).toEqual({ code: 0, subcode: 7015 });
});
