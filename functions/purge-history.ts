import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { purgeHistory } from './composition.ts';
import { storeOf } from './durable-store.ts';

/** Calls that ended HISTORY_RETENTION ago leave the durable store. */
app.timer('purge-history', {
  schedule: '0 7 * * * *',
  extraInputs: [df.input.durableClient()],
  handler: (_timer, context) => purgeHistory(storeOf(context)),
});
