import { instant, statusAt } from '../../call/index.ts';
import type { Instant, OpeningHours } from '../../call/index.ts';
import { partsOf } from '../../flow/index.ts';
import type { CompiledFlow } from '../../flow/index.ts';
import { callFacts } from '../../rehearsal/index.ts';
import { workOutSchedules } from '../../schedules/index.ts';
import type { Random } from '../random.ts';

/** Times at which a call may begin, together with those at which the opening hours of its flow are as well. */
export type Occasions = readonly [readonly Instant[], ...(readonly Instant[])[]];

const hour = 3_600_000;
/** A Monday at midnight, UTC. */
const monday = Date.UTC(2026, 9, 26);

/** Of each group so many are enough. */
const mostOfAGroup = 8;

/** Groups the times of a week and of the holidays by what the schedules that the flow asks for are then. */
export function occasionsOf(flow: CompiledFlow): Occasions {
  const parts = partsOf(flow).filter(({ schedules }) => schedules.size > 0);
  const schedules = parts.flatMap((part) => [...part.schedules.values()]);
  const usual = callFacts(flow, { scenario: '', flow: flow.id, steps: [] }).startedAt;
  if (schedules.length === 0) return [[usual]];
  const times = [usual, ...weekTimes(), ...schedules.flatMap(holidayTimes)];
  const tables = workOutSchedules({
    from: instant(Math.min(...times)),
    until: instant(Math.max(...times) + hour),
    schedules: Object.fromEntries(parts.map((part) => [part.id, Object.fromEntries(part.schedules)])),
  });
  const all = Object.values(tables).flatMap((table) => Object.values(table));
  const groups = new Map<string, Instant[]>();
  for (const at of times) {
    const statuses = all.map((table) => statusAt(table, at)).join(' ');
    const group = groups.get(statuses) ?? [];
    if (group.length < mostOfAGroup) groups.set(statuses, [...group, at]);
  }
  const [first = [usual], ...rest] = groups.values();
  return [first, ...rest];
}

function weekTimes(): readonly Instant[] {
  return Array.from({ length: 7 * 8 }, (_, index) => instant(monday + index * 3 * hour + hour / 2));
}

/** Those of the year that begins with the usual time: all that a calendar has is much to work out. */
function holidayTimes({ holidays }: OpeningHours): readonly Instant[] {
  return holidays
    .map(({ from }) => Date.parse(`${from}T00:00:00Z`))
    .filter((at) => at >= monday && at < monday + 366 * 24 * hour)
    .flatMap((at) => [9, 11, 13, 22].map((time) => instant(at + time * hour)));
}

/** A group first, so that what is rare is met as often. */
export function chooseTime(occasions: Occasions, random: Random): Instant {
  const group = random.oneOf(occasions);
  return random.maybeOf(group) ?? instant(monday);
}
