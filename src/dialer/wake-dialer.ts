import { startUnlessThere } from '../durable-store/index.ts';
import type { DurableClient } from '../durable-store/index.ts';
import type { Log } from '../telemetry/index.ts';
import { freshState } from './dialer-state.ts';
import { dialerInstance, dialerOrchestrator } from './run-dialer.ts';
import { tellTrouble } from './tell-trouble.ts';
import type { WaitingLine } from './waiting-line.ts';

type DurableStarts = Pick<DurableClient, 'getStatus' | 'startNew'>;

/**
 * Sees to it that the dialer runs. One that is about to end may miss what was put into the line just now: a timer wakes
 * it once a minute for that.
 */
async function wakeDialer(client: DurableStarts): Promise<void> {
  const dialer = { id: dialerInstance, name: dialerOrchestrator, input: freshState };
  await startUnlessThere(client, dialer, ({ state }) => state !== 'over');
}

/**
 * The same for whoever has put a call into the line: it is safe there, and a dialer that could not be woken now is woken
 * by the timer. What went wrong is told.
 */
export async function wakeForCall(client: DurableStarts, log: Log): Promise<void> {
  await tellTrouble('wake', log, () => wakeDialer(client)).catch(() => undefined);
}

/** Tries whose time has come wake nobody. */
export async function wakeIfWaiting(
  line: Pick<WaitingLine, 'hasCalls'>,
  client: DurableStarts,
): Promise<void> {
  if (await line.hasCalls()) await wakeDialer(client);
}
