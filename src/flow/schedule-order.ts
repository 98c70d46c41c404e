import { later } from '../call/index.ts';
import type { CallFacts, ScheduleOrder } from '../call/index.ts';
import { beyondCallDuration } from './call-limits.ts';
import { partsOf } from './compiled-flow.ts';
import type { CompiledFlow } from './compiled-flow.ts';

/** What is to be worked out when a call starts; null where the flow asks for no schedule. */
export function scheduleOrder(flow: CompiledFlow, { startedAt }: CallFacts): ScheduleOrder | null {
  const asking = partsOf(flow).filter(({ schedules }) => schedules.size > 0);
  if (asking.length === 0) return null;
  return {
    from: startedAt,
    until: later(startedAt, flow.limits.maxCallDuration + beyondCallDuration),
    schedules: Object.fromEntries(asking.map(({ id, schedules }) => [id, Object.fromEntries(schedules)])),
  };
}
