import * as z from 'zod';
import { outboundCallId } from '../call-control/index.ts';
import type { OutboundCalls, RefusedRequest } from '../call-control/index.ts';
import type { JsonValue } from '../call/index.ts';
import type { WriteDeadLetter } from './dead-letters.ts';
import type { QueuedMessage } from './queued-message.ts';
import type { LargeMessages, WaitingLine } from './waiting-line.ts';

/** The queue into which others put the calls that they want made. */
export const outboundQueue = 'ivr-outbound-calls';

/** So often a message is handed out that cannot be handled (`maxDequeueCount` of host.json). */
const mostReceptions = 5;

export interface QueuedCallParts {
  readonly calls: Pick<OutboundCalls, 'check'>;
  readonly line: Pick<WaitingLine, 'put'>;
  readonly messages: Pick<LargeMessages, 'whole'>;
  readonly writeDeadLetter: WriteDeadLetter;
}

/** Takes a message of `ivr-outbound-calls`; rejects where it shall be handed out again. */
export type AcceptQueuedCall = (message: QueuedMessage, wake: () => Promise<void>) => Promise<void>;

const json = z.json();

/**
 * Puts the calls that are asked for into the waiting line, and what is none to the dead letters.
 *
 * SD1  A message asks for one call, however often it is handed out: without a `requestId` its own id is one.
 */
export function queuedCallAcceptor({
  calls,
  line,
  messages,
  writeDeadLetter,
}: QueuedCallParts): AcceptQueuedCall {
  const accept = async (id: string, original: JsonValue): Promise<'queued' | 'dead'> => {
    const refuse = async ({ code, message: reason }: RefusedRequest): Promise<'dead'> => {
      await writeDeadLetter({ queue: outboundQueue, code, reason, original });
      return 'dead';
    };
    const request = await messages.whole(original);
    if (request === undefined) return refuse(blobMissing);
    const checked = calls.check(request);
    if (checked.kind === 'refused') return refuse(checked);
    const { requestId = `message ${id}` } = checked.request;
    await line.put({ callId: outboundCallId(requestId, () => id), request });
    return 'queued';
  };
  return async ({ id, body, receptions }, wake) => {
    const original = readBody(body);
    if (original === undefined) {
      await writeDeadLetter({ queue: outboundQueue, ...tooDeep });
      return;
    }
    try {
      if ((await accept(id, original)) === 'queued') await wake();
    } catch (error) {
      if (receptions < mostReceptions) throw error;
      const why = error instanceof Error ? error.message : 'unknown error';
      const reason = `The call was not queued in ${receptions} tries: ${why}`;
      await writeDeadLetter({ queue: outboundQueue, code: 'CALL-NOT-QUEUED', reason, original });
    }
  };
}

/** The body as JSON; null: it is none. Undefined: it is nested too deeply to be read. */
function readBody(body: unknown): JsonValue | undefined {
  try {
    const read = json.safeParse(body).data ?? null;
    // It is written again, into the line or to the dead letters.
    JSON.stringify(read);
    return read;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const tooDeep = {
  code: 'CALL-REQUEST-INVALID',
  reason: 'The message is nested too deeply to be read: no flow has such variables.',
  original: 'too deeply nested to be shown',
} as const;

const blobMissing: RefusedRequest = {
  kind: 'refused',
  code: 'CALL-REQUEST-INVALID',
  message:
    'The message names a blob that is not there, or is no JSON: put it into IvrMedia under messages/ before the message.',
};

/** Takes what the Functions host has given up: the process died over it, every time. */
export async function buryPoison(
  { body, receptions }: QueuedMessage,
  writeDeadLetter: WriteDeadLetter,
): Promise<void> {
  const original = readBody(body) ?? tooDeep.original;
  const reason = `The call was not queued; the host gave the message up after it had handed it out ${Math.max(receptions, mostReceptions)} times.`;
  await writeDeadLetter({ queue: outboundQueue, code: 'CALL-NOT-QUEUED', reason, original });
}
