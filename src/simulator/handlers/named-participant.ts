import type { Participant } from '../call/roster.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { refusal } from '../graph/refusal.ts';

/** The participant that an address names. Throws the refusal where there is none. */
export function namedParticipant(call: SimulatedCall, id: string): Participant {
  const found = call.roster.withId(id);
  if (found !== null) return found;
  throw refusal('state', call.switches.participantNotFound, 'Participant not found.');
}

/** The app's own place in its call. */
export function ownParticipant(call: SimulatedCall): Participant {
  return namedParticipant(call, call.myParticipantId);
}
