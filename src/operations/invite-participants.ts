import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { invitationParticipantInfo } from './wire/identity.ts';
import { inviteParticipantsOperation } from './wire/participant.ts';
import { clientContext } from './wire/primitives.ts';

/** Most people that one invite may name (participant-invite). */
const invitationLimit = 5;

/**
 * Brings people into the call; a call between two becomes a group call by it. Several at once are for group calls
 * that have a chat. `replacesCallId` names the call that the invited one leaves for this one; then only the first
 * participant counts. The end of the operation is told, and after it the list of participants.
 */
export const inviteParticipants = {
  name: 'inviteParticipants',
  documentation: 'participant-invite',
  method: 'POST',
  path: '/communications/calls/{id}/participants/invite',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.InitiateGroupCall.All'],
  permissionCheck: 'request',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: z.strictObject({
    participants: z.array(invitationParticipantInfo).min(1).max(invitationLimit),
    clientContext: clientContext.exactOptional(),
  }),
  betaOnlyMembers: [],
  response: inviteParticipantsOperation,
  responseType: 'microsoft.graph.inviteParticipantsOperation',
  successStatus: 200,
  isAsynchronous: true,
  completion: 'operation',
  repeatIsHarmless: false,
  inFlows: {
    by: 'graphNode',
    until: 'end',
    // Graph gives an invitation that nobody answers up after about a minute.
    within: () => 90_000,
    unheard: 'failed',
    isHeard: true,
    untoldWith: [],
  },
} as const satisfies OperationDescription;
