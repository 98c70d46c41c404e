import { wireParticipant } from '../call/participant-resource.ts';
import type { Handler } from './handler.ts';
import { namedParticipant } from './named-participant.ts';

/** One participant (participant-get). */
export const getParticipant: Handler<'getParticipant'> = ({ call, parameters }) => ({
  body: wireParticipant(call, namedParticipant(call, parameters.participantId)),
});
