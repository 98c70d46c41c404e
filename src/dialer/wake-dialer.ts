import * as z from 'zod';
import { errorCode } from '../call/index.ts';
import type { Log } from '../telemetry/index.ts';
import { freshState } from './dialer-state.ts';
import { dialerInstance, dialerOrchestrator } from './run-dialer.ts';
import type { WaitingLine } from './waiting-line.ts';

/** What is used of the durable client of the SDK. */
export interface DurableDialer {
  readonly getStatus: (instanceId: string) => Promise<unknown>;
  readonly startNew: (name: string, options: { instanceId: string; input: unknown }) => Promise<string>;
}

const statusSchema = z.object({ runtimeStatus: z.string() });
const awake: ReadonlySet<string> = new Set(['Running', 'Pending', 'ContinuedAsNew', 'Suspended']);

/**
 * Sees to it that the dialer runs. One that is about to end may miss what was put into the line just now: a timer wakes
 * it once a minute for that.
 */
async function wakeDialer(client: DurableDialer): Promise<void> {
  if (await isAwake(client)) return;
  try {
    await client.startNew(dialerOrchestrator, { instanceId: dialerInstance, input: freshState });
  } catch (error) {
    // Somebody else was faster.
    if (!(await isAwake(client))) throw error;
  }
}

/**
 * The same for whoever has put a call into the line: it is safe there, and a dialer that could not be woken now is woken
 * by the timer. What went wrong is told.
 */
export async function wakeForCall(client: DurableDialer, log: Log): Promise<void> {
  try {
    await wakeDialer(client);
  } catch (error) {
    log('warn', 'ivr.outbound.trouble', { activity: 'wake', reason: errorCode(error) });
  }
}

/** Tries whose time has come wake nobody. */
export async function wakeIfWaiting(
  line: Pick<WaitingLine, 'hasCalls'>,
  client: DurableDialer,
): Promise<void> {
  if (await line.hasCalls()) await wakeDialer(client);
}

async function isAwake(client: DurableDialer): Promise<boolean> {
  try {
    return awake.has(statusSchema.parse(await client.getStatus(dialerInstance)).runtimeStatus);
  } catch (error) {
    if (error instanceof Error && error.message.includes('HTTP 404')) return false;
    throw error;
  }
}
