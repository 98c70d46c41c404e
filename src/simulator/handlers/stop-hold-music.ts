import { refusal } from '../graph/refusal.ts';
import type { Handler } from './handler.ts';
import { hold } from './hold.ts';
import { laterOperation } from './later-operation.ts';
import { namedParticipant } from './named-participant.ts';

/** Brings the participant who is on hold back (participant-stopholdmusic). */
export const stopHoldMusic: Handler<'stopHoldMusic'> = ({ call, body, parameters }) => {
  const participant = namedParticipant(call, parameters.participantId);
  if (!participant.onHold) {
    throw refusal('state', call.switches.wrongState, 'The participant is not on hold.');
  }
  return laterOperation(call, {
    wireType: 'stopHoldMusicOperation',
    clientContext: body.clientContext ?? null,
    end: () => hold(call, participant.id, false),
  });
};
