import { callId, callRecord, defectCode, flowHash, flowId, instant, nodeName } from '../../src/call/index.ts';
import type { CallEvent, CallOutcome, TranscriptEntry } from '../../src/call/index.ts';
import { callTeller } from '../../src/call-telemetry/index.ts';
import type { CallTeller } from '../../src/call-telemetry/index.ts';
import type { ToldStep } from '../../src/call-telemetry/tell-call.ts';
import { testCall } from '../support/flows.ts';

const call = testCall(instant(1_000));
const flow = { id: flowId('menu'), version: '2.0.0', hash: flowHash('abc') };
const about = { callId: call.id, graphCallId: call.graphCallId, flow: 'menu', flowVersion: '2.0.0' };
const place = { node: nodeName('ask'), flow: flow.id };

type Told = readonly unknown[];

function teller(): { readonly told: Told[]; readonly tell: CallTeller } {
  const told: Told[] = [];
  return { told, tell: callTeller((...event) => told.push(event)) };
}

const step = (more: Partial<ToldStep>): ToldStep => ({
  call,
  graphCallId: call.graphCallId,
  flow: { id: flow.id, version: '2.0.0', kindOf: (id, node) => `${id}/${node}` },
  event: null,
  answeredAt: null,
  transcript: [],
  entriesBefore: 0,
  ...more,
});

const entry = (of: object, at = 2_000): TranscriptEntry =>
  ({ at: instant(at), ...place, ...of }) as TranscriptEntry;

describe('the steps of a call', () => {
  test('the first one tells that it started, and when', () => {
    const { told, tell } = teller();
    tell.step(step({}));
    const fields = { ...about, node: null, subflow: null, sequence: 0, direction: 'incoming' };
    expect(told).toEqual([['info', 'ivr.call.started', fields, 1_000]]);
  });

  test('it is answered once its audio is active, once', () => {
    const { told, tell } = teller();
    const event: CallEvent = { kind: 'audioActive', at: instant(1_400) };
    tell.step(step({ event, answeredAt: instant(1_400) }));
    tell.step(step({ event: { ...event, at: instant(1_900) }, answeredAt: instant(1_400) }));
    const fields = { ...about, node: null, subflow: null, sequence: 1, afterMs: 400 };
    expect(told).toEqual([['info', 'ivr.call.answered', fields, 1_400]]);
  });

  test.each<[object, string, object]>([
    [
      { kind: 'enter', from: 'greet', by: 'next' },
      'ivr.node.entered',
      { kind: 'menu/ask', from: 'greet', by: 'next' },
    ],
    [
      { kind: 'prompt', play: 'Your PIN, please', until: 2_750, completed: false, cancelled: true },
      'ivr.prompt.played',
      { durationMs: 750, completed: false, cancelled: true },
    ],
    [
      { kind: 'input', outcome: 'filled', value: '4711', because: 'terminator' },
      'ivr.input.collected',
      { because: 'terminator' },
    ],
    [
      { kind: 'input', outcome: 'noInput', value: null, because: 'firstDigitTimeout' },
      'ivr.input.no_input',
      { because: 'firstDigitTimeout' },
    ],
    [
      { kind: 'input', outcome: 'noMatch', value: '9', because: 'noOption' },
      'ivr.input.no_match',
      { because: 'noOption' },
    ],
    [
      { kind: 'transfer', target: '+442079460000', until: 5_000, outcome: 'transferred' },
      'ivr.transfer.completed',
      { durationMs: 3_000 },
    ],
    [
      { kind: 'transfer', target: '+442079460000', until: 5_000, outcome: 'busy' },
      'ivr.transfer.failed',
      { durationMs: 3_000, outcome: 'busy' },
    ],
    [
      { kind: 'event', name: 'booked', data: { phone: '+442079460000' } },
      'ivr.flow.event',
      { milestone: 'booked' },
    ],
    [{ kind: 'toneGap' }, 'ivr.tone_gap', {}],
  ])('%j is told without what the caller pressed, said or is called', (of, event, fields) => {
    const { told, tell } = teller();
    tell.step(
      step({ event: { kind: 'deadline', at: instant(2_000) }, transcript: [entry(of)], entriesBefore: 5 }),
    );
    const where = { ...about, node: 'ask', subflow: null, sequence: 7 };
    expect(told).toEqual([['info', event, { ...where, ...fields }, 2_000]]);
  });

  test('keys, requests and failures are told by what performs them, or not at all', () => {
    const { told, tell } = teller();
    const transcript = [
      entry({ kind: 'key', key: '5' }),
      entry({ kind: 'graph', operation: 'answer', status: 200 }),
      entry({ kind: 'http', method: 'GET', url: 'https://crm.contoso.com/4711', status: 200, until: 2_100 }),
      entry({ kind: 'failure', code: 'graph', subcode: null, message: 'no' }),
      entry({ kind: 'end', end: 'completed', reason: null }),
    ];
    tell.step(step({ event: { kind: 'deadline', at: instant(2_000) }, transcript }));
    expect(told).toEqual([]);
  });

  test('a node of a sub-flow is told with that flow', () => {
    const { told, tell } = teller();
    const transcript = [entry({ kind: 'toneGap', flow: flowId('identify') })];
    tell.step(step({ event: { kind: 'deadline', at: instant(2_000) }, transcript }));
    expect(told[0]?.[2]).toMatchObject({ flow: 'menu', subflow: 'identify', node: 'ask' });
  });

  test('T1: what is seen again, in a replay or because an episode was lost, is told once', () => {
    const { told, tell } = teller();
    const steps = [
      step({ transcript: [entry({ kind: 'toneGap' })] }),
      step({
        event: { kind: 'deadline', at: instant(2_000) },
        transcript: [entry({ kind: 'toneGap' })],
        entriesBefore: 1,
      }),
    ];
    for (const each of [...steps, ...steps]) tell.step(each);
    expect(told.map(([, event]) => event)).toEqual(['ivr.call.started', 'ivr.tone_gap', 'ivr.tone_gap']);
    tell.step(step({ call: { ...call, id: callId('in-2') } }));
    expect(told).toHaveLength(4);
  });

  test('T1 T2: the memory is bounded; what is told again has the same sequence', () => {
    const { told, tell } = teller();
    for (let number = 0; number < 1_002; number += 1)
      tell.step(step({ call: { ...call, id: callId(`in-${number}`) } }));
    tell.step(step({ call: { ...call, id: callId('in-0') } }));
    tell.step(step({ call: { ...call, id: callId('in-1001') } }));
    expect(told).toHaveLength(1_003);
    expect(told.at(-1)?.[2]).toEqual(told[0]?.[2]);
  });
});

