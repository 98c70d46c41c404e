import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { commsOperation } from './wire/comms-operation.ts';
import { clientContext } from './wire/primitives.ts';

/**
 * Asks for the caller's keys, which then arrive as updates of the call until it ends. A repeat is harmless:
 * were a key told twice, both would carry the same `sequenceId`.
 */
export const subscribeToTone = {
  name: 'subscribeToTone',
  documentation: 'call-subscribetotone',
  method: 'POST',
  path: '/communications/calls/{id}/subscribeToTone',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.AccessMedia.All'],
  permissionCheck: 'request',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'serviceHosted',
  request: z.strictObject({ clientContext: clientContext.exactOptional() }),
  betaOnlyMembers: [],
  response: commsOperation,
  responseType: 'microsoft.graph.subscribeToToneOperation',
  successStatus: 200,
  isAsynchronous: false,
  completion: 'callToneInfo',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
