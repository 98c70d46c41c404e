import { mute as muteOne } from '../call/conference.ts';
import type { Handler } from './handler.ts';
import { ownParticipant } from './named-participant.ts';
import { operationAnswer } from './operation-answer.ts';

/** The app is heard again, which the list of participants tells (call-unmute). */
export const unmute: Handler<'unmute'> = ({ call, body }) => {
  muteOne(call, ownParticipant(call), false);
  return operationAnswer(call, {
    wireType: 'unmuteParticipantOperation',
    status: 'completed',
    clientContext: body.clientContext ?? null,
  });
};
