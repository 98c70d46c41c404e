import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { commsOperation } from './wire/comms-operation.ts';
import { mediaPrompt, promptLimit } from './wire/media.ts';
import { clientContext } from './wire/primitives.ts';

/** Plays 1 to 20 prompts, one after the other, after whatever the call's media queue already holds. */
export const playPrompt = {
  name: 'playPrompt',
  documentation: 'call-playprompt',
  method: 'POST',
  path: '/communications/calls/{id}/playPrompt',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.Initiate.All', 'Calls.AccessMedia.All'],
  permissionCheck: 'callCreation',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'active' },
  media: 'serviceHosted',
  request: z.strictObject({
    prompts: z.array(mediaPrompt).min(1).max(promptLimit),
    clientContext: clientContext.exactOptional(),
    /** Without end, and then without any notification. */
    loop: z.boolean().exactOptional(),
  }),
  betaOnlyMembers: ['loop'],
  response: commsOperation,
  responseType: 'microsoft.graph.playPromptOperation',
  successStatus: 200,
  isAsynchronous: true,
  completion: 'operation',
  repeatIsHarmless: false,
  inFlows: {
    by: 'graphNode',
    until: 'end',
    // Nobody knows how long somebody else's files are.
    within: () => 300_000,
    unheard: 'failed',
    isHeard: true,
    untoldWith: ['loop'],
  },
} as const satisfies OperationDescription;
