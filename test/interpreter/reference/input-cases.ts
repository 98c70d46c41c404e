/** Random cases for the input model, and the same cases as flows for the interpreter. */
import * as fc from 'fast-check';
import type { CompiledFlow } from '../../../src/flow/index.ts';
import { testFlow } from '../../support/flows.ts';
import type { CollectRules, MenuRules, ModelNode, ModelPlay, ModelRePrompt } from './input-model.ts';
import type { ReceivedTone } from './tone-order.ts';

export interface InputCase {
  readonly nodes: readonly ModelNode[];
  /** The text of each node's `pattern`, null for none: what `holds` stands for. */
  readonly patterns: readonly (string | null)[];
  readonly handlerKeys: readonly string[];
  /** In order of arrival; `at` in ms from the start of the call. */
  readonly tones: readonly ReceivedTone[];
}

/** When the first input node is entered: a transfer is tried first, during which type-ahead gathers. */
export const enteredAt = 300;

/** A coarse grid makes it likely that a key is stamped exactly at a deadline. */
const timeout = fc.constantFrom(100, 200, 300, 400, 600, 1000, 1500);
const itemLength = fc.constantFrom(0, 100, 200, 500, 700, 1000);

const patterns = new Map<string, (value: string) => boolean>([
  ['[1-3]+', (value) => [...value].every((key) => '123'.includes(key))],
  ['1.*', (value) => value.startsWith('1')],
  ['2|12', (value) => value === '2' || value === '12'],
]);

const play = (name: string, most: number): fc.Arbitrary<ModelPlay> =>
  fc
    .array(itemLength, { maxLength: most })
    .map((lengths) => lengths.map((length, index) => ({ name: `${name}-${index}-${length}.wav`, length })));

const rePrompts = (name: string): fc.Arbitrary<readonly ModelRePrompt[]> =>
  fc.array(fc.record({ play: play(name, 2), only: fc.boolean() }), { maxLength: 2 });

const keySet = fc.constantFrom('1', '2', '3', '#', '*');

const menu: fc.Arbitrary<MenuRules> = fc
  .uniqueArray(fc.array(keySet, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
    selector: (keys) => keys.join(''),
  })
  .map((choices) => ({ kind: 'menu', choices: choices.map((keys) => keys.join('')) }));

interface Collect {
  readonly rules: CollectRules;
  readonly pattern: string | null;
}

const collect: fc.Arbitrary<Collect> = fc
  .record({
    digits: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 })),
    terminator: fc.constantFrom('#', '#', '#', '*', '', '3'),
    pattern: fc.option(fc.constantFrom(...patterns.keys())),
    confirm: fc.option(
      fc.record({
        play: play('confirm', 2),
        answers: fc.constantFrom(['1', '2'] as const, ['#', '*'] as const, ['3', '1'] as const),
      }),
    ),
  })
  .map(({ digits: [minDigits, more], terminator, pattern, confirm }) => ({
    pattern,
    rules: {
      kind: 'collect',
      minDigits,
      maxDigits: minDigits + more,
      terminator,
      holds: (pattern === null ? undefined : patterns.get(pattern)) ?? (() => true),
      confirm:
        confirm === null
          ? null
          : { play: confirm.play, accept: confirm.answers[0], reject: confirm.answers[1] },
    },
  }));

const node: fc.Arbitrary<{ node: ModelNode; pattern: string | null }> = fc
  .record({
    asking: fc.record({
      play: play('prompt', 3),
      bargeIn: fc.boolean(),
      noInput: rePrompts('no-input'),
      noMatch: rePrompts('no-match'),
    }),
    input: fc.record({
      firstDigitTimeout: timeout,
      interDigitTimeout: timeout,
      terminatorTimeout: fc.constantFrom(0, 0, 200, 500),
      maxAttempts: fc.integer({ min: 1, max: 4 }),
      maxNoInput: fc.option(fc.integer({ min: 1, max: 3 })),
      maxNoMatch: fc.option(fc.integer({ min: 1, max: 3 })),
    }),
    takes: fc.oneof(
      menu.map((rules) => ({ rules, pattern: null })),
      { weight: 2, arbitrary: collect },
    ),
  })
  .map(({ asking, input, takes }) => ({
    node: { ...asking, ...input, takes: takes.rules },
    pattern: takes.pattern,
  }));

const gap = fc.oneof(
  fc.constantFrom(0, 1, 99, 100, 101, 200, 300, 400, 500, 600, 700, 1000, 1500),
  fc.integer({ min: 0, max: 400 }),
);
const key = fc.oneof(
  { weight: 5, arbitrary: keySet },
  fc.constantFrom('4', '9'),
  fc.constant<string | null>(null),
);

