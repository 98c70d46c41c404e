import type { OperationDescription } from './operation.ts';

/**
 * Removes a participant, without a warning to them. Besides the permission it needs a setting of the tenant:
 * `Set-CsApplicationMeetingConfiguration -AllowRemoveParticipantAppIds`.
 */
export const deleteParticipant = {
  name: 'deleteParticipant',
  documentation: 'participant-delete',
  method: 'DELETE',
  path: '/communications/calls/{id}/participants/{participantId}',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'],
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
  completion: 'roster',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
