import type { OperationDescription } from './operation.ts';
import { audioRoutingGroup, newAudioRoutingGroup } from './wire/audio-routing-group.ts';

/**
 * Lets some participants be heard by some others only, for whispering. Members are named by their participant ids.
 */
export const createAudioRoutingGroup = {
  name: 'createAudioRoutingGroup',
  documentation: 'call-post-audioroutinggroups',
  method: 'POST',
  path: '/communications/calls/{id}/audioRoutingGroups',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['v1.0', 'beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: newAudioRoutingGroup,
  betaOnlyMembers: [],
  response: audioRoutingGroup,
  responseType: 'microsoft.graph.audioRoutingGroup',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: false,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
