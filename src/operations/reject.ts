import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { callbackUri } from './wire/primitives.ts';

/** Turns an incoming call away. Only before it is answered; after that it is `deleteCall`. */
export const reject = {
  name: 'reject',
  documentation: 'call-reject',
  method: 'POST',
  path: '/communications/calls/{id}/reject',
  availableIn: ['v1.0', 'beta'],
  // No source documents the alias of this one operation; that it exists is likely only by analogy.
  aliasIn: ['beta'],
  permissions: [],
  permissionCheck: 'request',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'incoming' },
  media: 'any',
  request: z.strictObject({
    reason: z.enum(['none', 'busy', 'forbidden']).exactOptional(),
    callbackUri: callbackUri.exactOptional(),
  }),
  betaOnlyMembers: [],
  response: null,
  responseType: null,
  successStatus: 202,
  isAsynchronous: true,
  completion: 'callState',
  repeatIsHarmless: false,
  inFlows: { by: 'ownNode', instead: 'a `reject`' },
} as const satisfies OperationDescription;
