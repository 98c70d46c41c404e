/** Moves a virtual clock step by step, letting the host finish what each step set off (HC2). */
import type { VirtualClock } from './clock.ts';
import type { WorkFilter } from './work-tracker.ts';

/** What the driver needs of a host. */
export interface DrivableHost {
  whenQuiet(ignoring?: WorkFilter): Promise<void>;
  nextArrival(): number | null;
}

export interface VirtualDriver {
  /** Lets `milliseconds` pass; everything that falls due meanwhile happens at its time. */
  readonly advanceBy: (milliseconds: number) => Promise<void>;
  /** Until nothing runs and no message is under way. Durable timers and schedules do not count: they stay in the future. */
  readonly advanceUntilIdle: () => Promise<void>;
  /** Until `done` holds after some step; false if nothing is left to happen or `limit` (milliseconds) has passed before. */
  readonly advanceUntil: (done: () => boolean, limit?: number) => Promise<boolean>;
}

/** @param ignoring work that never ends by itself (an activity that waits for the test) */
export function driveVirtualClock(
  host: DrivableHost,
  clock: VirtualClock,
  ignoring?: WorkFilter,
): VirtualDriver {
  const step = async (limit: number): Promise<boolean> => {
    await host.whenQuiet(ignoring);
    return clock.runNext(limit);
  };
  return {
    async advanceBy(milliseconds) {
      const end = clock.now() + milliseconds;
      while (await step(end));
      clock.advanceTo(end);
      await host.whenQuiet(ignoring);
    },
    async advanceUntilIdle() {
      await host.whenQuiet(ignoring);
      for (let arrival = host.nextArrival(); arrival !== null; arrival = host.nextArrival()) {
        if (!(await step(arrival))) clock.advanceTo(arrival);
        await host.whenQuiet(ignoring);
      }
    },
    async advanceUntil(done, limit = Infinity) {
      const end = clock.now() + limit;
      await host.whenQuiet(ignoring);
      while (!done()) {
        if (!(await step(end))) return false;
        await host.whenQuiet(ignoring);
      }
      return true;
    },
  };
}
