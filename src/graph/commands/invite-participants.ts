import { invitation } from './command-wire.ts';
import type { BodyOf } from './command-wire.ts';

/** Of several people the first only may leave another call for this one. */
export const inviteParticipants: BodyOf<'inviteParticipants'> = ({ operation, participants, replaces }) => ({
  participants: participants.map((target) => ({
    ...invitation(target),
    ...(replaces === null ? {} : { replacesCallId: replaces }),
  })),
  clientContext: operation,
});
