import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { durableStore } from '../src/durable-store/index.ts';
import { countCalls } from '../src/call-control/index.ts';
import { clock, exporter, telemetry } from './composition.ts';

/** How many calls are going on, once a minute, by one instance for all. Where nobody watches, nobody counts. */
app.timer('count-calls', {
  schedule: '0 * * * * *',
  extraInputs: [df.input.durableClient()],
  handler: async (_timer, context) => {
    if ((await exporter) === null) return;
    const { running, pending } = await countCalls(durableStore(df.getClient(context)), clock());
    telemetry.measure('ivr.calls.active', running, { state: 'running' });
    telemetry.measure('ivr.calls.active', pending, { state: 'pending' });
  },
});
