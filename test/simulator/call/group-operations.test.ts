/** What the operations on participants, audio and what is shared do in a group call, and what the app is told of it. */
import type { SimulatedCall } from '../../../src/simulator/call/simulated-call.ts';
import type { SimulatorOptions } from '../../../src/simulator/index.ts';
import { answerBody, caller, prompt, rosters, world } from '../world.ts';
import type { Asked, Notified, World } from '../world.ts';

const ada = 'ada';
const number = caller.kind === 'phone' ? caller.id : '';

interface GroupCall extends World {
  readonly call: SimulatedCall;
  /** A request below the call. */
  readonly ask: (method: string, below: string, body?: object, version?: string) => Promise<Asked>;
  /** The participant id of the caller, and of who came later. */
  readonly callerIs: string;
  readonly adaIs: string;
}

/** A call that was answered, to which Ada has come; what was told until then is forgotten. */
async function groupCall(options: SimulatorOptions = {}, more: object = {}): Promise<GroupCall> {
  const here = await world(options);
  const call = await here.incoming();
  await here.act(call, 'answer', { ...answerBody, ...more });
  await here.clock.advance(100);
  const adaIs = here.roster(call, { join: { user: ada } });
  await here.clock.advance(0);
  here.notified.length = 0;
  const ask: GroupCall['ask'] = (method, below, body, version = 'v1.0') =>
    here.graph(method, `/${version}/communications/calls/${call.id}/${below}`, body);
  return { ...here, call, ask, adaIs, callerIs: call.otherParticipantId };
}

/** The ends of operations that were told: type, context, status, and whether why. */
function ends(notified: readonly Notified[]): unknown[] {
  return notified
    .filter(({ resourceUrl }) => resourceUrl.includes('/operations/'))
    .map(({ changeType, data }) => [
      changeType,
      String(data['@odata.type']).replace('#microsoft.graph.', ''),
      data.clientContext,
      data.status,
      (data.resultInfo as { subcode: number } | undefined)?.subcode ?? data.completionReason,
    ]);
}

const lastRoster = ({ notified }: GroupCall): string[] => rosters(notified).at(-1) ?? [];

const completed = (type: string, clientContext: string | null = null): object => ({
  '@odata.type': `#microsoft.graph.${type}`,
  status: 'completed',
  clientContext,
});

describe('muting', () => {
  test('the app mutes itself and is heard again: completed at once, then told by the list', async () => {
    const here = await groupCall();
    const muted = await here.ask('POST', 'mute', { clientContext: 'm' });
    expect(muted).toMatchObject({ status: 200, body: completed('muteParticipantOperation', 'm') });
    expect(muted.headers.Location).toContain(`/calls/${here.call.id}/operations/`);
    await here.clock.advance(0);
    expect(lastRoster(here)).toEqual([expect.stringMatching(/ muted$/), number, ada]);
    expect(await here.ask('POST', 'unmute')).toMatchObject({
      status: 200,
      body: completed('unmuteParticipantOperation'),
    });
    await here.clock.advance(0);
    expect(lastRoster(here).join()).not.toContain('muted');
    expect(ends(here.notified)).toEqual([]);
  });

  test('a participant is muted', async () => {
    const here = await groupCall();
    const answer = await here.ask('POST', `participants/${here.callerIs}/mute`, { clientContext: 'm' });
    expect(answer).toMatchObject({ status: 200, body: completed('muteParticipantOperation', 'm') });
    await here.clock.advance(0);
    expect(rosters(here.notified)).toEqual([[expect.any(String), `${number} muted`, ada]]);
  });

  test.each([
    ['those who are named', (here: GroupCall) => [here.adaIs], [number, `${ada} muted`]],
    ['all others where nobody is', () => [], [`${number} muted`, `${ada} muted`]],
  ])('in beta several are muted at once, told once: %s', async (_who, named, expected) => {
    const here = await groupCall();
    const answer = await here.ask('POST', 'participants/muteAll', { participants: named(here) }, 'beta');
    expect(answer).toMatchObject({ status: 200, body: completed('muteParticipantsOperation') });
    await here.clock.advance(0);
    expect(rosters(here.notified)).toEqual([[expect.not.stringMatching(/muted/), ...expected]]);
  });

  test('v1.0 has no muteAll', async () => {
    const here = await groupCall();
    expect(await here.ask('POST', 'participants/muteAll', { participants: [] })).toMatchObject({
      status: 405,
    });
  });
});

