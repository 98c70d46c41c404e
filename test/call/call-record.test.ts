import { flowId, instant, later, nodeName, recordedTranscript } from '../../src/call/index.ts';
import type { TranscriptEntry } from '../../src/call/index.ts';
import { testCall } from '../support/flows.ts';

const call = testCall(instant(1_000_000));
const entries = (count: number): readonly TranscriptEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'key',
    key: '•',
    at: later(call.startedAt, index),
    node: nodeName('menu'),
    flow: flowId('test'),
  }));

test('a transcript that fits is kept whole, in order, with times since the start', () => {
  const recorded = recordedTranscript(call, [...entries(100)].reverse());
  expect(recorded.omittedEntries).toBe(0);
  expect(recorded.transcript.map(({ at }) => at)).toEqual(Array.from({ length: 100 }, (_, at) => at));
});

test('of one that does not, beginning and end are kept, and what is left out is counted', () => {
  const { transcript, omittedEntries } = recordedTranscript(call, entries(5_000));
  expect(transcript.length + omittedEntries).toBe(5_000);
  expect(transcript[0]?.at).toBe(0);
  expect(transcript.at(-1)?.at).toBe(4_999);
  const bytes = Buffer.byteLength(JSON.stringify(transcript));
  expect(bytes).toBeLessThanOrEqual(40_002);
  expect(bytes).toBeGreaterThan(39_000);
});
