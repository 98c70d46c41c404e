import type { OperationDescription } from './operation.ts';

/** Ends a private way of audio. */
export const deleteAudioRoutingGroup = {
  name: 'deleteAudioRoutingGroup',
  documentation: 'audioroutinggroup-delete',
  method: 'DELETE',
  path: '/communications/calls/{id}/audioRoutingGroups/{groupId}',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['v1.0', 'beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: null,
  betaOnlyMembers: [],
  response: null,
  responseType: null,
  successStatus: 204,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
