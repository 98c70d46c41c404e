import * as z from 'zod';
import { instanceStatus, startUnless } from '../durable-store/index.ts';
import type { DurableInstances } from '../durable-store/index.ts';
import type { Log } from '../telemetry/index.ts';
import { freshState } from './dialer-state.ts';
import { dialerInstance, dialerOrchestrator } from './run-dialer.ts';
import { tellTrouble } from './tell-trouble.ts';
import type { WaitingLine } from './waiting-line.ts';

const statusSchema = z.object({ runtimeStatus: z.string() });
const awake: ReadonlySet<string> = new Set(['Running', 'Pending', 'ContinuedAsNew', 'Suspended']);

/**
 * Sees to it that the dialer runs. One that is about to end may miss what was put into the line just now: a timer wakes
 * it once a minute for that.
 */
async function wakeDialer(client: DurableInstances): Promise<void> {
  const isAwake = async (): Promise<boolean> => {
    const status = await instanceStatus(client, dialerInstance);
    return status !== null && awake.has(statusSchema.parse(status).runtimeStatus);
  };
  const options = { instanceId: dialerInstance, input: freshState };
  await startUnless(isAwake, client, dialerOrchestrator, options);
}

/**
 * The same for whoever has put a call into the line: it is safe there, and a dialer that could not be woken now is woken
 * by the timer. What went wrong is told.
 */
export async function wakeForCall(client: DurableInstances, log: Log): Promise<void> {
  await tellTrouble('wake', log, () => wakeDialer(client)).catch(() => undefined);
}

/** Tries whose time has come wake nobody. */
export async function wakeIfWaiting(
  line: Pick<WaitingLine, 'hasCalls'>,
  client: DurableInstances,
): Promise<void> {
  if (await line.hasCalls()) await wakeDialer(client);
}
