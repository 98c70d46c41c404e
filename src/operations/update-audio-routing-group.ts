import type { OperationDescription } from './operation.ts';
import { audioRoutingGroup, audioRoutingGroupChange } from './wire/audio-routing-group.ts';

/** Changes who is heard, or by whom; what is left out stays. */
export const updateAudioRoutingGroup = {
  name: 'updateAudioRoutingGroup',
  documentation: 'audioroutinggroup-update',
  method: 'PATCH',
  path: '/communications/calls/{id}/audioRoutingGroups/{groupId}',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['v1.0', 'beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: audioRoutingGroupChange,
  betaOnlyMembers: [],
  response: audioRoutingGroup,
  responseType: 'microsoft.graph.audioRoutingGroup',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
