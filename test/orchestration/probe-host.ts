import path from 'node:path';
import * as df from 'durable-functions';
import { driveVirtualClock, startHost, VirtualClock } from '../../src/host/index.ts';
import type { ChaosOptions, EmbeddedHost, VirtualDriver } from '../../src/host/index.ts';

/** An embedded host with a virtual clock and nothing in it but what the test registers. */
export interface ProbeHost {
  readonly host: EmbeddedHost;
  readonly clock: VirtualClock;
  readonly driver: VirtualDriver;
  /** To be called by activities: resolves when the clock has moved on by `duration`. */
  readonly sleep: (duration: number) => Promise<void>;
  /** Raises an event at a time of the virtual clock. */
  readonly raiseAt: (time: number, instanceId: string, name: string, data: unknown) => void;
  /** Lets time pass until the instance has ended; gives back its status and its output. */
  readonly finished: (instanceId: string) => Promise<{ status: string | undefined; output: unknown }>;
}

export async function startProbeHost(
  register: (probe: Pick<ProbeHost, 'clock' | 'sleep'>) => void,
  chaos?: ChaosOptions,
): Promise<ProbeHost> {
  const clock = new VirtualClock();
  const sleeping = new Set<symbol>();
  const sleep = (duration: number): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = Symbol('sleeper');
      sleeping.add(sleeper);
      clock.schedule(clock.now() + duration, () => {
        sleeping.delete(sleeper);
        resolve();
      });
    });
  const host = await startHost({
    appDirectory: path.join(__dirname, '..', 'fixtures', 'host-apps', 'empty-shell'),
    port: 0,
    environment: {},
    clock,
    ...(chaos === undefined ? {} : { chaos }),
    load: () => register({ clock, sleep }),
  });
  const driver = driveVirtualClock(host, clock, ({ kind }) => kind === 'activity' && sleeping.size > 0);
  const final = (instanceId: string): boolean => {
    const status = host.durable.instance(instanceId)?.status;
    return status === 'Completed' || status === 'Failed' || status === 'Terminated';
  };
  return {
    host,
    clock,
    driver,
    sleep,
    raiseAt: (time, instanceId, name, data) => {
      clock.schedule(time, () => host.durable.raiseEvent(instanceId, name, JSON.stringify(data)));
    },
    finished: async (instanceId) => {
      await driver.advanceUntil(() => final(instanceId), 24 * 60 * 60_000);
      const instance = host.durable.instance(instanceId);
      return { status: instance?.status, output: instance?.output };
    },
  };
}

export { df };
