import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { commsOperation } from './wire/comms-operation.ts';
import { clientContext } from './wire/primitives.ts';

/**
 * Asks for a picture of many participants at once, which then stands in the list of participants as one of them.
 */
export const addLargeGalleryView = {
  name: 'addLargeGalleryView',
  documentation: 'call-addlargegalleryview',
  method: 'POST',
  path: '/communications/calls/{id}/addLargeGalleryView',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['v1.0', 'beta'],
  permissions: ['Calls.JoinGroupCallAsGuest.All', 'Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: z.strictObject({ clientContext: clientContext.exactOptional() }),
  betaOnlyMembers: [],
  response: commsOperation,
  responseType: 'microsoft.graph.addLargeGalleryViewOperation',
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
