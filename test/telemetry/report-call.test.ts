import { callId, callRecord, defectCode, flowHash, flowId, instant, nodeName } from '../../src/call/index.ts';
import type { CallOutcome, JsonValue, TranscriptEntry } from '../../src/call/index.ts';
import { callReporter } from '../../src/telemetry/index.ts';
import { testCall } from '../support/flows.ts';

const call = testCall(instant(0));
const flow = { id: flowId('menu'), version: '2.0.0', hash: flowHash('abc') };

function reported(outcome: Partial<CallOutcome>, transcript: readonly TranscriptEntry[]): unknown[] {
  const lines: unknown[] = [];
  const ended = { answeredAt: null, endedAt: instant(9), end: 'failed', reason: null, ...outcome } as const;
  const report = callReporter((...line) => lines.push(line));
  report(callRecord(call, flow, ended, transcript));
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

test('milestones are information, without their data, in their order, before the end', () => {
  const milestone = (name: string, data: JsonValue): TranscriptEntry => ({
    kind: 'event',
    name,
    data,
    at: instant(5),
    node: nodeName('note'),
    flow: flow.id,
  });
  const told = reported({ end: 'completed' }, [
    milestone('found', { phone: '+442079460000' }),
    milestone('left', null),
  ]);
  const about = { ...facts, node: 'note', at: 5 };
  expect(told).toEqual([
    ['info', 'ivr.call.milestone', { ...about, name: 'found' }],
    ['info', 'ivr.call.milestone', { ...about, name: 'left' }],
    ['info', 'ivr.call.ended', { ...facts, end: 'completed', endReason: null }],
  ]);
});

test('a defect that ended it is an error, with what was thrown', () => {
  expect(reported({ reason: defectCode }, [failure(defectCode)])).toEqual([
    ['error', 'ivr.call.defect', { ...facts, node: 'ask', message: 'TypeError: no such thing' }],
    [
      'warn',
      'ivr.call.ended',
      { ...facts, end: 'failed', endReason: 'defect', node: 'ask', code: defectCode, subcode: null },
    ],
  ]);
});

test('a call that failed is a warning, with the node and the code of the last failure', () => {
  const ended = (transcript: readonly TranscriptEntry[]): unknown => reported({}, transcript)[0];
  const last = { ...failure('graph'), node: nodeName('transfer'), subcode: 7505 };
  const about = { ...facts, end: 'failed', endReason: null };
  expect(ended([failure('media'), last])).toEqual([
    'warn',
    'ivr.call.ended',
    { ...about, node: 'transfer', code: 'graph', subcode: 7505 },
  ]);
  expect(ended([])).toEqual(['warn', 'ivr.call.ended', { ...about, node: null, code: null, subcode: null }]);
});

test('a call whose record is written again, since the queue was away, is reported once', () => {
  const lines: unknown[] = [];
  const report = callReporter((...line) => lines.push(line));
  const outcome = { answeredAt: null, endedAt: instant(9), end: 'completed', reason: null } as const;
  const record = callRecord(call, flow, outcome, []);
  report(record);
  report(record);
  expect(lines).toHaveLength(1);
  report({ ...record, callId: callId('in-2') });
  expect(lines).toHaveLength(2);
});
