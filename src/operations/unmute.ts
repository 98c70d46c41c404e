import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { commsOperation } from './wire/comms-operation.ts';
import { clientContext } from './wire/primitives.ts';

/** The app is heard again. Nobody else can be unmuted: they do that themselves. */
export const unmute = {
  name: 'unmute',
  documentation: 'call-unmute',
  method: 'POST',
  path: '/communications/calls/{id}/unmute',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.Initiate.All', 'Calls.AccessMedia.All'],
  permissionCheck: 'callCreation',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: z.strictObject({ clientContext: clientContext.exactOptional() }),
  betaOnlyMembers: [],
  response: commsOperation,
  responseType: 'microsoft.graph.unmuteParticipantOperation',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'roster',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
