import * as z from 'zod';
import type { OperationDescription } from './operation.ts';
import { tones } from './wire/call.ts';
import { sendDtmfTonesOperation } from './wire/comms-operation.ts';
import { clientContext } from './wire/primitives.ts';

/**
 * Presses keys for the other side to hear, such as an extension behind a switchboard. The end of the operation
 * says `completed` whatever became of it: `completionReason` is the verdict.
 */
export const sendDtmfTones = {
  name: 'sendDtmfTones',
  documentation: 'call-senddtmftones',
  method: 'POST',
  path: '/communications/calls/{id}/sendDtmfTones',
  availableIn: ['v1.0', 'beta'],
  aliasIn: ['v1.0', 'beta'],
  // The metadata of permissions lists only Calls.AccessMedia.All; this is what the page lists.
  permissions: ['Calls.Initiate.All', 'Calls.AccessMedia.All'],
  permissionCheck: 'callCreation',
  callKinds: ['oneToOne', 'group'],
  groupOnlyMembers: [],
  requiresState: { kind: 'established', audio: 'active' },
  media: 'any',
  request: z.strictObject({
    tones: z.array(z.enum(tones)).min(1),
    delayBetweenTonesMs: z.int32().min(0).exactOptional(),
    clientContext: clientContext.exactOptional(),
  }),
  betaOnlyMembers: [],
  response: sendDtmfTonesOperation,
  responseType: 'microsoft.graph.sendDtmfTonesOperation',
  successStatus: 200,
  isAsynchronous: true,
  completion: 'operation',
  repeatIsHarmless: false,
  inFlows: {
    by: 'graphNode',
    until: 'end',
    within: (body) => 30_000 + soundingTime(body),
    unheard: 'failed',
    // The keys themselves, by everybody.
    isHeard: true,
    untoldWith: [],
  },
} as const satisfies OperationDescription;

/** Longest that a key sounds, and how long keys are counted that are not known, or are none. */
const toneTime = 1_000;
const unknownTime = 270_000;

/** How long the keys of a body take, as it is sent, or as a flow has written it before it is worked out. */
function soundingTime(body: unknown): number {
  const { data } = countable.safeParse(body);
  return data === undefined ? unknownTime : data.tones.length * (toneTime + data.delayBetweenTonesMs);
}

const countable = z.looseObject({
  tones: z.array(z.string()),
  delayBetweenTonesMs: z.int32().min(0).default(1_000),
});
