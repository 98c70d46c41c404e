import { isoInstant } from '../call/index.ts';
import type { Instant, JsonValue } from '../call/index.ts';
import type { StorageQueues } from '../queues/index.ts';
import type { Log } from '../telemetry/index.ts';
import type { LargeMessages } from './waiting-line.ts';

/** Where what could not be handled ends, for a person to look at. */
export const deadLetterQueue = 'ivr-dead-letters';

export interface DeadLetter {
  /** The queue that it was in. */
  readonly queue: string;
  readonly code: DeadLetterCode;
  /** What was wrong, and what to do next. */
  readonly reason: string;
  readonly original: JsonValue;
}

/** Stable: alerts are built on them. docs/outbound.md says what to do about each. */
export const deadLetterCodes = [
  'CALL-REQUEST-INVALID',
  'FLOW-UNKNOWN',
  'CALL-NOT-QUEUED',
  'CALL-NOT-STARTED',
] as const;
type DeadLetterCode = (typeof deadLetterCodes)[number];

export type WriteDeadLetter = (letter: DeadLetter) => Promise<void>;

export interface DeadLetterParts {
  readonly queues: Pick<StorageQueues, 'send'>;
  readonly messages: Pick<LargeMessages, 'fit'>;
  readonly clock: () => Instant;
  readonly newId: () => string;
  readonly log: Log;
}

export function deadLetterWriter({ queues, messages, clock, newId, log }: DeadLetterParts): WriteDeadLetter {
  return async ({ queue, code, reason, original }) => {
    const letter = { at: isoInstant(clock()), queue, code, reason, original };
    const message = await messages.fit(`dead-letter-${newId()}`, letter);
    await queues.send(deadLetterQueue, message, { neverExpires: true });
    // The reason may name what was in the message: its code says enough for a log.
    log('error', 'ivr.dead_letter', { queue, code });
  };
}
