import type { Handler } from './handler.ts';
import { operationAnswer } from './operation-answer.ts';

/** Stops and empties the media queue, and the keys that are being sent; fine with nothing to stop (call-cancelmediaprocessing). */
export const cancelMediaProcessing: Handler<'cancelMediaProcessing'> = ({ call, body }) => {
  call.media.cancelAll();
  if (call.switches.cancelStopsTones) call.tones.cancelAll();
  const clientContext = body.clientContext ?? null;
  return operationAnswer(call, {
    wireType: 'cancelMediaProcessingOperation',
    status: 'completed',
    clientContext,
  });
};
