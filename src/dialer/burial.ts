import type { JsonValue } from '../call/index.ts';
import type { RefusedRequest } from '../call-control/index.ts';
import type { WriteDeadLetter } from './dead-letters.ts';
import { waitingQueue } from './waiting-line.ts';
import type { LineReceipt, WaitingLine } from './waiting-line.ts';

/** What waited and will never be called: it leaves the line for the dead letters. */
export interface Burial {
  readonly code: 'FLOW-UNKNOWN' | 'CALL-NOT-STARTED';
  readonly reason: string;
  readonly original: JsonValue;
  /** Null: its message is somebody else's now, or nobody's. */
  readonly receipt: LineReceipt | null;
}

/** Of a request that was taken once: what it does not fit has changed since. */
export const burialOfRefused = (
  { code, message }: RefusedRequest,
  original: JsonValue,
  receipt: LineReceipt | null,
): Burial => ({
  code: code === 'FLOW-UNKNOWN' ? code : 'CALL-NOT-STARTED',
  reason: message,
  original,
  receipt,
});

/** First the letter: whatever dies in between, it is written twice rather than not at all. */
export async function bury(
  { code, reason, original, receipt }: Burial,
  {
    line,
    writeDeadLetter,
  }: { readonly line: Pick<WaitingLine, 'remove'>; readonly writeDeadLetter: WriteDeadLetter },
): Promise<void> {
  await writeDeadLetter({ queue: waitingQueue, code, reason, original });
  if (receipt !== null) await line.remove(receipt);
}
