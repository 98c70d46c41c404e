import * as z from 'zod';
import type { OperationDescription } from './operation.ts';

/** Begins or ends the sharing of the app's screen, for apps that have media of their own. */
export const changeScreenSharingRole = {
  name: 'changeScreenSharingRole',
  documentation: 'call-changescreensharingrole',
  method: 'POST',
  path: '/communications/calls/{id}/changeScreenSharingRole',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.AccessMedia.All'],
  permissionCheck: 'request',
  callKinds: ['group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'appHosted',
  request: z.strictObject({ role: z.enum(['viewer', 'sharer']) }),
  betaOnlyMembers: [],
  response: null,
  responseType: null,
  successStatus: 202,
  isAsynchronous: true,
  completion: 'roster',
  repeatIsHarmless: true,
  inFlows: { by: 'graphNode', until: 'answer' },
} as const satisfies OperationDescription;
