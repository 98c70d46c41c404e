/** What a record keeps of single calls, and what it costs. */
import { instant, later, noSchedules } from '../../src/call/index.ts';
import type { CallEvent, Key } from '../../src/call/index.ts';
import { begin, recordOf } from '../../src/interpreter/index.ts';
import { recordHistory, replayCall } from '../../src/replay/index.ts';
import { testCall, testFlow } from '../support/flows.ts';
import { placedAt } from '../support/pure-call.ts';
import { processorTime } from '../support/processor-time.ts';
import { RecordedCall } from './recorded-call.ts';

const asksPin = (more: object = {}) =>
  testFlow(
    {
      start: 'pin',
      variables: { pin: { type: 'digits', sensitive: true } },
      nodes: {
        pin: {
          type: 'collect',
          play: [],
          into: 'pin',
          maxDigits: 4,
          next: 'choose',
          onExhausted: 'bye',
          ...more,
        },
        choose: { type: 'menu', play: [], choices: { '1': 'bye', '2': 'bye' }, onExhausted: 'bye' },
        bye: { type: 'hangup' },
      },
    },
    {},
  );

const keysOf = (call: RecordedCall) =>
  call.record().events.flatMap((event) => (event.kind === 'tone' ? [event.key] : []));

describe('RP1: of keys a record shows', () => {
  test('those that a menu takes, and the terminator that ends a secret', () => {
    expect(keysOf(new RecordedCall(asksPin()).press(100, '83#2').run())).toEqual(['•', '•', '#', '2']);
  });

  test('a terminator that was swallowed after the last digit', () => {
    expect(keysOf(new RecordedCall(asksPin()).press(100, '8349#2').run())).toEqual([
      '•',
      '•',
      '•',
      '•',
      '#',
      '2',
    ]);
  });

  test('a key beyond the longest secret that the next menu takes, as the transcript does', () => {
    const patient = asksPin({ input: { terminatorTimeout: '2s' } });
    expect(keysOf(new RecordedCall(patient).press(100, '83492').run())).toEqual(['•', '•', '•', '•', '2']);
  });

  test('none that nobody took, where it may have been meant for a secret', () => {
    expect(keysOf(new RecordedCall(asksPin()).press(100, '83').hangUp(400).run())).toEqual(['•', '•']);
    expect(
      keysOf(new RecordedCall(asksPin()).press(100, '8349').press(110, '7').hangUp(5_000).run()),
    ).toContain('•');
  });

  test('every one where the flow has no secrets', () => {
    const open = testFlow({
      start: 'bye',
      nodes: { bye: { type: 'wait', for: '5s', next: 'end' }, end: { type: 'hangup' } },
    });
    expect(keysOf(new RecordedCall(open).press(100, '83#').hangUp(900).run())).toEqual(['8', '3', '#']);
  });
});

test('RP2: what was recorded is in no record: not its place, its access token, its name or its address', () => {
  const flow = testFlow({
    start: 'speak',
    variables: { message: { type: 'json' } },
    nodes: {
      speak: { type: 'record', play: [], into: 'message', next: 'long', onNoInput: 'bye' },
      long: { type: 'branch', cases: [{ when: 'message.seconds > 3', next: 'bye' }], else: 'speak' },
      bye: { type: 'hangup', reason: 'recorded' },
    },
  });
  const recording = { location: 'https://graph.example.org/place', accessToken: 'token-of-it' };
  const call = new RecordedCall(flow, {
    record: () => ({ after: 2_000, result: { code: 200, subcode: 8514 }, recording }),
    effect: () => ({
      result: {
        kind: 'fetchRecording',
        outcome: 'done',
        id: 'name-of-it',
        url: 'https://host/name-of-it',
        seconds: 5,
      },
    }),
  }).run();
  const record = call.record();
  for (const secret of ['graph.example.org', 'token-of-it', 'name-of-it'])
    expect(JSON.stringify(record)).not.toContain(secret);
  expect(replayCall(flow, record).outcome).toEqual({ kind: 'identical' });
});

test('a call in which the interpreter failed keeps what it was told until then, masked', () => {
  const flow = asksPin();
  const call = new RecordedCall(flow).press(100, '834').hangUp(700).run();
  const { nodes } = flow;
  const broken = { ...flow, nodes: new Map([...nodes].filter(([name]) => name !== 'choose')) };
  const events: CallEvent[] = [
    ...call.events.slice(0, -1),
    { kind: 'tone', at: later(placedAt, 600), sequence: 4, key: '9' },
  ];
  const record = recordHistory(call.record(), {
    flow: broken,
    call: call.call,
    schedules: noSchedules,
    events,
  });
  expect(record.events).toHaveLength(events.length);
  expect(record.events.flatMap((event) => (event.kind === 'tone' ? [event.key] : []))).toEqual([
    '•',
    '•',
    '•',
    '•',
  ]);
  expect(replayCall(broken, record).outcome).toMatchObject({ kind: 'defect', step: events.length });
});

test('what a call of 20,000 events costs grows with their number, not with its square', () => {
  const flow = testFlow({
    start: 'wait',
    variables: { pin: { type: 'digits', sensitive: true } },
    nodes: { wait: { type: 'wait', for: '30m', next: 'end' }, end: { type: 'hangup' } },
  });
  const call = testCall(placedAt);
  const record = recordOf(flow, call, begin(flow, call).state, []);
  const key: Key = '5';
  const events = Array.from({ length: 20_000 }, (_, index): CallEvent => ({
    kind: 'tone',
    at: instant(placedAt + index * 50),
    sequence: index + 1,
    key,
  }));
  const before = processorTime();
  const kept = recordHistory(record, { flow, call, schedules: noSchedules, events });
  expect(replayCall(flow, kept).steps).toHaveLength(events.length + 1);
  // With the square of it, it would be minutes.
  expect(processorTime() - before).toBeLessThan(8_000);
  expect(kept.events).toHaveLength(events.length);
});
