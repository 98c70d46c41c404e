import { callRecord, defectCode, flowHash, flowId, nodeName } from '../call/index.ts';
import type { CallFacts, CallRecord, Instant, TranscriptEntry } from '../call/index.ts';
import type { BoundFlow } from '../flow/index.ts';

/** A call that a defect of the program ended: all that is known without the interpreter. */
export interface DefectiveCall {
  readonly call: CallFacts;
  /** Null where the orchestration was started without one. */
  readonly flow: BoundFlow | null;
  /** What had become known before. */
  readonly transcript: readonly TranscriptEntry[];
  /** What was thrown. */
  readonly defect: unknown;
  readonly now: Instant;
}

/** The record of such a call. Its transcript ends with the failure that says what was thrown. */
export function fallbackRecord({ call, flow, transcript, defect, now }: DefectiveCall): CallRecord {
  const identity = {
    id: flowId(flow?.document.id ?? 'unknown'),
    version: flow?.document.version ?? '0.0.0',
    hash: flowHash(flow?.hash ?? ''),
  };
  const place = { at: now, node: transcript.at(-1)?.node ?? nodeName(''), flow: identity.id };
  return callRecord(call, identity, { answeredAt: null, endedAt: now, end: 'failed', reason: defectCode }, [
    ...transcript,
    { ...place, kind: 'failure', code: defectCode, subcode: null, message: describeDefect(defect) },
    { ...place, kind: 'end', end: 'failed', reason: defectCode },
  ]);
}

/** The first line of what was thrown. Digits may be keys or a number, quoted text a caller's: neither passes. */
function describeDefect(defect: unknown): string {
  if (!(defect instanceof Error)) return 'Something was thrown that is no error.';
  const [line = ''] = defect.message.split('\n');
  const harmless = line.replace(/[\d*#]+/g, '…').replace(/(["'`]).*?(?:\1|$)/g, '$1…$1');
  return `${defect.name}: ${harmless.trim()}`.slice(0, 200);
}
