/** Random flows that ask for, work with and say secrets, and random callers of them. */
import * as fc from 'fast-check';
import { milliseconds, mediaName } from '../../src/call/index.ts';
import type { Effect, EffectResult } from '../../src/call/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { testFlow } from '../support/flows.ts';
import { RecordedCall } from './recorded-call.ts';

/** What callers key in as their secret, and what others answer about them: neither is anywhere by chance. */
export const secretDigits = '864397953';
export const secretWord = 'QUETZALCOATL';

const names = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'] as const;
const to = fc.constantFrom(...names);
const one = <Value extends string>(value: Value) => fc.constant(value);
const play = fc.array(fc.constantFrom({ audio: 'short.wav' }, { audio: 'long.wav' }, { silence: '300ms' }), {
  maxLength: 2,
});
const speech = fc.array(
  fc.oneof(
    fc.constantFrom<object>(
      { tts: 'Your number is {pin}, {count}.' },
      { tts: '{pin}' },
      { say: '{pin}', as: 'digits' },
      { say: '{secret.day}', as: 'date' },
      { say: '{secret.word}', as: 'spell' },
      { tts: 'Hello {{ {count}' },
      { ssml: '<p>{pin}</p>' },
    ),
    fc.constant({ audio: 'short.wav' }),
  ),
  { minLength: 1, maxLength: 3 },
);
const input = fc.record({
  firstDigitTimeout: fc.constantFrom('500ms', '5s'),
  interDigitTimeout: fc.constantFrom('300ms', '3s'),
  terminatorTimeout: fc.constantFrom('0s', '1s'),
  maxAttempts: fc.integer({ min: 1, max: 3 }),
});

const collect = fc
  .record({
    play,
    bargeIn: fc.boolean(),
    minDigits: fc.integer({ min: 1, max: 3 }),
    maxDigits: fc.constantFrom(3, 9, 12),
    terminator: fc.constantFrom('#', '*', '', '5'),
    pattern: fc.constantFrom(undefined, '8.*', '[3-9]*', '7*'),
    confirm: fc.constantFrom(undefined, {}, { accept: '8', reject: '6' }, { accept: '*', reject: '#' }),
    input,
    next: to,
    onExhausted: to,
  })
  .map(({ confirm, ...node }) => ({
    type: 'collect',
    into: 'pin',
    ...node,
    ...(confirm === undefined
      ? {}
      : { confirm: { play: [{ tts: 'You said {pin}.' }, { audio: 'short.wav' }], ...confirm } }),
  }));

const when = fc.constantFrom(
  "startsWith(pin, '8')",
  "pin == '864'",
  'size(pin) > 3',
  'isKnown',
  'number(pin) > 5',
  "secret.word == 'x'",
  'size(secret.word) > 3',
  'secret == null ? count > 1 : isKnown',
  'message.seconds > 3',
);
const values = fc.constantFrom<Record<string, string>>(
  { isKnown: "startsWith(pin, '8')" },
  { count: 'size(pin) + count' },
  { pin: "pin + '1'" },
  { pin: "'777'" },
  { secret: 'pin' },
  { secret: 'pin', count: 'number(string(size(pin)))' },
  { 'call.locale': "startsWith(pin, '8') ? 'de-DE' : 'en-GB'" },
);

const nodes = [
  { weight: 5, arbitrary: collect },
  {
    weight: 3,
    arbitrary: fc.record({
      type: one('branch'),
      cases: fc.array(fc.record({ when, next: to }), { minLength: 1, maxLength: 2 }),
      else: to,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: one('set'), values, next: to }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: one('prompt'),
      play: speech,
      bargeIn: fc.boolean(),
      next: to,
      onError: fc.constantFrom(undefined, ...names),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: one('http'),
      request: fc.constantFrom<object>(
        {
          url: 'https://api.example.com/find',
          method: 'POST',
          body: { pin: '{pin}', about: '{secret.word}' },
        },
        { url: 'https://api.example.com/find/{size(pin)}', headers: { 'x-about': '{secret.word}' } },
      ),
      into: fc.constantFrom(undefined, 'secret', 'text'),
      next: to,
      on: fc.constantFrom({}, { '404': 'n1' }),
      onError: fc.constantFrom(undefined, ...names),
      fill: fc.constantFrom(undefined, { after: '500ms', play: [{ tts: 'Just a moment, {pin}' }] }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: one('wait'),
      event: one('external:told'),
      timeout: fc.constantFrom('1s', '20s'),
      into: fc.constantFrom(undefined, 'secret'),
      next: to,
      onTimeout: to,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: one('event'),
      name: one('reached'),
      data: fc.constant({ n: '{size(pin)}' }),
      next: to,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: one('record'), play, into: one('message'), next: to, onNoInput: to }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: one('subflow'),
      flow: one('inner'),
      with: fc.constantFrom({ code: 'pin' }, { code: "'1'" }),
      into: fc.constantFrom(undefined, 'secret'),
      on: fc.record({ ok: to, no: to }),
      onError: fc.constantFrom(undefined, ...names),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: one('hangup'), play: fc.constantFrom([], [{ tts: 'Bye {pin}' }]) }),
  },
] as const;
const menu = fc.record({
  type: one('menu'),
  play,
  choices: fc.constantFrom({ '8': 'n1', '6': 'n2' }, { '86': 'n3', '#': 'n4', '1': 'n5' }),
  input,
  onExhausted: to,
});
const account = collect.map((node) => ({ ...node, into: 'account' }));

