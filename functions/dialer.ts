import { app } from '@azure/functions';
import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { durableCallsStore } from '../src/call-control/index.ts';
import {
  dialerOrchestrator,
  lookActivity,
  parseDialerState,
  parseDueCall,
  runDialer,
  startDueActivity,
  tellTrouble,
  wakeIfWaiting,
} from '../src/dialer/index.ts';
import { orchestratorByVersion } from '../src/orchestration/index.ts';
import { log, lookAtCalls, startDueCall, waitingCalls } from './composition.ts';
import { storeOf } from './durable-store.ts';

/** The calls that were put into the queue are made, as many at a time as the limits allow. */
df.app.orchestration(dialerOrchestrator, orchestratorByVersion(dialerOrchestrator, { '1': runDialer }));

df.app.activity(lookActivity, {
  extraInputs: [df.input.durableClient()],
  handler: (state: unknown, context: InvocationContext) =>
    tellTrouble(lookActivity, log, () =>
      lookAtCalls(parseDialerState(state), durableCallsStore(storeOf(context))),
    ),
});

df.app.activity(startDueActivity, {
  extraInputs: [df.input.durableClient()],
  handler: (due: unknown, context: InvocationContext) =>
    tellTrouble(startDueActivity, log, async () => ({
      started: await startDueCall(parseDueCall(due), durableCallsStore(storeOf(context))),
    })),
});

/** Tries whose time has come wake nobody, and a dialer that was about to end may have missed a call. */
app.timer('wake-dialer', {
  schedule: '30 * * * * *',
  extraInputs: [df.input.durableClient()],
  handler: (_timer, context) => wakeIfWaiting(waitingCalls, storeOf(context)),
});
