/**
 * A campaign on the embedded host: the real dialer, calls that only have a length and an end, and trouble where it is
 * ordered. On a virtual clock.
 */
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { durableStore } from '../../src/durable-store/index.ts';
import { callId, instant } from '../../src/call/index.ts';
import type { CallId } from '../../src/call/index.ts';
import { outboundCallId, outboundCalls } from '../../src/call-control/index.ts';
import type { CallsStore, StoredCall } from '../../src/call-control/index.ts';
import {
  deadLetterWriter,
  dialerInstance,
  dialerOrchestrator,
  dialerRound,
  dueCallStarter,
  lookActivity,
  parseDialerState,
  parseDueCall,
  queuedCallAcceptor,
  runDialer,
  startDueActivity,
  waitingLine,
  wakeForCall,
  wakeIfWaiting,
} from '../../src/dialer/index.ts';
import type { EmbeddedHost } from '../../src/host/index.ts';
import type { WaitingLine } from '../../src/dialer/waiting-line.ts';
import { largeMessages } from '../../src/media/index.ts';
import { injectFunctions } from '../host/support/injected-host.ts';
import { boundTestFlow } from '../support/flows.ts';
import { memoryQueues } from './memory-queues.ts';

export interface Try {
  /** How long the call goes on, in milliseconds. */
  readonly length: number;
  readonly end: 'completed' | 'busy' | 'noAnswer' | 'failed';
}

export interface Campaign {
  readonly limits: { readonly concurrent: number; readonly perMinute: number };
  readonly requests: readonly {
    /** When it comes, in milliseconds. */
    readonly at: number;
    /** Pauses before further tries, in seconds. */
    readonly after: readonly number[];
    readonly tries: readonly Try[];
  }[];
  /** The n-th look into the store, start, or use of the line that fails. */
  readonly trouble: readonly number[];
  readonly seed: number | null;
}

export interface MadeCall {
  readonly request: number;
  readonly attempt: number;
  readonly from: number;
  readonly until: number;
}

const user = 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33';
const flow = boundTestFlow({ id: 'short', start: 'bye', nodes: { bye: { type: 'hangup' } } });
const day = 24 * 3_600_000;

/** Runs a campaign until nothing of it is left, and says which calls were made. */
export async function runCampaign(campaign: Campaign): Promise<{
  readonly calls: readonly MadeCall[];
  readonly isDone: boolean;
  readonly deadLetters: readonly unknown[];
}> {
  const made = new Map<CallId, MadeCall & { readonly end: Try['end'] }>();
  const ids = new Map(
    campaign.requests.map((_, index) => [outboundCallId(`r${index}`, () => ''), index] as const),
  );
  let asked = 0;
  const isTrouble = (): boolean => {
    asked += 1;
    return campaign.trouble.includes(asked);
  };
  const trouble = (): void => {
    if (isTrouble()) throw new Error('The store or the line is away.');
  };
  let host: EmbeddedHost | null = null;
  const running = (): EmbeddedHost => {
    if (host === null) throw new Error('The host has not started.');
    return host;
  };
  const now = (): number => running().clock.now();
  const store: Pick<CallsStore, 'find' | 'start' | 'isCancelled'> = {
    isCancelled: () => Promise.resolve(false),
    find: (id) => {
      trouble();
      const call = made.get(id);
      return Promise.resolve(call === undefined ? null : stored(id, call, now()));
    },
    start: (id) => {
      trouble();
      if (made.has(id)) return Promise.resolve('exists');
      const [, base = '', number = '1'] = /^(.*?)(?:-try-(\d+))?$/.exec(id) ?? [];
      const request = ids.get(callId(base)) ?? -1;
      const { length, end } = campaign.requests[request]?.tries[Number(number) - 1] ?? {
        length: 0,
        end: 'failed',
      };
      made.set(id, { request, attempt: Number(number), from: now(), until: now() + length, end });
      return Promise.resolve('started');
    },
  };
  const queues = memoryQueues(running);
  const clock = () => instant(now());
  const log = () => undefined;
  const messages = largeMessages({ store: null });
  const newId = () => 'x';
  const line = waitingLine({ queues, messages, newId });
  const dialersLine: WaitingLine = {
    ...line,
    take: (count, hiddenFor) => {
      trouble();
      return line.take(count, hiddenFor);
    },
    hide: (receipt, hiddenFor) => (isTrouble() ? Promise.resolve(null) : line.hide(receipt, hiddenFor)),
  };
  const home = { tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928', appId: user, instanceId: null };
  const calls = outboundCalls({ flows: new Map([['short', flow]]), home, clock });
  const writeDeadLetter = deadLetterWriter({ queues, messages, clock, newId, log });
  const parts = { calls, line: dialersLine, limits: campaign.limits, writeDeadLetter, clock, log };
  const look = dialerRound(parts);
  const start = dueCallStarter(parts);
  const accept = queuedCallAcceptor({ calls, line, messages, writeDeadLetter });
  const injected = await injectFunctions(
    () => {
      df.app.orchestration(dialerOrchestrator, runDialer);
      df.app.activity(lookActivity, { handler: (state: unknown) => look(parseDialerState(state), store) });
      df.app.activity(startDueActivity, {
        handler: async (due: unknown) => ({ started: await start(parseDueCall(due), store) }),
      });
      app.storageQueue('take', {
        queueName: 'ivr-outbound-calls',
        connection: 'Ivr',
        extraInputs: [df.input.durableClient()],
        handler: (body, context) =>
          accept({ id: context.invocationId, body, receptions: 1 }, () =>
            wakeForCall(durableStore(df.getClient(context)), log),
          ),
      });
      app.timer('wake', {
        schedule: '30 * * * * *',
        extraInputs: [df.input.durableClient()],
        handler: (_timer, context) => wakeIfWaiting(line, durableStore(df.getClient(context))),
      });
    },
    campaign.seed === null ? {} : { chaos: { seed: campaign.seed } },
  );
  host = injected.host;
  const began = now();
  const waiting = [...campaign.requests.entries()].sort(([, one], [, other]) => one.at - other.at);
  for (const [index, { at, after }] of waiting) {
    await injected.time.advanceBy(Math.max(0, began + at - now()));
    const retry = after.length === 0 ? {} : { retry: { after: after.map((seconds) => `${seconds}s`) } };
    host.queues.enqueue(
      'ivr-outbound-calls',
      JSON.stringify({ flow: 'short', to: { user }, requestId: `r${index}`, ...retry }),
    );
  }
  const isDone = await injected.time.advanceUntil(() => {
    const left =
      running().queues.count('ivr-outbound-waiting') + running().queues.count('ivr-outbound-calls');
    return left === 0 && running().durable.instance(dialerInstance)?.status === 'Completed';
  }, day);
  const deadLetters = host.queues.peek('ivr-dead-letters');
  await host.close();
  return { calls: [...made.values()], isDone, deadLetters };
}

function stored(
  id: CallId,
  { until, end }: MadeCall & { readonly end: Try['end'] },
  now: number,
): StoredCall {
  const ended = now >= until;
  const notAnswered = end !== 'completed';
  return {
    callId: id,
    flow: 'short',
    state: ended ? 'ended' : 'active',
    startedAt: new Date(0).toISOString(),
    endedAt: ended ? new Date(until).toISOString() : null,
    record: null,
    outcome: ended
      ? { end: notAnswered ? 'notAnswered' : 'completed', endReason: notAnswered ? end : null }
      : null,
  };
}
