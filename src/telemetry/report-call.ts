import { defectCode } from '../call/index.ts';
import type { CallRecord } from '../call/index.ts';
import type { Log } from './logger.ts';

/** Writes down that a call has ended; and what was wrong with the program, if that is what ended it. */
export function reportCall(log: Log, record: CallRecord): void {
  const { callId, graphCallId, end, endReason, transcript } = record;
  const flow = { flow: record.flow.id, flowVersion: record.flow.version };
  for (const entry of transcript) {
    if (entry.kind !== 'failure' || entry.code !== defectCode) continue;
    log('error', 'ivr.call.defect', {
      callId,
      graphCallId,
      ...flow,
      node: entry.node,
      message: entry.message,
    });
  }
  log('info', 'ivr.call.ended', { callId, graphCallId, ...flow, end, endReason });
}
