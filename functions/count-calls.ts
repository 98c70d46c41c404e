import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { countCalls } from '../src/call-control/index.ts';
import { clock, exporter, telemetry } from './composition.ts';
import { storeOf } from './durable-store.ts';

/** How many calls are going on, once a minute, by one instance for all. Where nobody watches, nobody counts. */
app.timer('count-calls', {
  schedule: '0 * * * * *',
  extraInputs: [df.input.durableClient()],
  handler: async (_timer, context) => {
    if ((await exporter) === null) return;
    const { running, pending } = await countCalls(storeOf(context), clock());
    telemetry.measure('ivr.calls.active', running, { state: 'running' });
    telemetry.measure('ivr.calls.active', pending, { state: 'pending' });
  },
});
