import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { muteParticipantsOperation } from './wire/participant.ts';
import { clientContext } from './wire/primitives.ts';

/** Mutes several participants at once. Offered in beta only. */
export const muteAllParticipants = {
  name: 'muteAllParticipants',
  documentation: 'participant-muteall',
  method: 'POST',
  path: '/communications/calls/{id}/participants/muteAll',
  availableIn: ['beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: z.strictObject({
    /** Ids of participants; none are all of them, which no source confirms. */
    participants: z.array(z.string().min(1)),
    clientContext: clientContext.exactOptional(),
  }),
  betaOnlyMembers: [],
  response: muteParticipantsOperation,
  responseType: 'microsoft.graph.muteParticipantsOperation',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'roster',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
