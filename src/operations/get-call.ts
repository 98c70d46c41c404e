import type { OperationDescription } from './operation.ts';
import { identifiedCall } from './wire/call.ts';

/** Reads a call. Answers 404 with code 8522 once it is over, so that it tells whether an end was missed. */
export const getCall = {
  name: 'getCall',
  documentation: 'call-get',
  method: 'GET',
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
  response: identifiedCall,
  responseType: 'microsoft.graph.call',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
