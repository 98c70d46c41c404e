import { leave } from '../call/conference.ts';
import { refusal } from '../graph/refusal.ts';
import { partyId } from '../party.ts';
import type { Handler } from './handler.ts';
import { namedParticipant } from './named-participant.ts';

/** Removes a participant at once (participant-delete). The organizer of a meeting stays. */
export const deleteParticipant: Handler<'deleteParticipant'> = ({ call, parameters }) => {
  const { mayRemoveParticipants, removalNotAllowed, organizerStays, invalidArgument } = call.switches;
  const participant = namedParticipant(call, parameters.participantId);
  if (!mayRemoveParticipants) {
    throw refusal('auth', removalNotAllowed, 'The tenant does not let this application remove participants.');
  }
  if (participant.isApp) {
    throw refusal('schema', invalidArgument, 'The application leaves by deleting its call.');
  }
  const id = partyId(participant.party);
  if (id !== null && call.facts.meeting?.organizer === id) {
    throw refusal('state', organizerStays, 'The organizer of a meeting cannot be removed.');
  }
  leave(call, participant);
  return {};
};
