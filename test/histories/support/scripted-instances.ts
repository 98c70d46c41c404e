import { installModuleHook, startHost, VirtualClock, driveVirtualClock } from '../../../src/host/index.ts';
import type { EmbeddedHost } from '../../../src/host/index.ts';
import { HistoryRecorder } from './history-recorder.ts';
import type { RecordedHistory } from './recorded-history.ts';

/** What an activity answers when it is called for the n-th time, from 1; what it throws is its failure. */
export type ScriptedActivity = (call: number, input: unknown) => unknown;

export interface ScriptedInstance {
  readonly about: string;
  readonly orchestrator: string;
  readonly instanceId: string;
  readonly input: unknown;
  /** By name; what is not named answers `{}`. */
  readonly activities: Readonly<Record<string, ScriptedActivity>>;
}

/** Runs an orchestrator of the app whose activities only say what they are told to. `appDirectory` has its host.json. */
export async function recordScripted(
  { about, orchestrator, instanceId, input, activities }: ScriptedInstance,
  appDirectory: string,
): Promise<RecordedHistory> {
  installModuleHook();
  const { registerOrchestrators } = await import('./orchestrators.ts');
  const clock = new VirtualClock(new Date('2026-10-26T09:00:00Z'));
  const recorder = new HistoryRecorder();
  const host: EmbeddedHost = await startHost({
    appDirectory,
    port: 0,
    environment: {},
    clock,
    closeLimit: 0,
    onEpisode: recorder.onEpisode,
    load: () => registerOrchestrators(scripted(activities)),
  });
  try {
    host.durable.start({ name: orchestrator, instanceId, input: JSON.stringify(input) });
    const day = 24 * 3_600_000;
    await driveVirtualClock(host, clock).advanceUntil(() => isOver(host, instanceId), day);
    return recorder.recorded(instanceId, about);
  } finally {
    await host.close();
  }
}

const isOver = (host: EmbeddedHost, id: string): boolean =>
  ['Completed', 'Failed'].includes(host.durable.instance(id)?.status ?? '');

function scripted(activities: ScriptedInstance['activities']): (name: string, input: unknown) => unknown {
  const calls = new Map<string, number>();
  return (name, input) => {
    const call = (calls.get(name) ?? 0) + 1;
    calls.set(name, call);
    return activities[name]?.(call, input) ?? {};
  };
}
