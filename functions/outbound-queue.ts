import { app } from '@azure/functions';
import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { buryPoison, outboundQueue, parseQueuedMessage, wakeForCall } from '../src/dialer/index.ts';
import { acceptQueuedCall, log, writeDeadLetter } from './composition.ts';
import { storeOf } from './durable-store.ts';

const queued = (body: unknown, { triggerMetadata, invocationId }: InvocationContext) =>
  parseQueuedMessage(body, triggerMetadata, invocationId);

/** Calls that others want made. */
app.storageQueue('take-outbound-call', {
  queueName: outboundQueue,
  connection: 'IvrQueues',
  extraInputs: [df.input.durableClient()],
  handler: (body, context) =>
    acceptQueuedCall(queued(body, context), () => wakeForCall(storeOf(context), log)),
});

/** Messages over which a process died again and again. */
app.storageQueue('bury-outbound-call', {
  queueName: `${outboundQueue}-poison`,
  connection: 'IvrQueues',
  handler: (body, context) => buryPoison(queued(body, context), writeDeadLetter),
});
