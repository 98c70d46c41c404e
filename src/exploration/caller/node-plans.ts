import * as z from 'zod';
import { isKeys, milliseconds } from '../../call/index.ts';
import type { Milliseconds } from '../../call/index.ts';
import { parseDuration } from '../../flow/index.ts';
import type { FlowDocument } from '../../flow/index.ts';
import type { CallState } from '../../interpreter/index.ts';
import { operationNames } from '../../operations/index.ts';
import type { Fault, Step } from '../../scenario/index.ts';
import type { Dictionary } from '../dictionary.ts';
import type { Random } from '../random.ts';
import { sampleBody } from '../samples/sample-json.ts';
import { collectSchema, sampleKeys, sampleWrongKeys } from '../samples/sample-keys.ts';
import { others } from '../ways.ts';
import { settingsOf } from './input-settings.ts';
import { chooseDelay, chooseGap, promptLength } from './press-times.ts';
import type { Temper } from './temper.ts';

/** All that a plan may depend on: the node that was just entered, as it is written, and who calls. */
export interface Situation {
  readonly document: FlowDocument;
  readonly node: unknown;
  readonly state: CallState;
  readonly temper: Temper;
  readonly dictionary: Dictionary;
  readonly random: Random;
}

/** What a caller does in a node so that it is left by an outcome; often enough it is. */
export type NodePlan = (situation: Situation, by: string) => readonly Step[];

/** By the kind of the node; of others the outcome cannot be chosen. Data dips are answered by mocks. */
export function planFor(type: string): NodePlan | undefined {
  return Object.hasOwn(plans, type) ? plans[type] : undefined;
}

const plans: Readonly<Record<string, NodePlan>> = {
  answer: (_, by) =>
    by === 'onFailed' || by === others.fail ? [{ fault: { operation: 'answer', status: 400 } }] : [],
  redirect: (_, by) => (by === others.fail ? [{ fault: { operation: 'redirect', status: 400 } }] : []),
  prompt: (situation, by) =>
    by === 'onError' || by === others.fail ? [{ fault: noAudio(situation) }] : skipping(situation),
  menu: planMenu,
  collect: planCollect,
  record: planRecord,
  wait: planWait,
  queue: (_, by) => (by === 'onError' || by === others.fail ? [{ fault: { effect: 'queue' } }] : []),
  transfer: planTransfer,
  invite: (_, by) =>
    by === 'onFailed' || by === others.fail ? [{ fault: { invite: true, outcome: 'failed' } }] : [],
  join: (_, by) => (by === 'onFailed' ? [{ fault: { meeting: true, outcome: 'denied' } }] : []),
  graph: planGraph,
  hangup: (situation, by) => (by === others.fail ? [{ fault: noAudio(situation) }] : []),
};

const graphSchema = z.object({ operation: z.enum(operationNames) });

function planGraph({ node, random }: Situation, by: string): readonly Step[] {
  if (by !== 'onError' && by !== others.fail) return [];
  const { operation } = graphSchema.parse(node);
  return [{ fault: { operation, status: random.oneOf([400, 403, 409]) } }];
}

/** What is spoken only now can fail to be; the rest is refused by Graph. */
const noAudio = ({ state, random }: Situation): Fault =>
  state.playing.caller.rendering !== null
    ? { effect: 'renderSpeech' }
    : { operation: 'playPrompt', status: random.oneOf([400, 403]) };

function skipping({ temper, state, random }: Situation): readonly Step[] {
  if (!random.chance(temper.restless)) return [];
  const after = milliseconds(random.between(0, promptLength(state) + 300));
  return [{ press: random.digits(random.between(1, 2)), after }];
}

const menuSchema = z.object({ choices: z.record(z.string(), z.string()) });

function planMenu(situation: Situation, by: string): readonly Step[] {
  const { node, random, document } = situation;
  const choices = Object.keys(menuSchema.parse(node).choices);
  const taken = [...choices, ...Object.keys(document.on.keys ?? {})];
  const wrong = Array.from('0123456789*#').filter((key) => !taken.some((choice) => choice.startsWith(key)));
  const wrongKey = (): string | null => random.maybeOf(wrong) ?? null;
  if (by === 'onExhausted' || by === others.fail) return failing(situation, wrongKey);
  const pressed = choices.includes(by) ? by : keyOf(by);
  if (pressed === null) return [];
  return [...stumbling(situation, wrongKey), ...pressing(situation, pressed)];
}

