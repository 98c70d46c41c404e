import type { OrchestrationContext, Task } from 'durable-functions';
import { noSchedules } from '../call/index.ts';
import type { CallFacts, ScheduleTables } from '../call/index.ts';
import { scheduleOrder } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import { workOutSchedulesActivity } from './names.ts';
import { parseScheduleTables } from './parse-durable.ts';
import { settled } from './settled.ts';

/**
 * The opening hours of a call, worked out once by an activity, so that history keeps them: the zone data of a later
 * worker may be another. A flow that asks for none costs no hop; where the activity fails (O8) there are none, and
 * asking for one is the flow's error `expression`.
 */
export function* callSchedules(
  { df }: OrchestrationContext,
  flow: CompiledFlow,
  call: CallFacts,
): Generator<Task, ScheduleTables, unknown> {
  const order = scheduleOrder(flow, call);
  if (order === null) return noSchedules;
  const task = df.callActivity(workOutSchedulesActivity, order);
  yield* settled(task);
  return task.isCompleted ? (parseScheduleTables(task.result) ?? noSchedules) : noSchedules;
}
