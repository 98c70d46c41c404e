import { noSchedules } from '../call/index.ts';
import type { CallFacts, ScheduleTables } from '../call/index.ts';
import { scheduleOrder } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import { workOutSchedules } from '../schedules/index.ts';

const workedOut = new Map<string, ScheduleTables>();
const mostWorkedOut = 64;

/** The opening hours of a call. Many calls of a run begin at the same time: what they ask is worked out once. */
export function schedulesFor(flow: CompiledFlow, call: CallFacts): ScheduleTables {
  const order = scheduleOrder(flow, call);
  if (order === null) return noSchedules;
  const key = `${flow.hash} ${call.startedAt}`;
  const known = workedOut.get(key);
  if (known !== undefined) return known;
  if (workedOut.size >= mostWorkedOut) workedOut.clear();
  const tables = workOutSchedules(order);
  workedOut.set(key, tables);
  return tables;
}
