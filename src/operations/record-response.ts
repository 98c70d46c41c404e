import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { recordOperation } from './wire/comms-operation.ts';
import { mediaPrompt } from './wire/media.ts';
import { clientContext } from './wire/primitives.ts';

/** Limits and defaults of call-record, in seconds. */
export const recordLimits = {
  prompts: 1,
  minimumSeconds: 1,
  maximumSeconds: 120,
  defaultSeconds: 5,
} as const;

const seconds = z.int32().min(recordLimits.minimumSeconds).max(recordLimits.maximumSeconds).exactOptional();

/** Records what the caller says, after an optional prompt and a beep. The file is gone soon after the call. */
export const recordResponse = {
  name: 'recordResponse',
  documentation: 'call-record',
  method: 'POST',
  path: '/communications/calls/{id}/recordResponse',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['beta'],
  permissions: ['Calls.AccessMedia.All'],
  permissionCheck: 'request',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'active' },
  media: 'serviceHosted',
  request: z.strictObject({
    prompts: z.array(mediaPrompt).max(recordLimits.prompts).exactOptional(),
    /** Stops whatever plays or waits in the queue. */
    bargeInAllowed: z.boolean().exactOptional(),
    initialSilenceTimeoutInSeconds: seconds,
    maxSilenceTimeoutInSeconds: seconds,
    maxRecordDurationInSeconds: seconds,
    playBeep: z.boolean().exactOptional(),
    /** Characters, unlike the names that `tone` uses. */
    stopTones: z.array(z.string().regex(/^[0-9*#]$/, 'must be one of 0 to 9, * and #')).exactOptional(),
    clientContext: clientContext.exactOptional(),
  }),
  betaOnlyMembers: [],
  response: recordOperation,
  responseType: 'microsoft.graph.recordOperation',
  successStatus: 200,
  isAsynchronous: true,
  completion: 'operation',
  repeatIsHarmless: false,
  inFlows: {
    by: 'graphNode',
    until: 'end',
    // A prompt, and 120 s at most.
    within: () => 300_000,
    unheard: 'failed',
    isHeard: true,
    untoldWith: [],
  },
} as const satisfies OperationDescription;
