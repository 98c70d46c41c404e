/** What a scripted caller does, and when (section 6 of the flow language). */
import { entriesOf, failed, heard, inputs, nodes, run } from './rehearsal-support.ts';

const lengths = { 'ask.wav': 2_000, 'again.wav': 500, 'bye.wav': 100 };
const desk = { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' };

/** A menu after a greeting, and a number that is asked for. */
const flow = {
  start: 'pickUp',
  variables: { number: { type: 'digits' }, pin: { type: 'digits', sensitive: true } },
  targets: { desk, other: { user: 'b4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } },
  prompts: { hello: { 'en-GB': { text: 'Good morning, this is Contoso.' } } },
  nodes: {
    pickUp: { type: 'answer', next: 'menu' },
    menu: {
      type: 'menu',
      play: ['hello', { audio: 'ask.wav' }],
      choices: { '1': 'number', '2': 'toDesk', '3': 'pin' },
      noInput: [{ play: [{ audio: 'again.wav' }] }],
      onExhausted: 'bye',
    },
    number: { type: 'collect', play: [], into: 'number', maxDigits: 4, next: 'bye', onExhausted: 'bye' },
    pin: { type: 'collect', play: [], into: 'pin', maxDigits: 4, next: 'bye', onExhausted: 'bye' },
    toDesk: {
      type: 'transfer',
      to: 'desk',
      mode: 'blind',
      onBusy: 'toOther',
      onNoAnswer: 'toOther',
      onFailed: 'bye',
    },
    toOther: {
      type: 'transfer',
      to: 'other',
      mode: 'blind',
      onBusy: 'bye',
      onNoAnswer: 'bye',
      onFailed: 'bye',
    },
    bye: { type: 'hangup', play: [{ audio: 'bye.wav' }] },
  },
};
const play = (steps: readonly object[], more: object = {}) => run(flow, steps, more, lengths);

describe('keys', () => {
  test('are pressed at once, 200 ms apart, once the call is answered', () => {
    const result = play([{ press: '1' }, { press: '1234' }]);
    expect(failed(result)).toEqual([]);
    // Typed ahead: nobody hears the menu, which was asked for in the same instant.
    expect(heard(result)).toEqual(['hello 0-0!', 'bye.wav 600-700']);
    expect(entriesOf(result, 'key').map(({ at }) => at)).toEqual([0, 0, 200, 400, 600]);
    expect(inputs(result)).toEqual(['0 filled "1"', '600 filled "1234"']);
  });

  test('after a time, which counts from the step before, and with a gap of their own', () => {
    const result = play([
      { press: '1', after: '700ms' },
      { wait: '1s' },
      { press: '12', gap: '500ms' },
      { press: '34', after: '1s' },
    ]);
    expect(entriesOf(result, 'key').map(({ at }) => at)).toEqual([700, 1_700, 2_200, 3_200, 3_400]);
  });

  test.each([
    ['by its audio path', 'ask.wav', 2_100],
    ['by its name in the catalogue', 'hello', 300],
    ['by its words', 'Good morning, this is Contoso.', 300],
  ])('during a prompt that is named %s come 300 ms after it began', (_how, during, at) => {
    expect(entriesOf(play([{ press: '2', during }]), 'key').map((key) => key.at)).toEqual([at]);
  });

  test('during a prompt that began longer ago come at once', () => {
    const result = play([{ wait: '900ms' }, { press: '2', during: 'hello' }]);
    expect(entriesOf(result, 'key').map(({ at }) => at)).toEqual([900]);
  });

  test('during a prompt that is over wait for it to begin again', () => {
    const result = play([{ wait: '4s' }, { press: '2', during: 'hello' }]);
    // 1800 + 2000, five seconds of silence, again.wav, and 300 ms.
    expect(entriesOf(result, 'key').map(({ at }) => at)).toEqual([9_600]);
  });

  test('during a prompt that never comes are a failure', () => {
    const result = play([{ hangup: true }, { press: '2', during: 'bye.wav' }]);
    expect(failed(result)).toEqual([
      'the prompt bye.wav, to press keys during it: the node pickUp, the call ended: abandoned',
    ]);
  });

  test('of a call that is never answered are a failure', () => {
    const rejecting = { start: 'no', nodes: { no: { type: 'reject', reason: 'busy' } } };
    expect(failed(run(rejecting, [{ press: '1' }]))).toEqual([
      'the answer of the call, to press keys: the node no, the call ended: rejected',
    ]);
  });
});

describe('an expectation', () => {
  test('is met by the next such thing that begins after the last match', () => {
    const result = play([
      { expect: { prompt: 'hello' } },
      { expect: { prompt: 'hello' } },
      { expect: { prompt: 'hello' } },
      { expect: { end: 'completed' } },
    ]);
    expect(failed(result)).toEqual([]);
    expect(failed(play([{ expect: { node: 'menu' } }, { expect: { node: 'menu' } }]))).toHaveLength(1);
  });

  test('is met by what began while keys were pressed, and by nothing twice', () => {
    const steps = [
      { press: '1' },
      { press: '1234' },
      { expect: { node: 'number' } },
      { expect: { node: 'bye' } },
    ];
    expect(failed(play(steps))).toEqual([]);
    expect(failed(play([...steps, { expect: { node: 'bye' } }]))).toEqual([
      'the node bye: the call ended: completed',
    ]);
  });

  test.each([
    ['in time', '1800ms', []],
    ['too late', '1799ms', ['the prompt ask.wav within 1799 ms: the prompt hello, nothing more until then']],
  ])('within a bound, %s', (_what, within, failures) => {
    expect(failed(play([{ expect: { prompt: 'ask.wav' }, within }]))).toEqual(failures);
  });

  test('is about words, also a part of them', () => {
    expect(failed(play([{ expect: { say: 'this is  Contoso' } }]))).toEqual([]);
    expect(failed(play([{ hangup: true }, { expect: { say: 'Good evening' } }]))).toHaveLength(1);
  });

  test('that is not met ends the script, and tells what came instead, where and when', () => {
    const result = play([
      { press: '2' },
      { expect: { transfer: 'other' }, within: '1s' },
      { expect: { node: 'nowhere' } },
    ]);
    expect(result.failures).toEqual([
      {
        where: { kind: 'step', index: 1 },
        expected: 'a transfer to other within 1000 ms',
        actual: 'a transfer to desk, the call ended: transferred',
        at: 300,
      },
    ]);
    expect(result.passed).toBe(false);
    expect(result.end).toBe('transferred');
  });
});

describe('the caller', () => {
  test('hangs up, at the moment of the step before', () => {
    const result = play([
      { expect: { prompt: 'ask.wav' } },
      { wait: '50ms' },
      { hangup: true },
      { expect: { end: 'abandoned' } },
    ]);
    expect(failed(result)).toEqual([]);
    expect(result.durationMs).toBe(1_850);
    expect(heard(result)).toEqual(['hello 0-1800', 'ask.wav 1800-1850!']);
  });

  test('hangs up before the answer', () => {
    expect(play([{ hangup: true }]).end).toBe('abandoned');
  });

  test('goes on in silence after the last step, to the end of the call', () => {
    const result = play([]);
    expect(result.passed).toBe(true);
    expect(result.end).toBe('completed');
    expect(inputs(result).map((input) => input.split(' ')[1])).toEqual(['noInput', 'noInput', 'noInput']);
  });
});

test('steps of one instant are all done before the clock moves', () => {
  const steps = [
    { expect: { node: 'toDesk' } },
    { fault: { transfer: 'desk', outcome: 'busy' } },
    { expect: { node: 'toOther' }, within: '300ms' },
  ];
  const result = play([{ press: '2' }, ...steps]);
  expect(failed(result)).toEqual([]);
  expect(nodes(result)).toEqual(['pickUp', 'menu', 'toDesk', 'toOther']);
});

test('variables are given before the call, and those at the end are told; sensitive ones are masked', () => {
  const told = play([{ press: '3' }, { press: '4321' }], { variables: { number: '77' } });
  expect(told.variables).toEqual({ number: '77', pin: '•••' });
  expect(JSON.stringify(told)).not.toContain('4321');
});

test('the same scenario gives the same result', () => {
  const steps = [
    { press: '3', during: 'ask.wav' },
    { press: '12', gap: '3100ms' },
  ];
  expect(play(steps)).toEqual(play(steps));
});
