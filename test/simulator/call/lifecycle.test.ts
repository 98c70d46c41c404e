import { answerBody, callStates, caller, heard, notifyUrl, prompt, callbackUri, world } from '../world.ts';

describe('an incoming call', () => {
  test('is told with both ends, tenant and participants, at the webhook', async () => {
    const { incoming, notified } = await world();
    const call = await incoming();
    expect(notified).toMatchObject([
      {
        url: notifyUrl,
        changeType: 'created',
        resourceUrl: `/communications/calls/${call.id}`,
        resource: `/app/calls/${call.id}`,
        data: {
          '@odata.type': '#microsoft.graph.call',
          state: 'incoming',
          direction: 'incoming',
          callbackUri: notifyUrl,
          source: {
            '@odata.type': '#microsoft.graph.participantInfo',
            id: call.otherParticipantId,
            identity: { phone: { id: '+4930901820001' } },
            endpointType: 'default',
          },
          targets: [
            { '@odata.type': '#microsoft.graph.invitationParticipantInfo', id: call.myParticipantId },
          ],
          requestedModalities: ['audio'],
          tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
          myParticipantId: call.myParticipantId,
          callChainId: call.callChainId,
          incomingContext: { sourceParticipantId: call.otherParticipantId },
          id: call.id,
        },
      },
    ]);
  });

  test.each([
    [{ kind: 'user', id: 'u-1', displayName: 'Ada' } as const, { user: { id: 'u-1', displayName: 'Ada' } }],
    [{ kind: 'guest', id: 'g-1' } as const, { guest: { id: 'g-1' } }],
    [{ kind: 'encrypted' } as const, { encrypted: { id: null } }],
    [caller, { phone: { id: '+4930901820001' } }],
  ])('shows its caller as the reference does: %j', async (from, identity) => {
    const { incoming, notified } = await world();
    await incoming(from);
    expect(notified[0]?.data.source).toMatchObject({ identity });
  });

  test('that is answered comes up in order, and its notifications go to the callbackUri', async () => {
    const { established, notified } = await world();
    const call = await established();
    expect(callStates(notified)).toEqual(['incoming', 'establishing', 'established', 'audio active']);
    expect(notified.slice(1).map(({ url, changeType }) => [url, changeType])).toEqual(
      Array(3).fill([callbackUri, 'updated']),
    );
    expect([call.phase, call.audio]).toEqual(['established', 'active']);
  });

  test('without a callbackUri in the answer stays with the webhook', async () => {
    const { incoming, act, clock, notified } = await world();
    const call = await incoming();
    const { acceptedModalities, mediaConfig } = answerBody;
    expect((await act(call, 'answer', { acceptedModalities, mediaConfig })).status).toBe(202);
    await clock.advance(100);
    expect(new Set(notified.map(({ url }) => url))).toEqual(new Set([notifyUrl]));
  });

  test('waits 15 s for its answer, not longer', async () => {
    const late = await world();
    const call = await late.incoming();
    await late.clock.advance(14_999);
    expect(call.phase).toBe('incoming');
    await late.clock.advance(1);
    expect(call.phase).toBe('terminated');
    expect(late.notified.at(-1)).toMatchObject({
      at: 15_000,
      changeType: 'deleted',
      data: { state: 'terminated', resultInfo: { code: 408, subcode: 8587 } },
    });
    expect(await late.act(call, 'answer', answerBody)).toMatchObject({ status: 404, code: '8522' });
  });

  test('answered in the last moment is not ended by the window', async () => {
    const { incoming, act, clock } = await world();
    const call = await incoming();
    await clock.advance(14_999);
    expect((await act(call, 'answer', answerBody)).status).toBe(202);
    await clock.advance(60_000);
    expect(call.phase).toBe('established');
  });

  test('whose caller gives up first ends', async () => {
    const { incoming, simulation, clock, notified } = await world();
    const call = await incoming();
    simulation.hangUp(call);
    await clock.advance(0);
    expect(notified.at(-1)?.data).toMatchObject({
      state: 'terminated',
      resultInfo: { code: 487, subcode: 8542 },
    });
  });

  test('that is rejected ends, with or without a state', async () => {
    for (const rejectWithoutState of [false, true]) {
      const { incoming, act, clock, notified } = await world({ switches: { rejectWithoutState } });
      const call = await incoming();
      expect(await act(call, 'reject', { reason: 'busy' })).toMatchObject({ status: 202, body: null });
      await clock.advance(0);
      expect(notified.at(-1)).toMatchObject({ changeType: 'deleted' });
      expect('state' in (notified.at(-1)?.data ?? {})).toBe(!rejectWithoutState);
    }
  });
});

