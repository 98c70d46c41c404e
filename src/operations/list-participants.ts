import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { participant } from './wire/participant.ts';

/** Who is in the call, ourselves included. */
export const listParticipants = {
  name: 'listParticipants',
  documentation: 'call-list-participants',
  method: 'GET',
  path: '/communications/calls/{id}/participants',
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
  response: z.looseObject({ value: z.array(participant) }),
  responseType: 'Collection(microsoft.graph.participant)',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