/** `secretsOnly`: no node shows keys, so that each of them is to be masked. */
function documentOf(secretsOnly: boolean): fc.Arbitrary<object> {
  const node: fc.Arbitrary<object> = secretsOnly
    ? fc.oneof(...nodes)
    : fc.oneof(...nodes, { weight: 3, arbitrary: menu }, { weight: 2, arbitrary: account });
  const keys = fc.constantFrom({}, secretsOnly ? {} : { '*': 'n1', '#': 'n2' });
  return fc
    .record({ nodes: fc.tuple(collect, ...Array.from({ length: 7 }, () => node)), keys })
    .map((drawn) => ({
      start: 'n0',
      variables: {
        pin: { type: 'digits', sensitive: true },
        secret: { type: 'json', sensitive: true },
        text: { type: 'string', sensitive: true },
        account: { type: 'digits' },
        message: { type: 'json' },
        count: { type: 'number', default: 0 },
        isKnown: { type: 'boolean', default: false },
      },
      limits: { maxSteps: 60 },
      on: { keys: drawn.keys, error: 'n1' },
      nodes: Object.fromEntries(drawn.nodes.map((each, index) => [`n${index}`, each])),
    }));
}

const inner = {
  id: 'inner',
  start: 'judge',
  params: { code: { type: 'string', sensitive: true } },
  returns: { ok: { code: { type: 'string', sensitive: true } }, no: {} },
  variables: { pin: { type: 'digits', sensitive: true } },
  nodes: {
    judge: { type: 'branch', cases: [{ when: "startsWith(code, '8')", next: 'ask' }], else: 'no' },
    ask: {
      type: 'collect',
      play: [{ audio: 'short.wav' }],
      into: 'pin',
      maxDigits: 2,
      next: 'ok',
      onExhausted: 'no',
    },
    ok: { type: 'return', as: 'ok', values: { code: 'code + pin' } },
    no: { type: 'return', as: 'no' },
  },
};

const lengths = { 'short.wav': 400, 'long.wav': 5_000 };
const written = (document: object): object => JSON.parse(JSON.stringify(document));

export const secretFlow = (secretsOnly: boolean): fc.Arbitrary<CompiledFlow> =>
  documentOf(secretsOnly).map((document) => testFlow(written(document), lengths, [inner]));

/** What a caller and others do. */
export interface Doings {
  readonly keys: readonly { readonly at: number; readonly keys: string; readonly gap: number }[];
  readonly told: readonly number[];
  readonly hangUp: number;
  readonly answers: readonly number[];
}

export const doings: fc.Arbitrary<Doings> = fc.record({
  keys: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 30_000 }),
      keys: fc.constantFrom(
        secretDigits,
        `${secretDigits}#`,
        '864',
        '864#',
        '8',
        '#',
        '*',
        '87#',
        '77',
        '864*5#',
        '1',
      ),
      gap: fc.constantFrom(0, 50, 200, 900),
    }),
    { maxLength: 6, size: 'max' },
  ),
  told: fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 2 }),
  hangUp: fc.integer({ min: 5_000, max: 60_000 }),
  answers: fc.array(fc.nat(5), { minLength: 20, maxLength: 20 }),
});

/** Plays the call to its end. */
export function runSecretCall(flow: CompiledFlow, { keys, told, hangUp, answers }: Doings): RecordedCall {
  let asked = 0;
  const call = new RecordedCall(flow, {
    effect(effect) {
      asked += 1;
      const answer = answers[asked % answers.length] ?? 0;
      return answer === 5 ? null : { after: answer * 400, result: resultOf(effect, answer) };
    },
    record: () => ({
      after: 2_000,
      result: { code: 200, subcode: 8514 },
      recording: { location: `https://media.example.org/${secretWord}`, accessToken: secretWord },
    }),
  });
  for (const pressed of keys) call.press(pressed.at, pressed.keys, pressed.gap);
  for (const at of told) call.at(at, { kind: 'external', name: 'told', data: { word: secretWord } });
  return call.hangUp(hangUp).run();
}

function resultOf(effect: Effect, answer: number): EffectResult {
  const { kind } = effect;
  const failure = { code: 'http', status: null, subcode: null, message: 'No answer.' } as const;
  if (answer === 4) return { kind, outcome: 'failed', failure };
  switch (effect.kind) {
    case 'http': {
      const bodies = [{ word: secretWord, day: '2026-03-01' }, secretWord, null, { word: 5 }];
      return {
        kind: 'http',
        outcome: 'done',
        status: answer === 2 ? 404 : 200,
        body: bodies[answer] ?? null,
      };
    }
    case 'queue':
      return { kind: 'queue', outcome: 'done' };
    case 'renderSpeech': {
      const clips = effect.texts.map((text) => ({
        name: mediaName(`${secretWord}.wav`),
        length: milliseconds(300 * (answer + 1)),
        words: text.kind === 'moment' ? secretWord : text.kind === 'ssml' ? text.ssml : text.text,
      }));
      return { kind: 'renderSpeech', outcome: 'done', clips };
    }
    case 'fetchRecording':
      return {
        kind: 'fetchRecording',
        outcome: 'done',
        id: secretWord,
        url: `https://${secretWord}`,
        seconds: answer,
      };
  }
}
