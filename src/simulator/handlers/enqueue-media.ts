import type { SimulatedCall } from '../call/simulated-call.ts';
import { GraphRefusal } from '../graph/refusal.ts';
import type { MediaOperation } from '../media/media-operation.ts';
import { mediaQueueLimit } from '../media/media-queue.ts';
import type { HandlerAnswer } from './handler.ts';
import { operationAnswer } from './operation-answer.ts';

/** Puts an operation into the call's media queue and answers that it runs. */
export function enqueueMedia(call: SimulatedCall, operation: MediaOperation): HandlerAnswer {
  if (call.media.waiting.length >= mediaQueueLimit) {
    const message = `The simulator keeps at most ${mediaQueueLimit} waiting media operations in a call.`;
    throw new GraphRefusal('limit', { status: 429, code: '8516', message });
  }
  call.media.enqueue(operation);
  const { id, wireType, clientContext } = operation;
  return operationAnswer(call, { id, wireType, clientContext, status: 'running' });
}