describe('participants', () => {
  test('one is looked at, in any group call', async () => {
    const here = await groupCall();
    expect(await here.ask('GET', `participants/${here.adaIs}`)).toMatchObject({
      status: 200,
      body: { id: here.adaIs, info: { identity: { user: { id: ada } } }, isMuted: false },
    });
  });

  test.each([
    ['GET', 'participants/nobody'],
    ['POST', 'participants/nobody/mute'],
    ['POST', 'participants/nobody/startHoldMusic'],
    ['POST', 'participants/nobody/stopHoldMusic'],
    ['DELETE', 'participants/nobody'],
    ['POST', `participants/${ada}/mute`],
  ])(
    '%s %s: somebody who is not there is not found, and identities are no participant ids',
    async (method, below) => {
      const here = await groupCall();
      expect(await here.ask(method, below)).toMatchObject({ status: 404, code: '8522' });
    },
  );

  test('one is removed at once, and the call goes on', async () => {
    const here = await groupCall();
    expect(await here.ask('DELETE', `participants/${here.adaIs}`)).toMatchObject({ status: 204, body: null });
    await here.clock.advance(0);
    expect(lastRoster(here)).toHaveLength(2);
    expect(here.call.phase).toBe('established');
    expect(await here.ask('DELETE', `participants/${here.adaIs}`)).toMatchObject({ status: 404 });
  });

  test('who removes the last one is alone, which ends the call', async () => {
    const here = await groupCall();
    for (const id of [here.adaIs, here.callerIs]) await here.ask('DELETE', `participants/${id}`);
    await here.clock.advance(10);
    expect(here.call.ending?.result).toEqual({ code: 200, subcode: 5002 });
  });

  test('the app is not removed by itself, and nobody where the tenant does not allow it', async () => {
    const here = await groupCall();
    const own = here.call.myParticipantId;
    expect(await here.ask('DELETE', `participants/${own}`)).toMatchObject({ status: 400, code: '8523' });
    here.fault({ switches: { mayRemoveParticipants: false } });
    expect(await here.ask('DELETE', `participants/${here.adaIs}`)).toMatchObject({
      status: 403,
      code: '7504',
    });
  });

  test('the organizer of a meeting stays', async () => {
    const here = await world();
    here.fault({ meeting: true, participants: [{ user: 'boss' }, { user: ada }] });
    const call = await here.outgoing({
      meetingInfo: {
        '@odata.type': '#microsoft.graph.organizerMeetingInfo',
        organizer: { user: { id: 'boss' } },
      },
      chatInfo: { threadId: '19:meeting_1@thread.v2' },
      tenantId: here.simulation.options.tenantId,
    });
    await here.clock.advance(1000);
    const remove = (who: string): Promise<Asked> =>
      here.graph(
        'DELETE',
        `/v1.0/communications/calls/${call.id}/participants/${call.roster.find(who)?.id ?? ''}`,
      );
    expect(await remove('boss')).toMatchObject({ status: 400, code: '8552' });
    expect(await remove(ada)).toMatchObject({ status: 204 });
  });
});

describe('hold music', () => {
  const start = (here: GroupCall, who: string, body: object = {}): Promise<Asked> =>
    here.ask('POST', `participants/${who}/startHoldMusic`, body);
  const stop = (here: GroupCall, who: string, body: object = {}): Promise<Asked> =>
    here.ask('POST', `participants/${who}/stopHoldMusic`, body);
  const direction = ({ call }: GroupCall, who: string): unknown => call.roster.withId(who)?.onHold;

  test('begins and ends as operations whose ends are told without a result', async () => {
    const here = await groupCall();
    const body = { customPrompt: prompt(5000), clientContext: 'hold-1' };
    expect(await start(here, here.adaIs, body)).toMatchObject({ status: 202, body: { status: 'running' } });
    expect(direction(here, here.adaIs)).toBe(false);
    await here.clock.advance(100);
    expect(ends(here.notified)).toEqual([
      ['deleted', 'startHoldMusicOperation', 'hold-1', 'completed', undefined],
    ]);
    expect(await here.ask('GET', `participants/${here.adaIs}`)).toMatchObject({
      body: { mediaStreams: [{ mediaType: 'audio', direction: 'receiveOnly' }] },
    });
    expect(await stop(here, here.adaIs, { clientContext: 'hold-2' })).toMatchObject({ status: 202 });
    await here.clock.advance(100);
    expect(ends(here.notified).at(-1)).toEqual([
      'deleted',
      'stopHoldMusicOperation',
      'hold-2',
      'completed',
      undefined,
    ]);
    expect(direction(here, here.adaIs)).toBe(false);
  });

  test('only one is on hold at a time, also where both were asked for at once', async () => {
    const here = await groupCall();
    await start(here, here.adaIs, { clientContext: 'one' });
    await start(here, here.callerIs, { clientContext: 'two' });
    await here.clock.advance(100);
    expect(ends(here.notified).map((end) => (end as unknown[]).slice(2))).toEqual([
      ['one', 'completed', undefined],
      ['two', 'failed', 8519],
    ]);
    expect(await start(here, here.callerIs)).toMatchObject({ status: 409, code: '8519' });
    expect(await stop(here, here.callerIs)).toMatchObject({ status: 400, code: '8585' });
  });

  test('music that cannot be fetched or played fails, and who has gone meanwhile too', async () => {
    const here = await groupCall();
    await start(here, here.adaIs, { customPrompt: prompt('missing.wav'), clientContext: 'a' });
    await here.clock.advance(100);
    await start(here, here.adaIs, { customPrompt: prompt('text.wav'), clientContext: 'b' });
    await here.clock.advance(100);
    expect(direction(here, here.adaIs)).toBe(false);
    await start(here, here.adaIs, { clientContext: 'c' });
    here.roster(here.call, { leave: ada });
    await here.clock.advance(100);
    expect(ends(here.notified).map((end) => (end as unknown[]).slice(2))).toEqual([
      ['a', 'failed', 8536],
      ['b', 'failed', 8535],
      ['c', 'failed', 8522],
    ]);
  });

  test('the app cannot hold itself', async () => {
    const here = await groupCall();
    expect(await start(here, here.call.myParticipantId)).toMatchObject({ status: 400, code: '8523' });
  });
});

