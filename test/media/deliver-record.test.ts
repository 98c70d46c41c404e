import { callRecord, flowHash, flowId, instant, later, nodeName } from '../../src/call/index.ts';
import type { CallRecord, MediaName, TranscriptEntry } from '../../src/call/index.ts';
import { memoryStore, recordDeliverer } from '../../src/media/index.ts';
import { parseMediaName } from '../../src/media/media-store.ts';
import { testCall } from '../support/flows.ts';

const call = testCall(instant(1_000_000));
const now = instant(2_000_000);
const clock = () => now;

function recordOf(entries: number): CallRecord {
  const flow = { id: flowId('test'), version: '1.0.0', hash: flowHash('0'.repeat(64)) };
  const outcome = { answeredAt: null, endedAt: now, end: 'completed', reason: null } as const;
  const transcript = Array.from({ length: entries }, (_, index): TranscriptEntry => ({
    kind: 'key',
    key: '1',
    at: later(call.startedAt, index),
    node: nodeName('menu'),
    flow: flow.id,
  }));
  return callRecord(call, flow, outcome, transcript);
}

const nobody = { put: () => Promise.reject(new Error('not asked for')) };

test('a record that fits goes into the queue as it is, and nothing is stored', async () => {
  const record = recordOf(10);
  await expect(recordDeliverer({ store: nobody, clock })(record)).resolves.toBe(record);
});

test('of one that does not the queue has the name of its blob, and the blob has all of it', async () => {
  const store = memoryStore(clock);
  const record = recordOf(5_000);
  const message = await recordDeliverer({ store, clock })(record);
  expect(message).toEqual({ blob: 'call-records/call-1.json' });
  const stored = await store.get('call-records/call-1.json' as MediaName);
  expect(JSON.parse(new TextDecoder().decode(stored?.bytes))).toEqual(record);
  expect(stored).toMatchObject({ contentType: 'application/json', expiresAt: later(now, 30 * 86_400_000) });
});

test('nobody gets it as media', () => {
  expect(parseMediaName('call-records/call-1.json')).toBeNull();
});

test('without a store it is cut, so that something is told', async () => {
  const message = await recordDeliverer({ store: null, clock })(recordOf(5_000));
  expect(JSON.stringify(message).length).toBeLessThanOrEqual(48 * 1024);
  expect(message).toMatchObject({ callId: 'call-1', omittedEntries: expect.any(Number) });
});

test('a store that cannot be reached is told, so that it is tried again', async () => {
  await expect(recordDeliverer({ store: nobody, clock })(recordOf(5_000))).rejects.toThrow('not asked for');
});
