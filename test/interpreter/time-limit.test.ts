/** Section 2.2 of the flow language: `maxCallDuration`, and a call that lasts long. */
import { endOf, entered, entriesOf, heard } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { GraphBehaviour } from '../support/pure-call.ts';
import { testCall, testFlow } from '../support/flows.ts';

interface Written {
  readonly nodes: object;
  readonly on?: object;
  readonly limits?: object;
}

const calling = (flow: Written, graph: GraphBehaviour = {}): PureCall => {
  const [start] = Object.keys(flow.nodes);
  const targets = { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } };
  const lengths = { 'one.wav': 1_000, 'minute.wav': 60_000 };
  return new PureCall(testFlow({ start, targets, ...flow }, lengths), testCall(placedAt), graph);
};
const hangup = { type: 'hangup' };
const goodbye = { type: 'hangup', play: [{ audio: 'one.wav' }] };
const long = (next: string) => ({ type: 'prompt', play: [{ audio: 'minute.wav' }], next });
const transfer = (next: string) => ({
  type: 'transfer',
  to: 'desk',
  mode: 'blind',
  onBusy: next,
  onNoAnswer: next,
  onFailed: next,
});
const menu = (more: object = {}) => ({
  type: 'menu',
  play: [],
  choices: { '1': 'bye' },
  onExhausted: 'bye',
  ...more,
});

describe('maxCallDuration', () => {
  const limits = { maxCallDuration: '10s' };

  it.each([
    ['a prompt', long('bye')],
    ['a menu', menu({ input: { firstDigitTimeout: '1m' } })],
    ['the play of a hangup', { type: 'hangup', play: [{ audio: 'minute.wav' }] }],
  ])('interrupts %s', (_name, node) => {
    const call = calling({ nodes: { node, bye: hangup }, limits }).run();
    expect(endOf(call)).toMatchObject({ end: 'maxDuration', at: 10_000 });
  });

  it('runs on.maxDuration, whose hangup ends the call maxDuration', () => {
    const call = calling({
      nodes: { node: long('bye'), bye: goodbye },
      limits,
      on: { maxDuration: 'bye' },
    }).run();
    expect(heard(call)).toEqual(['minute.wav 0-10000!', 'one.wav 10000-11000']);
    expect(endOf(call)).toMatchObject({ end: 'maxDuration', at: 11_000 });
  });

  it('gives on.maxDuration 60 s', () => {
    const nodes = { node: long('bye'), more: long('again'), again: long('bye'), bye: hangup };
    const call = calling({ nodes, limits, on: { maxDuration: 'again' } }).run();
    expect(endOf(call)).toMatchObject({ end: 'maxDuration', at: 70_000 });
  });

  it('ends maxDuration also when the caller leaves after it, without on.hangup', () => {
    const nodes = { node: long('bye'), bye: goodbye, gone: hangup };
    const call = calling({ nodes, limits, on: { maxDuration: 'bye', hangup: 'gone' } })
      .hangUp(10_500)
      .run();
    expect(entered(call)).toEqual(['node', 'bye']);
    expect(endOf(call)).toMatchObject({ end: 'maxDuration', at: 10_500 });
  });

  it('awaits the verdict of a transfer: transferred stays transferred', () => {
    const call = calling(
      { nodes: { desk: transfer('bye'), bye: hangup }, limits },
      { transfer: () => 'silent' },
    );
    call.at(15_000, { kind: 'callEnded', result: null, transferred: true }).run();
    expect(endOf(call)).toMatchObject({ end: 'transferred', at: 15_000 });
  });

  it('awaits the verdict of a transfer: after a failed one on.maxDuration runs', () => {
    const flow = {
      nodes: { desk: transfer('bye'), bye: hangup, late: hangup },
      limits,
      on: { maxDuration: 'late' },
    };
    const call = calling(flow, { transfer: () => 'silent' });
    call.at(15_000, { kind: 'transferFailed', result: { code: 486, subcode: 0 } }).run();
    expect(entered(call)).toEqual(['desk', 'late']);
    expect(endOf(call)).toMatchObject({ end: 'maxDuration', at: 15_000 });
  });
});

describe('a long call', () => {
  it('is kept alive every 15 minutes', () => {
    const node = menu({ input: { firstDigitTimeout: '2m', maxAttempts: 20 } });
    const call = calling({ nodes: { node, bye: hangup }, limits: { maxCallDuration: '1h' } }).run();
    const kept = entriesOf(call, 'graph').filter(({ operation }) => operation === 'keepAlive');
    expect(kept.map(({ at }) => (at - placedAt) / 60_000)).toEqual([15, 30]);
    expect(endOf(call).at).toBe(40 * 60_000);
  });
});
