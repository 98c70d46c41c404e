import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { commsOperation } from './wire/comms-operation.ts';
import { clientContext } from './wire/primitives.ts';

/**
 * Stops what plays or records and empties the media queue. Each stopped operation reports its own failure
 * (400/8508); the subscription to tones survives.
 */
export const cancelMediaProcessing = {
  name: 'cancelMediaProcessing',
  documentation: 'call-cancelmediaprocessing',
  method: 'POST',
  path: '/communications/calls/{id}/cancelMediaProcessing',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.Initiate.All', 'Calls.AccessMedia.All'],
  permissionCheck: 'callCreation',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'serviceHosted',
  request: z.strictObject({ clientContext: clientContext.exactOptional() }),
  betaOnlyMembers: [],
  response: commsOperation,
  responseType: 'microsoft.graph.cancelMediaProcessingOperation',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'none',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
