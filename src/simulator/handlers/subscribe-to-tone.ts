import type { Handler } from './handler.ts';
import { operationAnswer } from './operation-answer.ts';

/** From now on keys are told (call-subscribetotone). */
export const subscribeToTone: Handler<'subscribeToTone'> = ({ call, body }) => {
  call.tonesSubscribed = true;
  const clientContext = body.clientContext ?? null;
  return operationAnswer(call, { wireType: 'subscribeToToneOperation', status: 'completed', clientContext });
};