describe('redirect', () => {
  const to = (identity: object) => [{ identity }];

  test('ends our leg once the target has answered, naming who did', async () => {
    const { incoming, act, clock, notified } = await world();
    const call = await incoming();
    const answer = await act(call, 'redirect', { targets: to({ phone: { id: '+4930901820077' } }) });
    expect(answer).toMatchObject({ status: 202, body: null });
    await clock.advance(299);
    expect(call.ended).toBe(false);
    await clock.advance(1);
    expect(notified.at(-1)).toMatchObject({
      changeType: 'deleted',
      data: {
        state: 'terminated',
        source: {},
        targets: [{}],
        answeredBy: { identity: { phone: { id: '+4930901820077' } } },
      },
    });
  });

  test.each([
    [undefined, 1, 55_000],
    [undefined, 2, 60_000],
    [20, 1, 20_000],
  ])('that nobody answers rings for timeout %p with %p targets: %p ms', async (timeout, count, ms) => {
    const { incoming, act, clock, fault, notified } = await world();
    const call = await incoming();
    fault({ redirect: true, outcome: 'noAnswer' });
    const targets = Array(count).fill({ identity: { user: { id: 'u-2' } } });
    await act(call, 'redirect', timeout === undefined ? { targets } : { targets, timeout });
    await clock.advance(ms - 1);
    expect(call.ended).toBe(false);
    await clock.advance(1);
    expect(notified.at(-1)?.data).toMatchObject({ resultInfo: { code: 480, subcode: 8541 } });
  });
});

describe('keepAlive', () => {
  test('a call without one ends after 45 min with 408/8537', async () => {
    const { established, clock, notified } = await world();
    const call = await established();
    await clock.advance(2_700_000 - 101);
    expect(call.phase).toBe('established');
    await clock.advance(1);
    expect(notified.at(-1)).toMatchObject({
      at: 2_700_000,
      data: { state: 'terminated', resultInfo: { code: 408, subcode: 8537 } },
    });
  });

  test('puts that off by 45 min from its success', async () => {
    const { established, act, clock } = await world();
    const call = await established();
    await clock.advance(2_600_000);
    expect(await act(call, 'keepAlive')).toMatchObject({ status: 200, body: null });
    await clock.advance(2_699_999);
    expect(call.phase).toBe('established');
    await clock.advance(1);
    expect(call.phase).toBe('terminated');
    expect(await act(call, 'keepAlive')).toMatchObject({ status: 404, code: '8522' });
  });
});

describe('the end', () => {
  test('by the app goes through terminating', async () => {
    const { established, graph, clock, notified } = await world();
    const call = await established();
    expect(await graph('DELETE', `/v1.0/communications/calls/${call.id}`)).toMatchObject({
      status: 204,
      body: null,
    });
    await clock.advance(100);
    expect(callStates(notified).slice(-2)).toEqual(['terminating', 'terminated']);
    expect(notified.at(-1)).toMatchObject({
      changeType: 'deleted',
      data: { resultInfo: { code: 200, subcode: 7000 } },
    });
  });

  test.each([
    [{ kind: 'user', id: 'u-1' } as const, 4521],
    [caller, 540_000],
  ])('by a caller %j says so', async (from, subcode) => {
    const { established, simulation, clock, notified } = await world();
    const call = await established(from);
    simulation.hangUp(call);
    await clock.advance(0);
    expect(notified.at(-1)?.data).toMatchObject({ resultInfo: { code: 200, subcode } });
  });

  test('during a prompt silences it, reports no operation and drops what waits', async () => {
    const { established, act, simulation, clock, notified } = await world();
    const call = await established();
    await act(call, 'playPrompt', { prompts: [prompt(5000)], clientContext: 'a' });
    await act(call, 'playPrompt', { prompts: [prompt(5000)], clientContext: 'b' });
    await clock.advance(1000);
    simulation.hangUp(call);
    await clock.advance(60_000);
    expect(heard(call)).toEqual([['5000.wav', 100, 1100, false, false]]);
    expect(notified.filter(({ resourceUrl }) => resourceUrl.includes('operations'))).toEqual([]);
  });

  test('is never told where that is switched on', async () => {
    const { established, simulation, clock, notified } = await world({ switches: { dropTerminated: true } });
    const call = await established();
    simulation.hangUp(call);
    await clock.advance(60_000);
    expect([call.ended, callStates(notified).includes('terminated')]).toEqual([true, false]);
  });
});

describe('quirks of the order', () => {
  test.each([
    [{ swapEstablished: true }, ['incoming', 'established', 'establishing', 'audio active']],
    [
      { duplicateEstablished: true },
      ['incoming', 'establishing', 'established', 'established', 'audio active'],
    ],
  ])('%j', async (switches, expected) => {
    const { established, notified } = await world({ switches });
    await established();
    expect(callStates(notified)).toEqual(expected);
  });
});

test('getCall shows the whole call', async () => {
  const { established, graph } = await world();
  const call = await established();
  expect(await graph('GET', `/v1.0/communications/calls/${call.id}`)).toMatchObject({
    status: 200,
    body: {
      '@odata.type': '#microsoft.graph.call',
      id: call.id,
      state: 'established',
      direction: 'incoming',
      callbackUri,
      mediaState: { audio: 'active' },
      mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
      resultInfo: null,
    },
  });
});

test('a call may come up without its audio ever becoming active: the next one has audio again', async () => {
  const here = await world();
  here.fault({ audio: 'never' });
  const silent = await here.established();
  await here.clock.advance(10_000);
  expect([silent.phase, silent.audio]).toEqual(['established', 'inactive']);
  expect(callStates(here.notified)).toEqual(['incoming', 'establishing', 'established']);
  expect((await here.established()).audio).toBe('active');
});
