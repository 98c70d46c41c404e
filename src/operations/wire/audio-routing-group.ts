import * as z from 'zod';
import { optionalType, tolerantEnumeration } from './primitives.ts';

const routingModes = ['oneToOne', 'multicast'] as const;

/** A private way of audio as Graph sends it: the participants who are heard, and those who hear them. */
export const audioRoutingGroup = z.looseObject({
  id: z.string().nullish(),
  routingMode: tolerantEnumeration(routingModes).nullish(),
  sources: z.array(z.string()).nullish(),
  receivers: z.array(z.string()).nullish(),
});

const participantIds = z.array(z.string().min(1));

/** The same as we send it; the id is the client's to choose. */
export const newAudioRoutingGroup = z.strictObject({
  '@odata.type': optionalType('audioRoutingGroup'),
  id: z.string().min(1).exactOptional(),
  routingMode: z.enum(routingModes),
  sources: participantIds,
  receivers: participantIds,
});

export type AudioRoutingGroup = Omit<z.infer<typeof newAudioRoutingGroup>, '@odata.type'>;

/** What of it changes. */
export const audioRoutingGroupChange = newAudioRoutingGroup.extend({
  routingMode: z.enum(routingModes).exactOptional(),
  sources: participantIds.exactOptional(),
  receivers: participantIds.exactOptional(),
});
