import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { audioRoutingGroup } from './wire/audio-routing-group.ts';

/** The private ways of audio between participants that the app has made. */
export const listAudioRoutingGroups = {
  name: 'listAudioRoutingGroups',
  documentation: 'call-list-audioroutinggroups',
  method: 'GET',
  path: '/communications/calls/{id}/audioRoutingGroups',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['v1.0', 'beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'live' },
  media: 'any',
  request: null,
  betaOnlyMembers: [],
  response: z.looseObject({ value: z.array(audioRoutingGroup) }),
  responseType: 'Collection(microsoft.graph.audioRoutingGroup)',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
