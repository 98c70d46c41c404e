/** Every address of every operation: in both versions, by the alias, and with the qualified name of an action. */
import { operationNames, operationPath, operations } from '../../../src/operations/index.ts';
import type { ApiVersion, OperationDescription, OperationName } from '../../../src/operations/index.ts';
import { world } from '../world.ts';

const versions: readonly ApiVersion[] = ['v1.0', 'beta'];
const always: readonly ApiVersion[] = versions;
const beta: readonly ApiVersion[] = ['beta'];
const never: readonly ApiVersion[] = [];

/** In which versions Microsoft's reference documents the deprecated `/app/calls` of an operation. */
const aliases: Readonly<Record<OperationName, readonly ApiVersion[]>> = {
  createCall: beta,
  getCall: beta,
  deleteCall: beta,
  answer: beta,
  reject: beta,
  redirect: beta,
  transfer: beta,
  keepAlive: never,
  mute: beta,
  unmute: beta,
  playPrompt: beta,
  recordResponse: beta,
  cancelMediaProcessing: beta,
  subscribeToTone: beta,
  sendDtmfTones: always,
  changeScreenSharingRole: beta,
  updateRecordingStatus: beta,
  addLargeGalleryView: always,
  listParticipants: beta,
  getParticipant: beta,
  inviteParticipants: beta,
  muteParticipant: beta,
  muteAllParticipants: beta,
  startHoldMusic: never,
  stopHoldMusic: never,
  deleteParticipant: beta,
  listAudioRoutingGroups: always,
  createAudioRoutingGroup: always,
  getAudioRoutingGroup: always,
  updateAudioRoutingGroup: always,
  deleteAudioRoutingGroup: always,
  listContentSharingSessions: never,
  getContentSharingSession: never,
};

/** The last segment of these is a collection or an id; that of all others the name of an action. */
const withoutAction: readonly OperationName[] = [
  'createCall',
  'getCall',
  'deleteCall',
  'listParticipants',
  'getParticipant',
  'deleteParticipant',
  'listAudioRoutingGroups',
  'createAudioRoutingGroup',
  'getAudioRoutingGroup',
  'updateAudioRoutingGroup',
  'deleteAudioRoutingGroup',
  'listContentSharingSessions',
  'getContentSharingSession',
];

const ids = { id: 'c-1', participantId: 'p-1', groupId: 'g-1', sessionId: 's-1' };
const pathOf = (name: OperationName): string => operationPath(name, ids);
const aliasOf = (name: OperationName): string => pathOf(name).replace('/communications', '/app');

/** The operation that a request is taken for; else how it is refused. */
async function takenFor(method: string, path: string): Promise<string> {
  const { graph, simulation } = await world();
  const answer = await graph(method, path);
  const operation = simulation.log.entries.at(-1)?.operation;
  return operation ?? `${String(answer.status)} ${String(answer.code)}`;
}

const each = (from: readonly OperationName[]) =>
  from.map((name): [OperationName, OperationDescription] => [name, operations[name]]);

test('every description says in which versions the alias is documented', () => {
  expect(operationNames.map((name) => [name, operations[name].aliasIn])).toEqual(Object.entries(aliases));
});

describe.each(each(operationNames))('%s', (name, { method, availableIn }) => {
  // Where its own address is not offered, that of one participant is, which takes other methods.
  const refused = name === 'muteAllParticipants' ? '405 Request_BadRequest' : '400 BadRequest';

  test.each(versions)('is taken at its address in %s, or refused where that has it not', async (version) => {
    const isOffered = availableIn.includes(version);
    expect(await takenFor(method, `/${version}${pathOf(name)}`)).toBe(isOffered ? name : refused);
  });

  test.each(versions)('is taken at its alias in %s, or refused where none is documented', async (version) => {
    const isOffered = aliases[name].includes(version);
    expect(await takenFor(method, `/${version}${aliasOf(name)}`)).toBe(isOffered ? name : '400 BadRequest');
  });

  test('is taken in any case of letters', async () => {
    const address = `/beta${pathOf(name)}`;
    expect(await takenFor(method, address.toUpperCase())).toBe(name);
    expect(await takenFor(method, address.toLowerCase())).toBe(name);
  });
});

const qualified = (path: string): string => path.replace(/([^/]+)$/, 'microsoft.graph.$1');
const actions = operationNames.filter((name) => !withoutAction.includes(name));

test.each(each(actions))('%s is taken by the qualified name of its action', async (name, { method }) => {
  expect(await takenFor(method, `/beta${qualified(pathOf(name))}`)).toBe(name);
  expect(await takenFor(method, `/BETA${qualified(pathOf(name)).toUpperCase()}`)).toBe(name);
  const isOffered = aliases[name].includes('beta');
  expect(await takenFor(method, `/beta${qualified(aliasOf(name))}`)).toBe(
    isOffered ? name : '400 BadRequest',
  );
});

test.each([
  ['POST', '/v1.0/communications/microsoft.graph.calls'],
  ['GET', '/v1.0/communications/calls/c-1/microsoft.graph.participants'],
  ['POST', '/v1.0/communications/calls/c-1/microsoft.graph.audioRoutingGroups'],
  ['POST', '/v1.0/communications/calls/c-1/microsoft.graph.participants/p-1/mute'],
  ['POST', '/v1.0/communications/calls/c-1/microsoft.graph.microsoft.graph.mute'],
])('what is no action has no qualified name: %s %s', async (method, path) => {
  expect(await takenFor(method, path)).toBe('400 BadRequest');
});
