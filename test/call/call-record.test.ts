import * as fc from 'fast-check';
import {
  callRecord,
  fittingRecord,
  flowHash,
  flowId,
  instant,
  later,
  nodeName,
} from '../../src/call/index.ts';
import type {
  CallOutcome,
  Party,
  RecordedEvent,
  RecordedVerdict,
  TranscriptEntry,
} from '../../src/call/index.ts';
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
    began: null,
    events: [],
    omittedEvents: 0,
    verdicts: [],
  });
});

test('a transcript that fits is kept whole, in order, with times since the start', () => {
  const { transcript, omittedEntries } = callRecord(call, flow, ended, [...entries(100)].reverse());
  expect(omittedEntries).toBe(0);
  expect(transcript.map(({ at }) => at)).toEqual(Array.from({ length: 100 }, (_, at) => at));
});

test('of one that does not, beginning and end are kept, and what is left out is counted', () => {
  const record = fittingRecord(callRecord(call, flow, ended, entries(5_000)), largest);
  const { transcript, omittedEntries } = record;
  expect(transcript.length + omittedEntries).toBe(5_000);
  expect(transcript[0]?.at).toBe(0);
  expect(transcript.at(-1)?.at).toBe(4_999);
  expect(bytesOf(record)).toBeLessThanOrEqual(largest);
  expect(bytesOf(record)).toBeGreaterThan(largest - 500);
});

describe('a record with events that is too large', () => {
  const events: readonly RecordedEvent[] = Array.from({ length: 3_000 }, (_, at) => ({
    kind: 'audioActive',
    at,
  }));
  const verdicts: readonly RecordedVerdict[] = [0, 1, 2_999].map((step) => ({
    step,
    kind: 'value',
    of: 'a',
    value: 1,
  }));
  const began = { tenantId: 'tenant', graphCallId: null, callees: null, variables: {}, schedules: {} };
  const whole = { ...callRecord(call, flow, ended, entries(300)), began, events, verdicts };

  test('loses its last events first, with their verdicts, and counts them', () => {
    const record = fittingRecord(whole, largest);
    expect(bytesOf(record)).toBeLessThanOrEqual(largest);
    expect(bytesOf(record)).toBeGreaterThan(largest - 200);
    expect(record.transcript).toEqual(whole.transcript);
    expect(record.events).toEqual(events.slice(0, record.events.length));
    expect(record.events.length + record.omittedEvents).toBe(3_000);
    expect(record.verdicts.map(({ step }) => step)).toEqual([0, 1]);
  });

  test('loses the middle of its transcript only when it has no event any more', () => {
    const record = fittingRecord(
      { ...whole, transcript: callRecord(call, flow, ended, entries(3_000)).transcript },
      largest,
    );
    expect(record.events).toEqual([]);
    expect(record.omittedEvents).toBe(3_000);
    expect(record.omittedEntries).toBeGreaterThan(0);
    expect(bytesOf(record)).toBeLessThanOrEqual(largest);
  });

  test('is the same however often it is cut, and counts on', () => {
    const record = fittingRecord(whole, largest);
    expect(fittingRecord(record, largest)).toBe(record);
    const smaller = fittingRecord(record, largest / 2);
    expect(smaller.events.length + smaller.omittedEvents).toBe(3_000);
  });
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
      const record = fittingRecord(callRecord({ ...call, from, to }, flow, ended, transcript), largest);
      expect(bytesOf(record)).toBeLessThanOrEqual(largest);
      expect(record.transcript.length + record.omittedEntries).toBe(transcript.length);
    }),
  );
});
