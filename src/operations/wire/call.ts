import * as z from 'zod';
import { participantInfo } from './identity.ts';
import { resultInfo } from './result-info.ts';
import { tolerantEnumeration, tolerantInteger } from './primitives.ts';

/** `call.state` of v1.0, and `ringing` of beta. */
const callStates = [
  'incoming',
  'establishing',
  'ringing',
  'established',
  'hold',
  'transferring',
  'transferAccepted',
  'redirecting',
  'terminating',
  'terminated',
] as const;

const callState = tolerantEnumeration(callStates);

/** The keys of `tone`. */
export const tones = [
  'tone0',
  'tone1',
  'tone2',
  'tone3',
  'tone4',
  'tone5',
  'tone6',
  'tone7',
  'tone8',
  'tone9',
  'star',
  'pound',
  'a',
  'b',
  'c',
  'd',
  'flash',
] as const;

export type Tone = (typeof tones)[number];

/** A pressed key; `sequenceId` grows per tone of the call, from 1 (resource toneInfo). */
const toneInfo = z.looseObject({
  sequenceId: tolerantInteger,
  tone: tolerantEnumeration(tones),
});

/** A call as Graph sends it: in notifications a sparse one, with only what changed. */
export const callResource = z.looseObject({
  id: z.string().nullish(),
  state: callState.nullish(),
  direction: tolerantEnumeration(['incoming', 'outgoing']).nullish(),
  callChainId: z.string().nullish(),
  tenantId: z.string().nullish(),
  myParticipantId: z.string().nullish(),
  source: participantInfo.nullish(),
  targets: z.array(participantInfo).nullish(),
  mediaState: z.looseObject({ audio: tolerantEnumeration(['active', 'inactive']).nullish() }).nullish(),
  toneInfo: toneInfo.nullish(),
  resultInfo: resultInfo.nullish(),
  terminationReason: z.string().nullish(),
});

export type CallResource = z.infer<typeof callResource>;

/** A call as createCall and getCall answer it: its id is there. */
export const identifiedCall = callResource.extend({ id: z.string().min(1) });
