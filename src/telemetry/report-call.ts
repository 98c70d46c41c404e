import { defectCode } from '../call/index.ts';
import type { CallRecord } from '../call/index.ts';
import type { Log } from './logger.ts';

/** Calls that are remembered as told: many more than end while the queue of records is away. */
const mostRemembered = 1_000;

/**
 * Reports each call once, however often its record is tried to be written: `reportCall` for the records of calls that
 * this process has not reported yet.
 */
export function callReporter(log: Log): (record: CallRecord) => void {
  const told = new Set<string>();
  return (record) => {
    if (told.has(record.callId)) return;
    told.add(record.callId);
    const [oldest] = told;
    if (told.size > mostRemembered && oldest !== undefined) told.delete(oldest);
    reportCall(log, record);
  };
}

/**
 * Writes down which milestones a call came to, without their data, which may be about the caller (`at` is in
 * milliseconds since the call's start); that it has ended; and what was wrong with the program, if that is what ended
 * it. A call that failed is a warning, with the failure that ended it: the last one of the transcript.
 */
function reportCall(log: Log, record: CallRecord): void {
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
  for (const entry of transcript) {
    if (entry.kind !== 'event') continue;
    const { node, name, at } = entry;
    log('info', 'ivr.call.milestone', { callId, graphCallId, ...flow, node, name, at });
  }
  const ended = { callId, graphCallId, ...flow, end, endReason };
  if (end !== 'failed') {
    log('info', 'ivr.call.ended', ended);
    return;
  }
  const last = transcript.findLast((entry) => entry.kind === 'failure');
  const failure = { node: last?.node ?? null, code: last?.code ?? null, subcode: last?.subcode ?? null };
  log('warn', 'ivr.call.ended', { ...ended, ...failure });
}
