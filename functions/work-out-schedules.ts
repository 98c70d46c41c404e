import * as df from 'durable-functions';
import type { ScheduleTables } from '../src/call/index.ts';
import { parseScheduleOrder, workOutSchedulesActivity } from '../src/orchestration/index.ts';
import { workOutSchedules } from '../src/schedules/index.ts';

/** The opening hours of a call, when it starts. */
df.app.activity(workOutSchedulesActivity, {
  handler: (input: unknown): ScheduleTables => workOutSchedules(parseScheduleOrder(input)),
});