const keyOf = (by: string): string | null => /^\(key ([0-9*#])\)$/.exec(by)?.[1] ?? null;

/** Presses what was asked for, at a time of their own. */
function pressing(situation: Situation, keys: string): readonly Step[] {
  const { document, node, temper, random, state } = situation;
  const settings = settingsOf(document, node);
  const after = chooseDelay(temper, settings, promptLength(state), random);
  const gap = chooseGap(temper, settings.interDigitTimeout, random);
  return [press(keys, after, keys.length > 1 ? gap : null)];
}

const press = (keys: string, after: Milliseconds, gap: Milliseconds | null): Step =>
  gap === null ? { press: keys, after } : { press: keys, after, gap };

/** Now and then it takes a second attempt. */
function stumbling(situation: Situation, wrongKeys: () => string | null): readonly Step[] {
  const { random } = situation;
  if (!random.chance(0.1)) return [];
  const keys = random.chance(0.7) ? wrongKeys() : null;
  const { firstDigitTimeout } = settingsOf(situation.document, situation.node);
  const length = promptLength(situation.state) + firstDigitTimeout;
  return keys === null
    ? [{ wait: milliseconds(length + 1_000) }]
    : [...pressing(situation, keys), { wait: milliseconds(500) }];
}

/** Wrong keys, silence, or both, until the attempts are used up: the silence that follows sees to the rest. */
function failing(situation: Situation, wrongKeys: () => string | null): readonly Step[] {
  const { random } = situation;
  if (random.chance(0.4)) return [];
  const { maxAttempts } = settingsOf(situation.document, situation.node);
  return Array.from({ length: random.between(1, maxAttempts) }, wrongKeys).flatMap((keys) =>
    keys === null ? [] : pressing(situation, keys),
  );
}

function planCollect(situation: Situation, by: string): readonly Step[] {
  const { node, random, dictionary, document } = situation;
  const form = collectSchema.parse(node);
  const { terminator, confirm, maxDigits } = form;
  const wrongKeys = (): string | null => {
    const keys = sampleWrongKeys(form, random);
    return keys === null ? null : keys + (keys.length < maxDigits ? terminator : '');
  };
  const key = keyOf(by);
  if (key !== null) return pressing(situation, key);
  if (by !== 'next') return failing(situation, wrongKeys);
  const value = sampleKeys(form, dictionary, random);
  if (value === null) return [];
  const whole = value.length < maxDigits || random.chance(0.2) ? value + terminator : value;
  // Who is not sure to have been heard keys it in once more.
  const twice = random.chance(0.1) ? [press(value, milliseconds(random.between(50, 3_000)), null)] : [];
  const steps = [...stumbling(situation, wrongKeys), ...pressing(situation, whole), ...twice];
  if (confirm === undefined) return steps;
  const { firstDigitTimeout } = settingsOf(document, node);
  const answer = (keys: string): Step => ({
    press: keys,
    after: milliseconds(random.between(300, firstDigitTimeout)),
  });
  // Who rejects is asked for the value again.
  const again = random.chance(0.15) ? [answer(confirm.reject), ...pressing(situation, whole)] : [];
  return [...steps, ...again, answer(confirm.accept)];
}

const recordSchema = z.object({
  terminators: z.array(z.string()).default([]),
  maxDuration: z.string().default('60s'),
});

function planRecord(situation: Situation, by: string): readonly Step[] {
  const { node, random } = situation;
  const { terminators, maxDuration } = recordSchema.parse(node);
  if (by === 'onNoInput') return [];
  const spoken: Step = { speak: milliseconds(random.between(300, 20_000)) };
  if (by !== 'next')
    return random.chance(0.5)
      ? [{ fault: { operation: 'recordResponse', status: 400 } }]
      : [{ fault: { effect: 'fetchRecording' } }, spoken];
  const key = random.maybeOf(terminators.filter((each) => each !== '' && isKeys(each)));
  if (key !== undefined && random.chance(0.3)) return [spoken, { press: key, after: milliseconds(200) }];
  return random.chance(0.1) ? [{ speak: parseDuration(maxDuration) }] : [spoken];
}

const waitSchema = z.object({
  event: z.string().optional(),
  timeout: z.string().optional(),
  into: z.string().nullable().default(null),
});

function planWait({ node, random, dictionary }: Situation, by: string): readonly Step[] {
  const { event, timeout, into } = waitSchema.parse(node);
  if (event === undefined || by !== 'next') return [];
  const longest = timeout === undefined ? 1_000 : parseDuration(timeout);
  const wait = {
    wait: milliseconds(random.chance(0.2) ? longest : random.between(0, Math.floor(longest / 2))),
  };
  if (event.startsWith('external:')) {
    const data = sampleBody({ expect: null, into }, dictionary, random);
    return [wait, { raise: event.slice('external:'.length), data }];
  }
  return [wait, { roster: { join: { guest: `guest-${random.between(1, 9)}` } } }];
}

/** What the target does; anything else is a transfer that succeeds. */
const verdicts = {
  onBusy: ['busy'],
  onNoAnswer: ['noAnswer'],
  onFailed: ['failed', 'failed', 'never'],
} as const;

function planTransfer({ random }: Situation, by: string): readonly Step[] {
  const wanted = by === others.fail ? 'onFailed' : by;
  if (wanted !== 'onBusy' && wanted !== 'onNoAnswer' && wanted !== 'onFailed') return [];
  const outcome = random.maybeOf<'busy' | 'noAnswer' | 'failed' | 'never'>(verdicts[wanted]) ?? 'failed';
  const fault: Fault = { transfer: true, outcome };
  if (outcome === 'never' || random.chance(0.6)) return [{ fault }];
  return [{ fault: { ...fault, after: milliseconds(random.between(0, 30_000)) } }];
}
