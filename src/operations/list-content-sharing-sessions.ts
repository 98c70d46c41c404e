import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { contentSharingSession } from './wire/content-sharing-session.ts';

/** What is being shared in the call. */
export const listContentSharingSessions = {
  name: 'listContentSharingSessions',
  documentation: 'call-list-contentsharingsessions',
  method: 'GET',
  path: '/communications/calls/{id}/contentSharingSessions',
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
  response: z.looseObject({ value: z.array(contentSharingSession) }),
  responseType: 'Collection(microsoft.graph.contentSharingSession)',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
