import type { OperationDescription } from './operation.ts';

/** Keeps the call: the service ends it 45 min after the last one; every 15 min is recommended. */
export const keepAlive = {
  name: 'keepAlive',
  documentation: 'call-keepalive',
  method: 'POST',
  path: '/communications/calls/{id}/keepAlive',
  availableIn: ['v1.0', 'beta'],
  aliasIn: [],
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
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
