import { mute } from '../call/conference.ts';
import type { Handler } from './handler.ts';
import { namedParticipant } from './named-participant.ts';
import { operationAnswer } from './operation-answer.ts';

/** Mutes one participant (participant-mute). */
export const muteParticipant: Handler<'muteParticipant'> = ({ call, body, parameters }) => {
  mute(call, namedParticipant(call, parameters.participantId), true);
  return operationAnswer(call, {
    wireType: 'muteParticipantOperation',
    status: 'completed',
    clientContext: body.clientContext ?? null,
  });
};
