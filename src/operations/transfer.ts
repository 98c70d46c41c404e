import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { invitationParticipantInfo, namedParticipantInfo } from './wire/identity.ts';
import { clientContext } from './wire/primitives.ts';

/**
 * Hands the call over: blind, or with `replacesCallId` in the target consultative. It ends in
 * transferAccepted and terminated, or in established with a failing result; it cannot be cancelled.
 */
export const transfer = {
  name: 'transfer',
  documentation: 'call-transfer',
  method: 'POST',
  path: '/communications/calls/{id}/transfer',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.Initiate.All'],
  permissionCheck: 'request',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: ['transferee'],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: z.strictObject({
    transferTarget: invitationParticipantInfo,
    /** Who is moved; for group calls only. */
    transferee: namedParticipantInfo.exactOptional(),
    // Examples of the page send it, though the action's schema does not have it.
    clientContext: clientContext.exactOptional(),
  }),
  betaOnlyMembers: [],
  response: null,
  responseType: null,
  successStatus: 202,
  isAsynchronous: true,
  completion: 'callState',
  repeatIsHarmless: false,
  inFlows: { by: 'ownNode', instead: 'a `transfer`' },
} as const satisfies OperationDescription;
