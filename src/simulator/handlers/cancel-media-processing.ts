import type { Handler } from './handler.ts';
import { operationAnswer } from './operation-answer.ts';

/** Stops and empties the media queue; fine with nothing to stop (call-cancelmediaprocessing). */
export const cancelMediaProcessing: Handler<'cancelMediaProcessing'> = ({ call, body }) => {
  call.media.cancelAll();
  const clientContext = body.clientContext ?? null;
  return operationAnswer(call, {
    wireType: 'cancelMediaProcessingOperation',
    status: 'completed',
    clientContext,
  });
};
