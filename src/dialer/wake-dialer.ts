import type { DurableStore } from '../durable-store/index.ts';
import type { Log } from '../telemetry/index.ts';
import { freshState } from './dialer-state.ts';
import { dialerInstance, dialerOrchestrator } from './run-dialer.ts';
import { tellTrouble } from './tell-trouble.ts';
import type { WaitingLine } from './waiting-line.ts';

type Starts = Pick<DurableStore, 'startUnlessRunning'>;

/**
 * Sees to it that the dialer runs. One that is about to end may miss what was put into the line just now: a timer wakes
 * it once a minute for that.
 */
async function wakeDialer(store: Starts): Promise<void> {
  await store.startUnlessRunning({ id: dialerInstance, name: dialerOrchestrator, input: freshState });
}

/**
 * The same for whoever has put a call into the line: it is safe there, and a dialer that could not be woken now is woken
 * by the timer. What went wrong is told.
 */
export async function wakeForCall(store: Starts, log: Log): Promise<void> {
  await tellTrouble('wake', log, () => wakeDialer(store)).catch(() => undefined);
}

/** Tries whose time has come wake nobody. */
export async function wakeIfWaiting(line: Pick<WaitingLine, 'hasCalls'>, store: Starts): Promise<void> {
  if (await line.hasCalls()) await wakeDialer(store);
}
