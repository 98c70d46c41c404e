import { callRecord } from '../call/index.ts';
import type { CallFacts, CallRecord, TranscriptEntry } from '../call/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { CallState } from './call-state.ts';

/** What is kept of a call that is over. A call that is not is recorded as failed. */
export function recordOf(
  { id, version, hash }: CompiledFlow,
  call: CallFacts,
  { answeredAt, graphCallId, now, position }: CallState,
  transcript: readonly TranscriptEntry[],
): CallRecord {
  const over = position.kind === 'over' ? position : ({ end: 'failed', reason: null, endedAt: now } as const);
  const outcome = { answeredAt, endedAt: over.endedAt, end: over.end, reason: over.reason };
  return callRecord({ ...call, graphCallId }, { id, version, hash }, outcome, transcript);
}
