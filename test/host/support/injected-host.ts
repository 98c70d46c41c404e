/** A host in the test's own process, its functions registered by the test, on a virtual clock. */
import path from 'node:path';
import type { EmbeddedHost, HostLogEntry, HostOptions, VirtualDriver } from '../../../src/host/index.ts';
import { driveVirtualClock, startHost, VirtualClock } from '../../../src/host/index.ts';

export interface InjectedHost {
  readonly host: EmbeddedHost;
  readonly clock: VirtualClock;
  readonly time: VirtualDriver;
  readonly logged: readonly HostLogEntry[];
  /** Output of an instance once it has finished, letting time pass; its status when it never does. */
  readonly finished: (instanceId: string) => Promise<unknown>;
}

const running: EmbeddedHost[] = [];

export async function injectFunctions(
  register: (clock: VirtualClock) => void,
  options: Partial<HostOptions> = {},
): Promise<InjectedHost> {
  const clock = new VirtualClock();
  const logged: HostLogEntry[] = [];
  const host = await startHost({
    appDirectory: path.join(__dirname, '..', '..', 'fixtures', 'host-apps', 'empty-shell'),
    port: 0,
    environment: {},
    clock,
    log: (entry) => logged.push(entry),
    closeLimit: 100,
    load: () => register(clock),
    ...options,
  });
  running.push(host);
  const time = driveVirtualClock(host, clock);
  const isFinal = (id: string): boolean =>
    ['Completed', 'Failed', 'Terminated'].includes(host.durable.instance(id)?.status ?? '');
  return {
    host,
    clock,
    time,
    logged,
    async finished(instanceId) {
      const done = await time.advanceUntil(() => isFinal(instanceId), 30 * 24 * 60 * 60 * 1000);
      const instance = host.durable.instance(instanceId);
      return done ? instance?.output : { stillThere: instance?.status };
    },
  };
}

/** For afterEach: one host runs in a process at a time. */
export async function closeHosts(): Promise<void> {
  for (const host of running.splice(0)) await host.close();
}
