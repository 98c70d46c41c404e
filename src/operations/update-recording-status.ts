import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { commsOperation } from './wire/comms-operation.ts';
import { clientContext } from './wire/primitives.ts';

/**
 * Says whether the app records, which it must before it keeps any media. Only calls under a recording policy of
 * the tenant take it.
 */
export const updateRecordingStatus = {
  name: 'updateRecordingStatus',
  documentation: 'call-updaterecordingstatus',
  method: 'POST',
  path: '/communications/calls/{id}/updateRecordingStatus',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  // The page of the reference names Calls.JoinGroupCall.All first; the metadata of permissions this order.
  permissions: ['Calls.AccessMedia.All', 'Calls.JoinGroupCall.All'],
  permissionCheck: 'request',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: z.strictObject({
    status: z.enum(['notRecording', 'recording', 'failed']),
    clientContext: clientContext.exactOptional(),
  }),
  betaOnlyMembers: [],
  response: commsOperation,
  responseType: 'microsoft.graph.updateRecordingStatusOperation',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'roster',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
