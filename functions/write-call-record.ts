import { output } from '@azure/functions';
import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import type { CallRecord } from '../src/call/index.ts';
import { writeCallRecordActivity } from '../src/orchestration/index.ts';
import { deliverRecord, tellCall } from './composition.ts';

const callRecords = output.storageQueue({ queueName: 'ivr-call-records', connection: 'IvrQueues' });

/** Hands the record of a finished call to whoever keeps records. */
df.app.activity(writeCallRecordActivity, {
  extraOutputs: [callRecords],
  handler: async (record: CallRecord, context: InvocationContext): Promise<Record<string, never>> => {
    context.extraOutputs.set(callRecords, await deliverRecord(record));
    tellCall.end(record);
    return {};
  },
});
