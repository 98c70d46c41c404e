import * as z from 'zod';
import { callId } from '../call/index.ts';
import type { JsonValue, Milliseconds } from '../call/index.ts';
import type { WaitingCall } from '../call-control/index.ts';
import type { MessageReceipt, StorageQueues } from '../queues/index.ts';

/** The queue in which calls wait that were asked for and are not done with. */
export const waitingQueue = 'ivr-outbound-waiting';

/** Messages that are too large for a queue: each names a blob, which is kept until somebody removes it. */
export interface LargeMessages {
  readonly fit: (name: string, message: JsonValue) => Promise<JsonValue>;
  /** Undefined: the blob that it names is not there. */
  readonly whole: (message: JsonValue) => Promise<JsonValue | undefined>;
  readonly blobOf: (message: JsonValue) => string | null;
  readonly remove: (blob: string) => Promise<void>;
}

/** By which somebody has a call of the line: its message, and the blob that says what it asks for. */
export interface LineReceipt extends MessageReceipt {
  /** Null: the message says it. */
  readonly blob: string | null;
}

/** A call that somebody has taken out of the line. */
export interface TakenCall {
  /** Null: what was there is none. */
  readonly call: WaitingCall | null;
  /** What was there, as far as it could be read. */
  readonly original: JsonValue;
  readonly receipt: LineReceipt;
  readonly receptions: number;
}

/** The calls that wait, each in a message: it is there until its call is done with, hidden while somebody has it. */
export interface WaitingLine {
  readonly put: (call: WaitingCall) => Promise<void>;
  readonly take: (count: number, hiddenFor: Milliseconds) => Promise<readonly TakenCall[]>;
  /** Null: somebody else has it, or nobody any more. */
  readonly hide: (receipt: LineReceipt, hiddenFor: Milliseconds) => Promise<LineReceipt | null>;
  /** With the blob that it names. One that somebody else has by now is left alone. */
  readonly remove: (receipt: LineReceipt) => Promise<void>;
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
  readonly messages: LargeMessages;
  /** A new id each time. */
  readonly newId: () => string;
}

export function waitingLine({ queues, messages, newId }: WaitingLineParts): WaitingLine {
  return {
    put: async ({ callId: id, request }) => {
      // A blob of its own, also for a call that is asked for twice: each is removed with its message.
      const message = await messages.fit(`${id}-${newId()}`, { callId: id, request });
      await queues.send(waitingQueue, message, { neverExpires: true });
    },
    take: async (count, hiddenFor) => {
      const received = await queues.receive(waitingQueue, count, hiddenFor);
      return Promise.all(
        received.map(async ({ receipt, body, receptions }) => {
          const whole = await messages.whole(body);
          const call = waitingCallSchema.safeParse(whole).data ?? null;
          const blob = whole === undefined ? null : messages.blobOf(body);
          return { call, original: whole ?? body, receipt: { ...receipt, blob }, receptions };
        }),
      );
    },
    hide: async (receipt, hiddenFor) => {
      const hidden = await queues.hide(waitingQueue, receipt, hiddenFor);
      return hidden === null ? null : { ...hidden, blob: receipt.blob };
    },
    remove: async (receipt) => {
      // The message first: a blob that nobody names does no harm, a message without its blob is a call that is lost.
      const outcome = await queues.remove(waitingQueue, receipt);
      if (outcome === 'removed' && receipt.blob !== null) await messages.remove(receipt.blob);
    },
    hasCalls: () => queues.hasMessages(waitingQueue),
  };
}
