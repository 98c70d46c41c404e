/** Sections 2.1 and 4 of the flow language: what must be spoken first is rendered, then all of a list is played. */
import type { EffectResult } from '../../src/call/index.ts';
import { mediaName, milliseconds } from '../../src/call/index.ts';
import { asked, endOf, entered, entriesOf, heard, typedAhead } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { EffectDone } from '../support/pure-call.ts';
import { testCall, testFlow } from '../support/flows.ts';

const hangup = { type: 'hangup' };
const variables = {
  name: { type: 'string', default: 'Ann' },
  pin: { type: 'digits', sensitive: true, default: '1234' },
  nothing: { type: 'json' },
};
const hello = {
  type: 'prompt',
  play: [{ audio: 'hi.wav' }, { tts: 'Hello {name}.' }],
  next: 'bye',
  onError: 'sorry',
};

const rendered = (...words: readonly string[]): EffectResult => ({
  kind: 'renderSpeech',
  outcome: 'done',
  clips: words.map((text, index) => ({
    name: mediaName(`speech-${index}.wav`),
    length: milliseconds(500),
    words: text,
  })),
});

function calling(nodes: object, done: EffectDone | null, more: object = {}): PureCall {
  const [start] = Object.keys(nodes);
  const flow = testFlow(
    { start, variables, ...more, nodes: { ...nodes, bye: hangup, sorry: hangup } },
    { 'hi.wav': 300 },
  );
  return new PureCall(flow, testCall(placedAt), { effect: () => done });
}

it('renders the speech of a list, then plays all of it in one request', () => {
  const call = calling({ hello }, { after: 400, result: rendered('Hello Ann.') }).run();
  expect(call.effects).toMatchObject([
    { kind: 'renderSpeech', texts: [{ kind: 'text', locale: 'en-GB', text: 'Hello Ann.' }] },
  ]);
  expect(asked(call).filter((kind) => kind === 'playPrompt')).toHaveLength(1);
  expect(heard(call)).toEqual(['hi.wav 400-700', 'Hello Ann. 700-1200']);
  expect(entered(call)).toEqual(['hello', 'bye']);
});

it('shows no sensitive value in the transcript', () => {
  const tell = { ...hello, play: [{ say: '{pin}', as: 'digits' }] };
  const call = calling({ tell }, { result: rendered('one two three four') }).run();
  expect(JSON.stringify(call.transcript)).not.toMatch(/1234|one two/);
  expect(entriesOf(call, 'prompt')).toHaveLength(1);
});

it.each([
  [
    'fails',
    {
      result: {
        kind: 'renderSpeech',
        outcome: 'failed',
        failure: { code: 'media', status: null, subcode: null, message: 'No voice.' },
      },
    } as const,
    0,
  ],
  ['gives too few clips', { result: rendered() }, 0],
  ['takes longer than 15 s', null, 15_000],
])('goes to onError when the rendering %s', (_, done, at) => {
  const call = calling({ hello }, done).run();
  expect(entered(call)).toEqual(['hello', 'sorry']);
  expect(entriesOf(call, 'failure')).toMatchObject([{ code: 'media' }]);
  expect(endOf(call).at).toBe(at);
});

it('is barged into while it is rendered: nothing is asked of Graph', () => {
  const next = { type: 'wait', for: '10m', next: 'bye' };
  const call = calling(
    { hello: { ...hello, next: 'next' }, next },
    { after: 2_000, result: rendered('Hello Ann.') },
  )
    .press(500, '7')
    .run(5_000);
  expect(entered(call)).toEqual(['hello', 'next']);
  expect(typedAhead(call)).toBe('7');
  expect(asked(call)).toEqual(['answer', 'subscribeToTone']);
});

it('ends with the caller, who leaves while it is rendered', () => {
  const call = calling({ hello }, { after: 2_000, result: rendered('Hello Ann.') })
    .hangUp(900)
    .run();
  expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 900 });
  expect(heard(call)).toEqual([]);
});

it('passes over what its values leave nothing of, and fails where a value cannot be said', () => {
  const empty = { ...hello, play: [{ tts: '{nothing}' }] };
  expect(entered(calling({ empty }, null).run())).toEqual(['empty', 'bye']);
  const unsayable = { ...hello, play: [{ say: '{name}', as: 'date' }] };
  const call = calling({ unsayable }, null).run();
  expect(entered(call)).toEqual(['unsayable', 'sorry']);
  expect(entriesOf(call, 'failure')).toMatchObject([{ code: 'expression' }]);
});

it('the same list is rendered anew when it is played again', () => {
  const menu = {
    type: 'menu',
    play: [{ tts: 'Hello {name}.' }],
    choices: { '1': 'bye' },
    input: { firstDigitTimeout: '1s', maxAttempts: 2 },
    onExhausted: 'bye',
  };
  const call = calling({ menu }, { after: 100, result: rendered('Hello Ann.') }).run();
  expect(call.effects).toHaveLength(2);
  expect(heard(call)).toEqual(['Hello Ann. 100-600', 'Hello Ann. 1700-2200']);
});
