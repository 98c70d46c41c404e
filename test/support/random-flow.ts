/** Valid flows of all node kinds at random: cycles, dead ends, failing expressions, handlers. */
import * as fc from 'fast-check';
import { testFlow } from './flows.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';

const names = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5'] as const;
const to = fc.constantFrom(...names);
const optionalTo = fc.option(to, { nil: undefined });

const lengths = { 'short.wav': 400, 'long.wav': 5_000, 'nothing.wav': 0, 'unknown.wav': null };
const item = fc.oneof(
  fc.constantFrom(...Object.keys(lengths)).map((audio) => ({ audio })),
  fc.constant({ silence: '300ms' }),
  fc.constantFrom('greeting'),
);
const play = fc.oneof(
  { weight: 8, arbitrary: fc.array(item, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 23 }, () => ({ audio: 'short.wav' }))) },
);
const bargeIn = fc.option(fc.boolean(), { nil: undefined });
const rePrompts = fc.array(fc.record({ play, only: fc.boolean() }), { maxLength: 2 });
const input = fc.record({
  firstDigitTimeout: fc.constantFrom('200ms', '5s'),
  interDigitTimeout: fc.constantFrom('200ms', '3s'),
  terminatorTimeout: fc.constantFrom('0s', '1s'),
  maxAttempts: fc.integer({ min: 1, max: 3 }),
});
const asking = { play, bargeIn, noInput: rePrompts, noMatch: rePrompts, input, onExhausted: to };
const one = <Type extends string>(type: Type) => fc.constant(type);

const collect = fc.record({
  type: one('collect'),
  into: fc.constantFrom('pin', 'account'),
  maxDigits: fc.integer({ min: 1, max: 4 }),
  terminator: fc.constantFrom('#', '*', ''),
  confirm: fc.option(fc.record({ play }), { nil: undefined }),
  next: to,
  ...asking,
});

/** Expressions that can be computed, that cannot, and that change what is heard. */
const values = fc.constantFrom<Record<string, string>>(
  { count: 'count + 1' },
  { count: 'number(account)' },
  { account: 'string(count)', count: 'size(account)' },
  { 'call.locale': '"de-DE"' },
);
const when = fc.constantFrom('count < 3', 'error.code == "limit"', 'account == null', 'number(account) > 3');

const consultation = fc.record({
  type: one('transfer'),
  to: one('desk'),
  mode: one('consultative'),
  ringTimeout: fc.constantFrom('1s', '30s'),
  whisper: fc.option(play, { nil: undefined }),
  hold: fc.option(play, { nil: undefined }),
  onBusy: to,
  onNoAnswer: to,
  onFailed: to,
});

/** Asked for by name: answered, ended later, refused in a call between two, never sent. */
const named = fc
  .record({
    asked: fc.constantFrom(
      { operation: 'listParticipants', into: 'people' },
      { operation: 'getCall', into: 'secret' },
      { operation: 'sendDtmfTones', with: { tones: ['tone1', '{account}'] }, into: 'people' },
      { operation: 'sendDtmfTones', with: { tones: ['tone4', 'star'], delayBetweenTonesMs: 700 } },
      { operation: 'startHoldMusic', with: { participantId: '{people.value[1].id}' } },
      { operation: 'cancelMediaProcessing' },
    ),
    next: to,
    onError: optionalTo,
  })
  .map(({ asked, ...ways }) => ({ type: 'graph', ...asked, ...ways }));

const node = fc.oneof(
  fc.record({ type: one('answer'), next: to, onFailed: optionalTo }),
  fc.record({ type: one('reject'), reason: fc.constantFrom('none', 'busy', 'forbidden') }),
  { weight: 3, arbitrary: fc.record({ type: one('prompt'), play, bargeIn, next: to, onError: optionalTo }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: one('menu'),
      choices: fc.record({ '1': to, '12': to, '2': to, '*': to }, { requiredKeys: ['1'] }),
      ...asking,
    }),
  },
  { weight: 3, arbitrary: collect },
  fc.record({ type: one('set'), values, next: to }),
  fc.record({
    type: one('branch'),
    cases: fc.array(fc.record({ when, next: to }), { minLength: 1, maxLength: 2 }),
    else: to,
  }),
  fc.record({
    type: one('transfer'),
    to: one('desk'),
    mode: one('blind'),
    onBusy: to,
    onNoAnswer: to,
    onFailed: to,
  }),
  { weight: 2, arbitrary: consultation },
  { weight: 2, arbitrary: named },
  fc.record({ type: one('hangup'), play: fc.option(play, { nil: undefined }) }),
);

const limits = fc.record(
  {
    maxCallDuration: fc.constantFrom('5s', '30s', '1h'),
    maxSteps: fc.constantFrom(3, 20, 500),
    maxStepsWithoutInput: fc.constantFrom(5, 50),
  },
  { requiredKeys: [] },
);

const handlers = fc.record(
  { hangup: to, error: to, maxDuration: to, keys: fc.record({ '*': to, '9': to }, { requiredKeys: [] }) },
  { requiredKeys: [] },
);

const documentFrom = (first: typeof node): fc.Arbitrary<object> =>
  fc
    .record({ nodes: fc.tuple(first, node, node, node, node, node), limits, on: handlers })
    .map(({ nodes, ...rest }) =>
      withoutUndefined({
        start: 'n0',
        ...rest,
        variables: {
          pin: { type: 'digits', sensitive: true },
          account: { type: 'string' },
          count: { type: 'number', default: 0 },
          people: { type: 'json' },
          secret: { type: 'json', sensitive: true },
        },
        targets: { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } },
        prompts: { greeting: { 'en-GB': { text: 'Hello.' }, 'de-DE': { text: 'Guten Tag.' } } },
        nodes: Object.fromEntries(nodes.map((each, index) => [`n${index}`, each])),
      }),
    );

const withoutUndefined = (written: object): object => {
  const copy: unknown = JSON.parse(JSON.stringify(written));
  if (typeof copy !== 'object' || copy === null) throw new Error('A document is an object.');
  return copy;
};

const flowFrom = (first: typeof node): fc.Arbitrary<CompiledFlow> =>
  documentFrom(first).map((written) => testFlow(written, lengths));

export const randomFlow = flowFrom(node);
/** One that begins with a consultative transfer. */
export const consultingFlow = flowFrom(consultation);
