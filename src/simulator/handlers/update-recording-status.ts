import { tellRoster } from '../call/tell-roster.ts';
import { refusal } from '../graph/refusal.ts';
import type { Handler } from './handler.ts';
import { operationAnswer } from './operation-answer.ts';

/** Shows everybody whether the app records, in calls under a recording policy (call-updaterecordingstatus). */
export const updateRecordingStatus: Handler<'updateRecordingStatus'> = ({ call, body }) => {
  const { recordingPolicy, notRecordingCall } = call.switches;
  if (!recordingPolicy) throw refusal('state', notRecordingCall, 'The call is under no recording policy.');
  const changed = call.roster.change(call.myParticipantId, { recording: body.status });
  if (changed !== null) tellRoster(call, [changed]);
  return operationAnswer(call, {
    wireType: 'updateRecordingStatusOperation',
    status: 'completed',
    clientContext: body.clientContext ?? null,
  });
};
