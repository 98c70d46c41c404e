import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { mediaConfig } from './wire/media.ts';
import { incomingCallOptions } from './wire/meeting.ts';
import { callbackUri } from './wire/primitives.ts';

/**
 * Takes an incoming call, within 15 s. A one-to-one call needs no permission; the listed ones are for
 * calls of a group.
 */
export const answer = {
  name: 'answer',
  documentation: 'call-answer',
  method: 'POST',
  path: '/communications/calls/{id}/answer',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'],
  permissionCheck: 'groupCall',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'incoming' },
  media: 'any',
  request: z.strictObject({
    callbackUri: callbackUri.exactOptional(),
    acceptedModalities: z.array(z.enum(['audio', 'video', 'videoBasedScreenSharing'])).min(1),
    mediaConfig,
    callOptions: incomingCallOptions.exactOptional(),
    participantCapacity: z.int32().exactOptional(),
  }),
  betaOnlyMembers: [],
  response: null,
  responseType: null,
  successStatus: 202,
  isAsynchronous: true,
  completion: 'callState',
  repeatIsHarmless: false,
  inFlows: { by: 'ownNode', instead: 'an `answer`' },
} as const satisfies OperationDescription;
