import { isoInstant, recordedTranscript } from '../call/index.ts';
import type { CallFacts, CallRecord, Instant, TranscriptEntry } from '../call/index.ts';
import { flowId } from '../call/index.ts';
import type { BoundFlow } from '../flow/index.ts';

/** The record of a call that a defect of the program ended: what is known without the interpreter. */
export function fallbackRecord(
  call: CallFacts,
  flow: BoundFlow,
  transcript: readonly TranscriptEntry[],
  now: Instant,
): CallRecord {
  return {
    version: 1,
    callId: call.id,
    graphCallId: call.graphCallId,
    flow: { id: flowId(flow.document.id), version: flow.document.version, hash: flow.hash },
    direction: call.direction,
    from: call.from,
    to: call.to,
    startedAt: isoInstant(call.startedAt),
    answeredAt: null,
    endedAt: isoInstant(now),
    end: 'failed',
    endReason: null,
    ...recordedTranscript(call, transcript),
  };
}
