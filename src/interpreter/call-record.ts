import { isoInstant, recordedTranscript } from '../call/index.ts';
import type { CallFacts, CallRecord, TranscriptEntry } from '../call/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { CallState } from './call-state.ts';

/** What is kept of a call that is over. A call that is not is recorded as failed. */
export function callRecord(
  flow: CompiledFlow,
  call: CallFacts,
  state: CallState,
  transcript: readonly TranscriptEntry[],
): CallRecord {
  const { position } = state;
  return {
    version: 1,
    callId: call.id,
    graphCallId: call.graphCallId,
    flow: { id: flow.id, version: flow.version, hash: flow.hash },
    direction: call.direction,
    from: call.from,
    to: call.to,
    startedAt: isoInstant(call.startedAt),
    answeredAt: state.answeredAt === null ? null : isoInstant(state.answeredAt),
    endedAt: isoInstant(state.now),
    end: position.kind === 'over' ? position.end : 'failed',
    endReason: position.kind === 'over' ? position.reason : null,
    ...recordedTranscript(call, transcript),
  };
}
