import type { OperationDescription } from './operation.ts';

/** Hangs up; in a group call only our own leg. The call then goes through terminating to terminated. */
export const deleteCall = {
  name: 'deleteCall',
  documentation: 'call-delete',
  method: 'DELETE',
  path: '/communications/calls/{id}',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.Initiate.All', 'Calls.AccessMedia.All'],
  permissionCheck: 'callCreation',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'live' },
  media: 'any',
  request: null,
  betaOnlyMembers: [],
  response: null,
  responseType: null,
  successStatus: 204,
  isAsynchronous: true,
  completion: 'callState',
  repeatIsHarmless: true,
  inFlows: { by: 'ownNode', instead: 'a `hangup`' },
} as const satisfies OperationDescription;
