import type { OperationDescription } from './operation.ts';
import { contentSharingSession } from './wire/content-sharing-session.ts';

/** One thing that is being shared in the call. */
export const getContentSharingSession = {
  name: 'getContentSharingSession',
  documentation: 'contentsharingsession-get',
  method: 'GET',
  path: '/communications/calls/{id}/contentSharingSessions/{sessionId}',
  availableIn: ['v1.0', 'beta'],
  aliasIn: [],
  // Only that the first is the least privileged is certain; the order of the rest is ours.
  permissions: [
    'Calls.JoinGroupCallAsGuest.All',
    'Calls.JoinGroupCall.All',
    'Calls.Initiate.All',
    'Calls.InitiateGroupCall.All',
  ],
  permissionCheck: 'request',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'live' },
  media: 'any',
  request: null,
  betaOnlyMembers: [],
  response: contentSharingSession,
  responseType: 'microsoft.graph.contentSharingSession',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
