import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { invitationParticipantInfo } from './wire/identity.ts';
import { callbackUri } from './wire/primitives.ts';

/** Limits of call-redirect: how many ring at once, and for how many seconds. */
const redirectLimits = { targets: 25, minimumTimeout: 15, maximumTimeout: 90 } as const;

/** Sends an incoming call elsewhere before it is answered. Several targets ring at once; the first to answer wins. */
export const redirect = {
  name: 'redirect',
  documentation: 'call-redirect',
  method: 'POST',
  path: '/communications/calls/{id}/redirect',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.Initiate.All'],
  permissionCheck: 'request',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'incoming' },
  media: 'any',
  request: z.strictObject({
    targets: z.array(invitationParticipantInfo).min(1).max(redirectLimits.targets),
    timeout: z.int32().min(redirectLimits.minimumTimeout).max(redirectLimits.maximumTimeout).exactOptional(),
    callbackUri: callbackUri.exactOptional(),
    // Shown by an example of the page although the schema of v1.0 has no such parameter.
    routingPolicies: z.array(z.string()).exactOptional(),
  }),
  betaOnlyMembers: [],
  response: null,
  responseType: null,
  successStatus: 202,
  isAsynchronous: true,
  completion: 'callState',
  repeatIsHarmless: false,
  inFlows: { by: 'ownNode', instead: 'a `redirect`' },
} as const satisfies OperationDescription;
