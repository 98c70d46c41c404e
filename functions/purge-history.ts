import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { durableStore } from '../src/durable-store/index.ts';
import { purgeHistory } from './composition.ts';

/** Calls that ended HISTORY_RETENTION ago leave the durable store. */
app.timer('purge-history', {
  schedule: '0 7 * * * *',
  extraInputs: [df.input.durableClient()],
  handler: (_timer, context) => purgeHistory(durableStore(df.getClient(context))),
});
