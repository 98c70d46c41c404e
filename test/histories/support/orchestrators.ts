import * as df from 'durable-functions';
import { cancelledOrchestrator, runCancelledRequest } from '../../../src/call-control/index.ts';
import { dialerOrchestrator, lookActivity, runDialer, startDueActivity } from '../../../src/dialer/index.ts';
import {
  callOrchestrator,
  commandActivities,
  effectActivities,
  runCall,
  workOutSchedulesActivity,
  writeCallRecordActivity,
} from '../../../src/orchestration/index.ts';

/** Registers every orchestrator of the app, and its activities as `perform` has them. */
export function registerOrchestrators(perform: (name: string, input: unknown) => unknown): void {
  df.app.orchestration(callOrchestrator, runCall);
  df.app.orchestration(cancelledOrchestrator, runCancelledRequest);
  df.app.orchestration(dialerOrchestrator, runDialer);
  const activities = [
    ...commandActivities,
    ...Object.values(effectActivities),
    workOutSchedulesActivity,
    writeCallRecordActivity,
    lookActivity,
    startDueActivity,
  ];
  for (const name of activities) df.app.activity(name, { handler: (input: unknown) => perform(name, input) });
}