describe('what the app shows of itself', () => {
  test('the large gallery comes into the list once, and is no company', async () => {
    const here = await groupCall();
    const answer = await here.ask('POST', 'addLargeGalleryView', { clientContext: 'g' });
    expect(answer).toMatchObject({ status: 202, body: { status: 'running', clientContext: 'g' } });
    await here.ask('POST', 'addLargeGalleryView', { clientContext: 'h' });
    await here.clock.advance(100);
    expect(ends(here.notified)).toEqual([
      ['deleted', 'addLargeGalleryViewOperation', 'g', 'completed', undefined],
      ['deleted', 'addLargeGalleryViewOperation', 'h', 'completed', undefined],
    ]);
    expect(lastRoster(here)).toHaveLength(4);
    here.roster(here.call, { leave: ada });
    here.roster(here.call, { leave: number });
    await here.clock.advance(10);
    expect(here.call.ended).toBe(true);
  });

  test('recording is shown where the call is under a recording policy, and refused where it is not', async () => {
    const here = await groupCall();
    const body = { status: 'recording', clientContext: 'rec-1' };
    expect(await here.ask('POST', 'updateRecordingStatus', body)).toMatchObject({
      status: 400,
      code: '8506',
    });
    here.fault({ switches: { recordingPolicy: true } });
    expect(await here.ask('POST', 'updateRecordingStatus', body)).toMatchObject({
      status: 200,
      body: completed('updateRecordingStatusOperation', 'rec-1'),
    });
    await here.clock.advance(0);
    const told = here.notified.at(-1)?.data as unknown as Record<string, unknown>[];
    expect(told[0]).toMatchObject({ recordingInfo: { recordingStatus: 'recording' } });
    expect(told[1]).not.toHaveProperty('recordingInfo');
  });

  test('a screen is shared by apps with media of their own only', async () => {
    const serviceHosted = await groupCall();
    const share = (here: GroupCall, role: string): Promise<Asked> =>
      here.ask('POST', 'changeScreenSharingRole', { role });
    expect(await share(serviceHosted, 'sharer')).toMatchObject({ status: 400, code: '8500' });
    const mediaConfig = { '@odata.type': '#microsoft.graph.appHostedMediaConfig', blob: 'made elsewhere' };
    const here = await groupCall({}, { mediaConfig });
    const streams = async (): Promise<unknown> => {
      const { body } = await here.ask('GET', `participants/${here.call.myParticipantId}`);
      return (body?.mediaStreams as { mediaType: string; direction: string }[]).map(
        ({ mediaType, direction }) => `${mediaType} ${direction}`,
      );
    };
    expect(await share(here, 'sharer')).toMatchObject({ status: 202, body: null });
    expect(await streams()).toEqual(['audio sendReceive', 'videoBasedScreenSharing sendOnly']);
    await share(here, 'viewer');
    expect(await streams()).toEqual(['audio sendReceive']);
    await here.clock.advance(0);
    expect(rosters(here.notified)).toHaveLength(2);
  });
});

