import type { OperationDescription } from './operation.ts';
import { participant } from './wire/participant.ts';

/** One participant. Not offered in calls between two. */
export const getParticipant = {
  name: 'getParticipant',
  documentation: 'participant-get',
  method: 'GET',
  path: '/communications/calls/{id}/participants/{participantId}',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'live' },
  media: 'any',
  request: null,
  betaOnlyMembers: [],
  response: participant,
  responseType: 'microsoft.graph.participant',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
