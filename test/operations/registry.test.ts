import { operationNames, operationPath, operations } from '../../src/operations/index.ts';

/** What the API reference says about each operation: version-independent facts, copied once. */
const documented = {
  createCall: ['POST', '/communications/calls', 201, 'callState'],
  getCall: ['GET', '/communications/calls/{id}', 200, 'none'],
  deleteCall: ['DELETE', '/communications/calls/{id}', 204, 'callState'],
  answer: ['POST', '/communications/calls/{id}/answer', 202, 'callState'],
  reject: ['POST', '/communications/calls/{id}/reject', 202, 'callState'],
  redirect: ['POST', '/communications/calls/{id}/redirect', 202, 'callState'],
  transfer: ['POST', '/communications/calls/{id}/transfer', 202, 'callState'],
  keepAlive: ['POST', '/communications/calls/{id}/keepAlive', 200, 'none'],
  playPrompt: ['POST', '/communications/calls/{id}/playPrompt', 200, 'operation'],
  recordResponse: ['POST', '/communications/calls/{id}/recordResponse', 200, 'operation'],
  cancelMediaProcessing: ['POST', '/communications/calls/{id}/cancelMediaProcessing', 200, 'none'],
  subscribeToTone: ['POST', '/communications/calls/{id}/subscribeToTone', 200, 'none'],
  inviteParticipants: ['POST', '/communications/calls/{id}/participants/invite', 200, 'operation'],
  listParticipants: ['GET', '/communications/calls/{id}/participants', 200, 'none'],
};

const mediaAndInitiate = ['Calls.Initiate.All', 'Calls.AccessMedia.All'];
const documentedPermissions = {
  createCall: [
    'Calls.JoinGroupCalls.Chat',
    'Calls.Initiate.All',
    'Calls.InitiateGroupCall.All',
    'Calls.JoinGroupCall.All',
    'Calls.JoinGroupCallAsGuest.All',
  ],
  getCall: mediaAndInitiate,
  deleteCall: mediaAndInitiate,
  answer: ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'],
  reject: [],
  redirect: ['Calls.Initiate.All'],
  transfer: ['Calls.Initiate.All'],
  keepAlive: mediaAndInitiate,
  playPrompt: mediaAndInitiate,
  recordResponse: ['Calls.AccessMedia.All'],
  cancelMediaProcessing: mediaAndInitiate,
  subscribeToTone: ['Calls.AccessMedia.All'],
  inviteParticipants: ['Calls.InitiateGroupCall.All'],
  listParticipants: mediaAndInitiate,
};

describe('the registry of operations', () => {
  test('describes method, path, status and completion as the API reference does', () => {
    const described = Object.values(operations).map(({ name, method, path, successStatus, completion }) => [
      name,
      [method, path, successStatus, completion],
    ]);
    expect(Object.fromEntries(described)).toEqual(documented);
  });

  test('lists the permissions of the API reference, least privileged first', () => {
    const described = Object.values(operations).map(({ name, permissions }) => [name, permissions]);
    expect(Object.fromEntries(described)).toEqual(documentedPermissions);
  });

  test('holds each operation under its own name', () => {
    expect(Object.entries(operations).filter(([key, { name }]) => key !== name)).toEqual([]);
    expect(operationNames).toEqual(Object.keys(operations));
  });

  test('calls only those repeats harmless that cannot be heard or dial twice', () => {
    const harmless = Object.values(operations).filter(({ repeatIsHarmless }) => repeatIsHarmless);
    expect(harmless.map(({ name }) => name).sort()).toEqual([
      'cancelMediaProcessing',
      'deleteCall',
      'getCall',
      'keepAlive',
      'listParticipants',
      'subscribeToTone',
    ]);
  });

  test('answers with an operation object wherever an operation notification follows', () => {
    const awaited = Object.values(operations).filter(({ completion }) => completion === 'operation');
    expect(awaited.filter(({ response }) => response === null)).toEqual([]);
    expect(awaited.map(({ name }) => name)).toEqual(['playPrompt', 'recordResponse', 'inviteParticipants']);
  });
});

describe('operationPath', () => {
  test('fills the call id in', () => {
    expect(operationPath('playPrompt', { id: '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001' })).toBe(
      '/communications/calls/6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001/playPrompt',
    );
    expect(operationPath('createCall', {})).toBe('/communications/calls');
  });

  test('escapes what could leave the segment', () => {
    expect(operationPath('getCall', { id: '../x?y' })).toBe('/communications/calls/..%2Fx%3Fy');
  });
});