describe('audio routing groups', () => {
  const groups = 'audioRoutingGroups';

  test('are made, listed, changed and ended', async () => {
    const here = await groupCall();
    const group = { id: 'coach', routingMode: 'oneToOne', sources: [here.adaIs], receivers: [here.callerIs] };
    const made = await here.ask('POST', groups, group);
    expect(made).toMatchObject({ status: 200, body: group });
    expect(made.headers.Location).toMatch(/audioRoutingGroups\/coach$/);
    const other = await here.ask('POST', groups, { routingMode: 'multicast', sources: [], receivers: [] });
    const otherId = String(other.body?.id);
    expect(await here.ask('GET', groups)).toMatchObject({
      status: 200,
      body: { value: [{ id: 'coach' }, { id: otherId, routingMode: 'multicast' }] },
    });
    const both = [here.callerIs, here.call.myParticipantId];
    expect(await here.ask('PATCH', `${groups}/coach`, { receivers: both })).toMatchObject({
      status: 200,
      body: { ...group, receivers: both },
    });
    expect(await here.ask('GET', `${groups}/coach`)).toMatchObject({
      status: 200,
      body: { receivers: both },
    });
    expect(await here.ask('DELETE', `${groups}/coach`)).toMatchObject({ status: 204, body: null });
    expect(await here.ask('GET', groups)).toMatchObject({ body: { value: [{ id: otherId }] } });
    expect(here.notified).toEqual([]);
  });

  test('are refused where they are there already, not there, or have members who are not', async () => {
    const here = await groupCall();
    const group = { id: 'coach', routingMode: 'oneToOne', sources: [here.adaIs], receivers: [] };
    await here.ask('POST', groups, group);
    expect(await here.ask('POST', groups, group)).toMatchObject({ status: 409, code: '8519' });
    expect(await here.ask('POST', groups, { ...group, id: 'x', receivers: ['nobody'] })).toMatchObject({
      status: 404,
      code: '8522',
    });
    for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const) {
      expect(await here.ask(method, `${groups}/x`, body)).toMatchObject({ status: 404, code: '8522' });
    }
    expect(await here.ask('PATCH', `${groups}/coach`, { sources: ['nobody'] })).toMatchObject({
      status: 404,
    });
    expect(await here.ask('PATCH', `${groups}/coach`, { id: 'y' })).toMatchObject({
      status: 400,
      code: '8523',
    });
    expect(await here.ask('GET', groups)).toMatchObject({ body: { value: [group] } });
  });
});

describe('content sharing', () => {
  const sessions = 'contentSharingSessions';
  const options = {
    '@odata.type': '#microsoft.graph.incomingCallOptions',
    isContentSharingNotificationEnabled: true,
  };

  test('is listed, and told to an app that asked for it', async () => {
    const here = await groupCall({}, { callOptions: options });
    const { simulation, call } = here;
    const session = simulation.changeSharing(call, { start: true });
    expect(await here.ask('GET', sessions)).toMatchObject({
      status: 200,
      body: { value: [{ id: session }] },
    });
    expect(await here.ask('GET', `${sessions}/${session}`)).toMatchObject({
      status: 200,
      body: { id: session },
    });
    simulation.changeSharing(call, { update: session });
    simulation.changeSharing(call, { stop: session });
    await here.clock.advance(0);
    const path = `/communications/calls/${call.id}/contentSharingSessions/${session}`;
    expect(here.notified.map(({ changeType, resourceUrl, data }) => [changeType, resourceUrl, data])).toEqual(
      ['created', 'updated', 'deleted'].map((change) => [
        change,
        path,
        [{ '@odata.type': '#microsoft.graph.contentSharingSession', id: session }],
      ]),
    );
    expect(await here.ask('GET', `${sessions}/${session}`)).toMatchObject({ status: 404, code: '8522' });
    expect(() => simulation.changeSharing(call, { stop: session })).toThrow('nothing that is shared');
  });

  test('is not told to others', async () => {
    const here = await groupCall();
    here.simulation.changeSharing(here.call, { start: true });
    await here.clock.advance(0);
    expect(here.notified).toEqual([]);
  });
});

describe('the deprecated addresses', () => {
  test.each([
    ['v1.0', 'GET', 'audioRoutingGroups', 200, undefined],
    ['beta', 'GET', 'audioRoutingGroups', 200, undefined],
    ['v1.0', 'POST', 'addLargeGalleryView', 202, undefined],
    ['v1.0', 'POST', 'mute', 400, 'BadRequest'],
    ['beta', 'POST', 'mute', 200, undefined],
    // Known there, but asked without its list.
    ['beta', 'POST', 'participants/muteAll', 400, '8523'],
    ['v1.0', 'GET', 'contentSharingSessions', 400, 'BadRequest'],
    ['beta', 'GET', 'contentSharingSessions', 400, 'BadRequest'],
    ['beta', 'POST', 'participants/x/startHoldMusic', 400, 'BadRequest'],
  ])('%s %s /app/calls/{id}/%s: %p %p', async (version, method, below, status, code) => {
    const here = await groupCall();
    const answer = await here.graph(method, `/${version}/app/calls/${here.call.id}/${below}`);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });
});
