import * as z from 'zod';
import { callId } from '../call/index.ts';
import type { JsonValue, Milliseconds } from '../call/index.ts';
import type { WaitingCall } from '../call-control/index.ts';
import type { MessageReceipt, StorageQueues } from '../queues/index.ts';

/** The queue in which calls wait that were asked for and are not done with. */
export const waitingQueue = 'ivr-outbound-waiting';

/** Makes a message small enough for a queue: it may name what it says. */
export type FitMessage = (name: string, message: JsonValue) => Promise<JsonValue>;

/** A call that somebody has taken out of the line. */
export interface TakenCall {
  /** Null: what was there is none. */
  readonly call: WaitingCall | null;
  readonly original: JsonValue;
  readonly receipt: MessageReceipt;
  readonly receptions: number;
}

/** The calls that wait, each in a message: it is there until its call is done with, hidden while somebody has it. */
export interface WaitingLine {
  readonly put: (call: WaitingCall) => Promise<void>;
  readonly take: (count: number, hiddenFor: Milliseconds) => Promise<readonly TakenCall[]>;
  /** Null: somebody else has it, or nobody any more. */
  readonly hide: (receipt: MessageReceipt, hiddenFor: Milliseconds) => Promise<MessageReceipt | null>;
  readonly remove: (receipt: MessageReceipt) => Promise<void>;
  /** Whether a call waits that could be taken now. */
  readonly hasCalls: () => Promise<boolean>;
}

const waitingCallSchema: z.ZodType<WaitingCall> = z.object({
  callId: z
    .string()
    .regex(/^[\w-]{1,80}$/)
    .transform(callId),
  request: z.json(),
});

export interface WaitingLineParts {
  readonly queues: StorageQueues;
  readonly fit: FitMessage;
  readonly whole: (message: JsonValue) => Promise<JsonValue | undefined>;
}

export function waitingLine({ queues, fit, whole }: WaitingLineParts): WaitingLine {
  return {
    put: async ({ callId: id, request }) => {
      const message = await fit(id, { callId: id, request });
      await queues.send(waitingQueue, message, { neverExpires: true });
    },
    take: async (count, hiddenFor) => {
      const received = await queues.receive(waitingQueue, count, hiddenFor);
      return Promise.all(
        received.map(async ({ receipt, body, receptions }) => {
          const call = waitingCallSchema.safeParse(await whole(body)).data ?? null;
          return { call, original: body, receipt, receptions };
        }),
      );
    },
    hide: (receipt, hiddenFor) => queues.hide(waitingQueue, receipt, hiddenFor),
    remove: (receipt) => queues.remove(waitingQueue, receipt),
    hasCalls: () => queues.hasMessages(waitingQueue),
  };
}
