import type { OperationName } from '../../../src/operations/index.ts';
import type { SimulatedCall } from '../../../src/simulator/call/simulated-call.ts';
import { operationsOnCalls, sampleRequest } from '../sample-requests.ts';
import { answerBody, world } from '../world.ts';
import type { Asked, World } from '../world.ts';

/** Every phase that a call can be in when a request arrives, and how it comes there. */
const phases: Readonly<Record<string, (here: World) => Promise<SimulatedCall>>> = {
  incoming: (here) => here.incoming(),
  establishing: async (here) => {
    const call = await here.incoming();
    await here.act(call, 'answer', answerBody);
    return call;
  },
  silent: async (here) => {
    const call = await here.incoming();
    await here.act(call, 'answer', answerBody);
    await here.clock.advance(50);
    return call;
  },
  established: (here) => here.established(),
  transferring: async (here) => {
    const call = await here.established();
    await here.act(call, 'transfer', { transferTarget: { identity: { user: { id: 'u' } } } });
    return call;
  },
  redirecting: async (here) => {
    const call = await here.incoming();
    await here.act(call, 'redirect', { targets: [{ identity: { user: { id: 'u' } } }] });
    return call;
  },
  terminating: async (here) => {
    const call = await here.established();
    await here.graph('DELETE', `/v1.0/communications/calls/${call.id}`);
    return call;
  },
  terminated: async (here) => {
    const call = await here.established();
    here.simulation.hangUp(call);
    return call;
  },
};

function ask(here: World, call: SimulatedCall, name: OperationName): Promise<Asked> {
  const names = { id: call.id, participantId: call.otherParticipantId, groupId: 'coach', sessionId: 's' };
  const { method, version, path, body } = sampleRequest(name, names);
  return here.graph(method, `/${version}${path}`, body);
}

/** Status and error code of each operation in each phase; `gone` is 404 with 8522. */
const gone = '404 8522';
const ending = '400 8528';
const wrong = '400 8585';
const early = '400 8501';
const silent = '400 8503';
const hosting = '400 8500';
const forGroups = '400 8548';
const onlyLooks = [...Array<string>(7).fill(forGroups), gone];
const groupAction = [early, early, forGroups, forGroups, wrong, wrong, ending, gone];
const expected: Readonly<Record<Exclude<OperationName, 'createCall'>, readonly string[]>> = {
  //                     incoming, establishing, silent, established, transferring, redirecting, terminating, terminated
  getCall: ['200', '200', '200', '200', '200', '200', '200', gone],
  deleteCall: ['204', '204', '204', '204', '204', '204', ending, gone],
  answer: ['202', wrong, wrong, wrong, wrong, wrong, ending, gone],
  reject: ['202', wrong, wrong, wrong, wrong, wrong, ending, gone],
  redirect: ['202', wrong, wrong, wrong, wrong, wrong, ending, gone],
  transfer: [early, early, '202', '202', '409 8607', wrong, ending, gone],
  keepAlive: ['200', '200', '200', '200', '200', '200', '200', gone],
  playPrompt: [early, early, silent, '200', wrong, wrong, ending, gone],
  recordResponse: [early, early, silent, '200', wrong, wrong, ending, gone],
  cancelMediaProcessing: [early, early, '200', '200', wrong, wrong, ending, gone],
  subscribeToTone: [early, early, '200', '200', wrong, wrong, ending, gone],
  inviteParticipants: [early, early, '200', '200', wrong, wrong, ending, gone],
  listParticipants: ['200', '200', '200', '200', '200', '200', '200', gone],
  mute: groupAction,
  unmute: groupAction,
  sendDtmfTones: [early, early, silent, '200', wrong, wrong, ending, gone],
  changeScreenSharingRole: [...Array<string>(6).fill(hosting), ending, gone],
  // In calls under no recording policy.
  updateRecordingStatus: [early, early, '400 8506', '400 8506', wrong, wrong, ending, gone],
  addLargeGalleryView: groupAction,
  getParticipant: onlyLooks,
  muteParticipant: groupAction,
  muteAllParticipants: groupAction,
  startHoldMusic: [early, early, '202', '202', wrong, wrong, ending, gone],
  // Nobody is on hold.
  stopHoldMusic: [early, early, wrong, wrong, wrong, wrong, ending, gone],
  deleteParticipant: groupAction,
  listAudioRoutingGroups: onlyLooks,
  createAudioRoutingGroup: groupAction,
  getAudioRoutingGroup: onlyLooks,
  updateAudioRoutingGroup: groupAction,
  deleteAudioRoutingGroup: groupAction,
  listContentSharingSessions: ['200', '200', '200', '200', '200', '200', '200', gone],
  // There is none.
  getContentSharingSession: Array<string>(8).fill(gone),
};

test('the matrix covers every operation on a call', () => {
  expect(Object.keys(expected).sort()).toEqual([...operationsOnCalls].sort());
});

test.each(operationsOnCalls)('%s is taken or refused in every phase as it must be', async (name) => {
  const answers: string[] = [];
  for (const reach of Object.values(phases)) {
    // A slow end leaves room for everything that was on its way to trip over it.
    const here = await world({ switches: { terminatedAfterMs: 1000 } });
    const call = await reach(here);
    const before = [call.phase, call.media.waiting.length, call.tonesSubscribed, call.roster.sequence];
    const { status, code } = await ask(here, call, name);
    answers.push(code === undefined ? String(status) : `${String(status)} ${code}`);
    // Nothing that was on its way trips over what the request has changed.
    await here.clock.advance(status >= 400 ? 0 : 3_000_000);
    // SG3: a refusal changes nothing.
    if (status >= 400)
      expect([call.phase, call.media.waiting.length, call.tonesSubscribed, call.roster.sequence]).toEqual(
        before,
      );
  }
  expect(answers).toEqual(Object.entries(expected).find(([key]) => key === name)?.[1]);
});

test('media operations are refused in a call with app-hosted media', async () => {
  const here = await world();
  const call = await here.incoming();
  const mediaConfig = {
    '@odata.type': '#microsoft.graph.appHostedMediaConfig',
    blob: 'made by the media library',
  };
  await here.act(call, 'answer', { ...answerBody, mediaConfig });
  await here.clock.advance(100);
  for (const name of ['playPrompt', 'recordResponse', 'cancelMediaProcessing', 'subscribeToTone'] as const) {
    expect(await ask(here, call, name)).toMatchObject({ status: 400, code: '8500' });
  }
  expect(await ask(here, call, 'transfer')).toMatchObject({ status: 202 });
});

test('what breaks a rule is a violation, what comes after the end is only late', async () => {
  const here = await world();
  const call = await here.established();
  await here.act(call, 'answer', answerBody);
  await here.act(call, 'playPrompt', { prompts: [] });
  here.simulation.hangUp(call);
  await here.act(call, 'keepAlive');
  const { violations, late } = here.simulation.log;
  expect(
    violations.map(({ operation, refused, status, code, callId }) => [
      operation,
      refused,
      status,
      code,
      callId,
    ]),
  ).toEqual([
    ['answer', 'state', 400, '8585', call.id],
    ['playPrompt', 'schema', 400, '8523', call.id],
  ]);
  expect(late.map(({ operation }) => operation)).toEqual(['keepAlive']);
});
