import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { commsOperation } from './wire/comms-operation.ts';
import { mediaPrompt } from './wire/media.ts';
import { clientContext } from './wire/primitives.ts';

/** Puts a participant on hold, with music. One at a time. */
export const startHoldMusic = {
  name: 'startHoldMusic',
  documentation: 'participant-startholdmusic',
  method: 'POST',
  path: '/communications/calls/{id}/participants/{participantId}/startHoldMusic',
  availableIn: ['v1.0', 'beta'],
  aliasIn: [],
  permissions: ['Calls.JoinGroupCallAsGuest.All', 'Calls.JoinGroupCall.All'],
  permissionCheck: 'callCreation',
  // No source says whether it works in a call between two, and none that it does not.
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'any' },
  media: 'any',
  request: z.strictObject({
    /** What the held participant hears; what it is where this is left out, no source says. */
    customPrompt: mediaPrompt.exactOptional(),
    clientContext: clientContext.exactOptional(),
  }),
  betaOnlyMembers: [],
  response: commsOperation,
  responseType: 'microsoft.graph.startHoldMusicOperation',
  successStatus: 202,
  isAsynchronous: true,
  completion: 'operation',
  repeatIsHarmless: false,
  inFlows: {
    by: 'graphNode',
    until: 'end',
    // No source says whether its end is told when the music begins, or when it stops: a flow has to go on meanwhile.
    within: () => 1_000,
    unheard: 'done',
    isHeard: false,
    untoldWith: [],
  },
} as const satisfies OperationDescription;
