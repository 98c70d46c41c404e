import { muteSeveral } from '../call/conference.ts';
import type { Handler } from './handler.ts';
import { namedParticipant } from './named-participant.ts';
import { operationAnswer } from './operation-answer.ts';

/** Mutes those who are named, or everybody else (participant-muteall, beta). */
export const muteAllParticipants: Handler<'muteAllParticipants'> = ({ call, body }) => {
  const named = body.participants.map((id) => namedParticipant(call, id));
  const muted = named.length > 0 ? named : call.roster.company;
  muteSeveral(call, muted, true);
  return operationAnswer(call, {
    wireType: 'muteParticipantsOperation',
    status: 'completed',
    clientContext: body.clientContext ?? null,
    members: { participants: muted.map(({ id }) => id) },
  });
};
