import { mute as muteOne } from '../call/conference.ts';
import type { Handler } from './handler.ts';
import { ownParticipant } from './named-participant.ts';
import { operationAnswer } from './operation-answer.ts';

/** The app mutes itself, which the list of participants tells (call-mute). */
export const mute: Handler<'mute'> = ({ call, body }) => {
  muteOne(call, ownParticipant(call), true);
  return operationAnswer(call, {
    wireType: 'muteParticipantOperation',
    status: 'completed',
    clientContext: body.clientContext ?? null,
  });
};
