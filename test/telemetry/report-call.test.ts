import { callRecord, defectCode, flowHash, flowId, instant, nodeName } from '../../src/call/index.ts';
import type { CallOutcome, TranscriptEntry } from '../../src/call/index.ts';
import { reportCall } from '../../src/telemetry/index.ts';
import { testCall } from '../support/flows.ts';

const call = testCall(instant(0));
const flow = { id: flowId('menu'), version: '2.0.0', hash: flowHash('abc') };

function reported(outcome: Partial<CallOutcome>, transcript: readonly TranscriptEntry[]): unknown[] {
  const lines: unknown[] = [];
  const ended = { answeredAt: null, endedAt: instant(9), end: 'failed', reason: null, ...outcome } as const;
  reportCall((...line) => lines.push(line), callRecord(call, flow, ended, transcript));
  return lines;
}

const failure = (code: string): TranscriptEntry => ({
  kind: 'failure',
  code,
  subcode: null,
  message: 'TypeError: no such thing',
  at: instant(5),
  node: nodeName('ask'),
  flow: flow.id,
});
const facts = { callId: call.id, graphCallId: call.graphCallId, flow: 'menu', flowVersion: '2.0.0' };

test('the end of a call is information', () => {
  expect(reported({ end: 'completed', reason: 'done' }, [failure('graph')])).toEqual([
    ['info', 'ivr.call.ended', { ...facts, end: 'completed', endReason: 'done' }],
  ]);
});

test('a defect that ended it is an error, with what was thrown', () => {
  expect(reported({ reason: defectCode }, [failure(defectCode)])).toEqual([
    ['error', 'ivr.call.defect', { ...facts, node: 'ask', message: 'TypeError: no such thing' }],
    ['info', 'ivr.call.ended', { ...facts, end: 'failed', endReason: 'defect' }],
  ]);
});
