import type { OperationDescription } from './operation.ts';
import { audioRoutingGroup } from './wire/audio-routing-group.ts';

/** One private way of audio. */
export const getAudioRoutingGroup = {
  name: 'getAudioRoutingGroup',
  documentation: 'audioroutinggroup-get',
  method: 'GET',
  path: '/communications/calls/{id}/audioRoutingGroups/{groupId}',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['v1.0', 'beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'live' },
  media: 'any',
  request: null,
  betaOnlyMembers: [],
  response: audioRoutingGroup,
  responseType: 'microsoft.graph.audioRoutingGroup',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
