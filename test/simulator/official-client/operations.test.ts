/** Every operation, asked for with the official client: the documented status and body. */
import { ResponseType } from '@microsoft/microsoft-graph-client';
import type { GraphRequest } from '@microsoft/microsoft-graph-client';
import type { Call, Participant } from '@microsoft/microsoft-graph-types';
import { operationNames } from '../../../src/operations/index.ts';
import type { OperationName } from '../../../src/operations/index.ts';
import facts from '../../operations/graph-operations.json' with { type: 'json' };
import { sampleRequest } from '../sample-requests.ts';
import type { SampleNames, SampleRequest } from '../sample-requests.ts';
import { callbackUri } from '../world.ts';
import { clientDesk } from './client-desk.ts';
import type { ClientDesk } from './client-desk.ts';

let desk: ClientDesk;
beforeAll(async () => {
  desk = await clientDesk();
});
afterAll(() => desk.simulator.close());

const appHosted = {
  '@odata.type': '#microsoft.graph.appHostedMediaConfig',
  blob: 'made by the media library',
};
const nothing: SampleNames = { id: '', participantId: '', groupId: '', sessionId: '' };

type Place = () => Promise<SampleNames>;
const incoming: Place = () => Promise.resolve({ ...nothing, id: desk.incoming().id });
const oneToOne: Place = async () => {
  const call = await desk.established();
  return { ...nothing, id: call.id, participantId: call.otherParticipantId };
};
const group: Place = async () => {
  const call = await desk.group();
  return { ...nothing, id: call.id, participantId: call.otherParticipantId };
};
const withGroup: Place = async () => {
  const names = await group();
  await desk.client
    .api(`/communications/calls/${names.id}/audioRoutingGroups`)
    .post({ id: 'coach', routingMode: 'multicast', sources: [], receivers: [] });
  return { ...names, groupId: 'coach' };
};
const withSharing: Place = async () => {
  const call = await desk.group();
  const sessionId = desk.simulator.simulation.changeSharing(call, { start: true });
  return { ...nothing, id: call.id, sessionId };
};
const onHold: Place = async () => {
  const names = await group();
  const call = desk.simulator.simulation.find(names.id);
  call?.roster.change(names.participantId, { onHold: true });
  return names;
};

/** Where each operation makes sense. */
const places: Readonly<Record<OperationName, Place>> = {
  createCall: () => Promise.resolve(nothing),
  getCall: incoming,
  deleteCall: oneToOne,
  answer: incoming,
  reject: incoming,
  redirect: incoming,
  transfer: oneToOne,
  keepAlive: oneToOne,
  mute: group,
  unmute: group,
  playPrompt: oneToOne,
  recordResponse: oneToOne,
  cancelMediaProcessing: oneToOne,
  subscribeToTone: oneToOne,
  sendDtmfTones: oneToOne,
  changeScreenSharingRole: async () => ({ ...nothing, id: (await desk.group(appHosted)).id }),
  updateRecordingStatus: group,
  addLargeGalleryView: group,
  listParticipants: group,
  getParticipant: group,
  inviteParticipants: oneToOne,
  muteParticipant: group,
  muteAllParticipants: group,
  startHoldMusic: group,
  stopHoldMusic: onHold,
  deleteParticipant: group,
  listAudioRoutingGroups: withGroup,
  createAudioRoutingGroup: group,
  getAudioRoutingGroup: withGroup,
  updateAudioRoutingGroup: withGroup,
  deleteAudioRoutingGroup: withGroup,
  listContentSharingSessions: withSharing,
  getContentSharingSession: withSharing,
};

/** Sends by the client's method of that name, and answers what came as it came. */
async function send({ method, version, path, body }: SampleRequest): Promise<Response> {
  const request: GraphRequest = desk.client.api(path).version(version).responseType(ResponseType.RAW);
  const answer: unknown = await (method === 'GET'
    ? request.get()
    : method === 'DELETE'
      ? request.delete()
      : method === 'PATCH'
        ? request.patch(body)
        : request.post(body));
  if (answer instanceof Response) return answer;
  throw new Error('no response');
}

const documented = new Map(facts.map((fact) => [fact.name, fact]));

/** What of a body its documented type decides. */
function shapeOf(responseType: string): object {
  const item = /^Collection\((.+)\)$/.exec(responseType)?.[1];
  const typed = { '@odata.type': `#${item ?? responseType}` };
  return item === undefined ? typed : { value: expect.arrayContaining([expect.objectContaining(typed)]) };
}

test.each(operationNames)('%s: the documented status and body', async (name) => {
  const fact = documented.get(name);
  const answer = await send(sampleRequest(name, await places[name]()));
  const text = await answer.text();
  expect([name, answer.status]).toEqual([name, fact?.successStatus]);
  const type = fact?.responseType ?? null;
  if (type === null) expect(text).toBe('');
  else expect(JSON.parse(text)).toMatchObject(shapeOf(type));
  const isAwaited = fact?.completion === 'operation';
  if (isAwaited) expect(answer.headers.get('location')).toMatch(/\/calls\/[^/]+\/operations\/[^/]+$/);
});

test('the client reads calls and participants as their published types', async () => {
  const wanted: Call = {
    callbackUri,
    requestedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
    targets: [{ identity: { user: { id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' } } }],
  };
  const made: Call = await desk.client.api('/communications/calls').post(wanted);
  expect([made.state, made.direction, made.callbackUri]).toEqual(['establishing', 'outgoing', callbackUri]);
  const { id } = await desk.group();
  const listed: { readonly value: readonly Participant[] } = await desk.client
    .api(`/communications/calls/${id}/participants`)
    .get();
  expect(listed.value.map(({ info }) => info?.identity?.user?.id ?? null)).toContain('ada');
});

test('actions may be asked for by their qualified names', async () => {
  const { id } = await desk.established();
  const tones: unknown = await desk.client
    .api(`/communications/calls/${id}/microsoft.graph.subscribeToTone`)
    .post({ clientContext: 'tones' });
  expect(tones).toMatchObject({ status: 'completed', clientContext: 'tones' });
});
