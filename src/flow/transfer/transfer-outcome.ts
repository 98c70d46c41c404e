import type { TransferOutcome } from '../../call/index.ts';

/** What Graph said of a transfer, or of the call to its target; null where it said nothing. */
export interface Told {
  readonly code: number | null;
  readonly subcode: number | null;
}

export const toldNothing: Told = { code: null, subcode: null };

/** What little Graph reports: section 2.1 of the flow language, transfer. A subcode says more than its code. */
const busy = { code: new Set([486]), subcode: new Set([8539, 8540, 560486, 540486]) };
const noAnswer = { code: new Set([408, 480]), subcode: new Set([8541, 10057, 560408, 560480]) };

export type Missed = Extract<TransferOutcome, 'busy' | 'noAnswer' | 'failed'>;

/** Why nobody took the caller over. */
export function outcomeOf({ code, subcode }: Told): Missed {
  if (subcode !== null && busy.subcode.has(subcode)) return 'busy';
  if (subcode !== null && noAnswer.subcode.has(subcode)) return 'noAnswer';
  if (code !== null && busy.code.has(code)) return 'busy';
  return code !== null && noAnswer.code.has(code) ? 'noAnswer' : 'failed';
}
