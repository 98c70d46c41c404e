import * as fc from 'fast-check';
import { callRecord, flowHash, flowId, instant, later, nodeName } from '../../src/call/index.ts';
import type { CallOutcome, Party, TranscriptEntry } from '../../src/call/index.ts';
import { testCall } from '../support/flows.ts';

const call = testCall(instant(1_000_000));
const flow = { id: flowId('test'), version: '1.0.0', hash: flowHash('abc') };
const ended: CallOutcome = {
  answeredAt: instant(1_000_500),
  endedAt: instant(1_009_000),
  end: 'completed',
  reason: 'done',
};
const largest = 48 * 1024;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const entries = (count: number): readonly TranscriptEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'key',
    key: '•',
    at: later(call.startedAt, index),
    node: nodeName('menu'),
    flow: flowId('test'),
  }));

test('a record says who, when and how the call ended', () => {
  expect(callRecord(call, flow, ended, [])).toEqual({
    version: 1,
    callId: call.id,
    graphCallId: call.graphCallId,
    flow,
    direction: 'incoming',
    from: call.from,
    to: call.to,
    startedAt: '1970-01-01T00:16:40.000Z',
    answeredAt: '1970-01-01T00:16:40.500Z',
    endedAt: '1970-01-01T00:16:49.000Z',
    end: 'completed',
    endReason: 'done',
    transcript: [],
    omittedEntries: 0,
  });
});

test('a transcript that fits is kept whole, in order, with times since the start', () => {
  const { transcript, omittedEntries } = callRecord(call, flow, ended, [...entries(100)].reverse());
  expect(omittedEntries).toBe(0);
  expect(transcript.map(({ at }) => at)).toEqual(Array.from({ length: 100 }, (_, at) => at));
});

test('of one that does not, beginning and end are kept, and what is left out is counted', () => {
  const record = callRecord(call, flow, ended, entries(5_000));
  const { transcript, omittedEntries } = record;
  expect(transcript.length + omittedEntries).toBe(5_000);
  expect(transcript[0]?.at).toBe(0);
  expect(transcript.at(-1)?.at).toBe(4_999);
  expect(bytesOf(record)).toBeLessThanOrEqual(largest);
  expect(bytesOf(record)).toBeGreaterThan(largest - 500);
});

test('a name of any length is kept to 200 characters, none of them halved', () => {
  const from: Party = { ...call.from, displayName: '😀'.repeat(300) };
  expect(callRecord({ ...call, from }, flow, ended, []).from.displayName).toBe('😀'.repeat(200));
});

test('a record fits a queue message, whoever called and whatever happened', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.nat(20_000).map((length) => '\u0001'.repeat(length)),
  );
  const party: fc.Arbitrary<Party> = fc.record({
    kind: fc.constantFrom('user' as const, 'phone' as const),
    id: text,
    phone: text,
    displayName: text,
    tenantId: text,
  });
  const entry = text.map((message): TranscriptEntry => ({
    kind: 'failure',
    code: 'graph',
    subcode: null,
    message,
    at: call.startedAt,
    node: nodeName('menu'),
    flow: flow.id,
  }));
  fc.assert(
    fc.property(party, party, fc.array(entry), (from, to, transcript) => {
      const record = callRecord({ ...call, from, to }, flow, ended, transcript);
      expect(bytesOf(record)).toBeLessThanOrEqual(largest);
      expect(record.transcript.length + record.omittedEntries).toBe(transcript.length);
    }),
  );
});
