import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { commsOperation } from './wire/comms-operation.ts';
import { clientContext } from './wire/primitives.ts';

/** Mutes one participant, who can unmute themselves. */
export const muteParticipant = {
  name: 'muteParticipant',
  documentation: 'participant-mute',
  method: 'POST',
  path: '/communications/calls/{id}/participants/{participantId}/mute',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: z.strictObject({ clientContext: clientContext.exactOptional() }),
  betaOnlyMembers: [],
  response: commsOperation,
  responseType: 'microsoft.graph.muteParticipantOperation',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'roster',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
