import * as z from 'zod';
import { commsOperation } from './comms-operation.ts';
import { participantInfo } from './identity.ts';
import { tolerantInteger } from './primitives.ts';

/**
 * Somebody in a call, as Graph sends it in lists of participants and in the notifications of their changes.
 * `rosterSequenceNumber` tells a stale entry from a newer one of the same participant; `removedState` is there only
 * where who has left is told of (resource participant).
 */
export const participant = z.looseObject({
  id: z.string().nullish(),
  info: participantInfo.nullish(),
  isInLobby: z.boolean().nullish(),
  isMuted: z.boolean().nullish(),
  rosterSequenceNumber: tolerantInteger.nullish(),
  removedState: z.looseObject({ reason: z.string().nullish() }).nullish(),
});

export type Participant = z.infer<typeof participant>;

/** The end of muting several at once, of beta: `participants` are their ids. */
export const muteParticipantsOperation = commsOperation.extend({
  participants: z.array(z.string()).nullish(),
});

/** An invitation: its end says by `status` alone whether it succeeded, mostly without a `resultInfo`. */
export const inviteParticipantsOperation = commsOperation.extend({
  participants: z.array(participantInfo).nullish(),
});