describe('the end of a call', () => {
  function ended(outcome: Partial<CallOutcome>, transcript: readonly TranscriptEntry[]): Told[] {
    const { told, tell } = teller();
    const whole = {
      answeredAt: instant(1_500),
      endedAt: instant(9_000),
      end: 'completed',
      reason: null,
    } as const;
    const record = callRecord(call, flow, { ...whole, ...outcome }, transcript);
    tell.end(record);
    // Its record is written again, since the queue was away.
    tell.end(record);
    return told;
  }
  const failure = (code: string, subcode: number | null = null): TranscriptEntry =>
    entry({ kind: 'failure', code, subcode, message: 'TypeError: no such thing' });
  const end = entry({ kind: 'end', end: 'completed', reason: null, node: nodeName('bye') });
  const fields = { ...about, subflow: null, code: null, subcode: null, durationMs: 8_000, answered: true };

  test('is information: how and where, and how long it lasted', () => {
    expect(ended({ reason: 'hungUp' }, [failure('graph'), end])).toEqual([
      [
        'info',
        'ivr.call.ended',
        { ...fields, node: 'bye', sequence: 4, end: 'completed', endReason: 'hungUp' },
      ],
    ]);
    const [unanswered] = ended({ answeredAt: null, end: 'abandoned' }, []);
    expect(unanswered?.[2]).toMatchObject({ answered: false, end: 'abandoned', node: null });
  });

  test('is a warning where it failed, with the node and the code of the last failure', () => {
    const [told] = ended({ end: 'failed' }, [failure('media'), failure('graph', 7505), end]);
    expect(told?.slice(0, 2)).toEqual(['warn', 'ivr.call.ended']);
    expect(told?.[2]).toMatchObject({ node: 'ask', code: 'graph', subcode: 7505 });
  });

  test('is an error too where a defect ended it, whose message is told as the record has it', () => {
    const told = ended({ end: 'failed', reason: defectCode }, [failure(defectCode)]);
    const where = { ...about, node: 'ask', subflow: null, sequence: 4 };
    expect(told.map(([level, event]) => [level, event])).toEqual([
      ['error', 'ivr.call.defect'],
      ['warn', 'ivr.call.ended'],
    ]);
    expect(told[0]?.[2]).toEqual({ ...where, message: 'TypeError: no such thing' });
  });
});
