import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { commsOperation } from './wire/comms-operation.ts';
import { clientContext } from './wire/primitives.ts';

/** Brings the participant who is on hold back into the conversation. */
export const stopHoldMusic = {
  name: 'stopHoldMusic',
  documentation: 'participant-stopholdmusic',
  method: 'POST',
  path: '/communications/calls/{id}/participants/{participantId}/stopHoldMusic',
  availableIn: ['v1.0', 'beta'],
  aliasIn: [],
  permissions: ['Calls.JoinGroupCallAsGuest.All', 'Calls.JoinGroupCall.All'],
  permissionCheck: 'callCreation',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: z.strictObject({ clientContext: clientContext.exactOptional() }),
  betaOnlyMembers: [],
  response: commsOperation,
  responseType: 'microsoft.graph.stopHoldMusicOperation',
  successStatus: 202,
  isAsynchronous: true,
  completion: 'operation',
  repeatIsHarmless: false,
  inFlows: {
    by: 'graphNode',
    until: 'end',
    within: () => 30_000,
    unheard: 'failed',
    isHeard: false,
    untoldWith: [],
  },
} as const satisfies OperationDescription;