/** What the network does to a tone: mostly nothing. */
const fate = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ kind: 'heard' as const, delay: 0 }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'lost' as const, delay: 0 }) },
  { weight: 1, arbitrary: gap.map((delay) => ({ kind: 'twice' as const, delay })) },
  { weight: 2, arbitrary: gap.map((delay) => ({ kind: 'late' as const, delay })) },
);

const tones: fc.Arbitrary<readonly ReceivedTone[]> = fc
  .array(fc.record({ gap, key, fate }), { maxLength: 14 })
  .map((presses) => {
    let at = 50;
    const received = presses.flatMap(({ gap: wait, key: pressed, fate: { kind, delay } }, index) => {
      at += wait;
      const tone = { at, sequence: index + 1, key: pressed };
      if (kind === 'lost') return [];
      if (kind === 'late') return [{ ...tone, at: at + delay }];
      return kind === 'twice' ? [tone, { ...tone, at: at + delay }] : [tone];
    });
    return received.sort((one, other) => one.at - other.at);
  });

export const inputCase: fc.Arbitrary<InputCase> = fc
  .record({
    nodes: fc.array(node, { minLength: 1, maxLength: 2 }),
    handlerKeys: fc.uniqueArray(fc.constantFrom('*', '#', '9'), { maxLength: 2 }),
    tones,
  })
  .map(({ nodes, handlerKeys, tones: received }) => ({
    nodes: nodes.map((one) => one.node),
    patterns: nodes.map((one) => one.pattern),
    handlerKeys,
    tones: received,
  }));

/** The nodes one after the other, between a transfer that fails and one whose verdict never comes. */
export function flowOf({ nodes, patterns: written, handlerKeys }: InputCase): CompiledFlow {
  const lengths: Record<string, number> = {};
  const playOf = (items: ModelPlay): object[] =>
    items.map(({ name, length }) => {
      lengths[name] = length;
      return { audio: name };
    });
  const wait = (next: string): object => ({
    type: 'transfer',
    to: 'desk',
    mode: 'blind',
    onBusy: next,
    onNoAnswer: next,
    onFailed: next,
  });
  const nodeOf = (modelled: ModelNode, index: number): object => {
    const next = index + 1 < nodes.length ? `input${index + 1}` : 'after';
    const { takes } = modelled;
    const rePromptsOf = (entries: readonly ModelRePrompt[]): object[] =>
      entries.map((entry) => ({ play: playOf(entry.play), only: entry.only }));
    return {
      type: takes.kind,
      play: playOf(modelled.play),
      bargeIn: modelled.bargeIn,
      noInput: rePromptsOf(modelled.noInput),
      noMatch: rePromptsOf(modelled.noMatch),
      input: {
        firstDigitTimeout: `${modelled.firstDigitTimeout}ms`,
        interDigitTimeout: `${modelled.interDigitTimeout}ms`,
        terminatorTimeout: `${modelled.terminatorTimeout}ms`,
        maxAttempts: modelled.maxAttempts,
        ...(modelled.maxNoInput === null ? {} : { maxNoInput: modelled.maxNoInput }),
        ...(modelled.maxNoMatch === null ? {} : { maxNoMatch: modelled.maxNoMatch }),
      },
      ...(takes.kind === 'menu'
        ? { choices: Object.fromEntries(takes.choices.map((choice) => [choice, next])) }
        : collectMembers(takes, written[index] ?? null, next)),
      onExhausted: next,
    };
  };
  const collectMembers = (takes: CollectRules, pattern: string | null, next: string): object => ({
    into: 'value',
    minDigits: takes.minDigits,
    maxDigits: takes.maxDigits,
    terminator: takes.terminator,
    ...(pattern === null ? {} : { pattern }),
    ...(takes.confirm === null
      ? {}
      : {
          confirm: {
            play: playOf(takes.confirm.play),
            accept: takes.confirm.accept,
            reject: takes.confirm.reject,
          },
        }),
    next,
  });
  const inputs = Object.fromEntries(
    nodes.map((modelled, index) => [`input${index}`, nodeOf(modelled, index)]),
  );
  return testFlow(
    {
      start: 'gather',
      variables: { value: { type: 'string' } },
      targets: { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } },
      on: { keys: Object.fromEntries(handlerKeys.map((handlerKey) => [handlerKey, 'after'])) },
      nodes: { gather: wait('input0'), ...inputs, after: wait('after') },
    },
    lengths,
  );
}
