import { randomUUID } from 'node:crypto';
import { RecordOperation } from '../media/record-operation.ts';
import type { Handler } from './handler.ts';
import { enqueueMedia } from './enqueue-media.ts';

/** Queues a recording, or puts it in place of everything queued (call-record). */
export const recordResponse: Handler<'recordResponse'> = ({ simulation, call, body }) => {
  const operation = new RecordOperation(call.mediaPorts, randomUUID(), body, (recording) =>
    simulation.recordings.keep(call, recording),
  );
  if (body.bargeInAllowed === true) call.media.cancelAll();
  const answer = enqueueMedia(call, operation);
  return { ...answer, body: { ...answer.body, recordingLocation: null, recordingAccessToken: null } };
};
