/**
 * What a visit to a `menu` or `collect` comes to, worked out from the text of section 3 of the flow language
 * (rules 1 to 9) and of `confirm` in section 2.1 alone: a scan over the complete list of keys, which looks
 * ahead where a running call has to wait. Nothing here is shared with the product.
 */
import { notAfter, whenTimeReaches } from './tone-order.ts';
import type { Moment, OrderedKey } from './tone-order.ts';

/** Lengths of play items, in ms. */
export type ModelPlay = readonly { readonly name: string; readonly length: number }[];

export interface ModelRePrompt {
  readonly play: ModelPlay;
  readonly only: boolean;
}

export interface ModelNode {
  readonly play: ModelPlay;
  readonly bargeIn: boolean;
  readonly noInput: readonly ModelRePrompt[];
  readonly noMatch: readonly ModelRePrompt[];
  readonly firstDigitTimeout: number;
  readonly interDigitTimeout: number;
  readonly terminatorTimeout: number;
  readonly maxAttempts: number;
  readonly maxNoInput: number | null;
  readonly maxNoMatch: number | null;
  readonly takes: MenuRules | CollectRules;
}

export interface MenuRules {
  readonly kind: 'menu';
  readonly choices: readonly string[];
}

export interface CollectRules {
  readonly kind: 'collect';
  readonly minDigits: number;
  readonly maxDigits: number;
  readonly terminator: string;
  /** `pattern`, or always true. */
  readonly holds: (value: string) => boolean;
  readonly confirm: {
    readonly play: ModelPlay;
    readonly accept: string;
    readonly reject: string;
  } | null;
}

export interface ModelAttempt {
  readonly at: number;
  readonly outcome: 'filled' | 'noInput' | 'noMatch';
  readonly value: string;
  readonly because: string;
}

export interface ModelPrompt {
  readonly play: string;
  readonly at: number;
  readonly until: number;
  readonly cancelled: boolean;
}

export interface ModelVisit {
  readonly left: 'next' | 'exhausted' | 'handlerKey';
  readonly at: Moment;
  readonly attempts: readonly ModelAttempt[];
  readonly prompts: readonly ModelPrompt[];
  /** Every key of the call that the visit left alone, also those pressed after it. */
  readonly keys: readonly ModelKey[];
}

/**
 * A key that is still to be met. `spent`: a terminator that is swallowed (rule 8) although it had been held
 * for a missing key: while it was held nobody could know, so it has barged in and stopped timers, no more.
 */
export type ModelKey = OrderedKey & { readonly spent?: true };

interface Verdict extends Omit<ModelAttempt, 'at'> {
  readonly at: Moment;
  readonly rest: readonly ModelKey[];
  /** The key kept by rule 4(b): the first of `rest`. */
  readonly keepsKey?: true;
  readonly handlerKey?: true;
}

/** The whole visit. `handlerKeys` are the keys of `on.keys`. */
export function visit(
  node: ModelNode,
  handlerKeys: readonly string[],
  from: Moment,
  pressed: readonly ModelKey[],
): ModelVisit {
  const attempts: ModelAttempt[] = [];
  const prompts: ModelPrompt[] = [];
  const used = { noInput: 0, noMatch: 0 };
  let now = from;
  let keys = pressed;
  let asking: 'value' | 'confirm' = 'value';
  let play = node.play;

  const leave = (left: ModelVisit['left']): ModelVisit => ({ left, at: now, attempts, prompts, keys });
  for (;;) {
    const asked = ask(play, node.bargeIn, now, keys);
    prompts.push(...asked.prompts);
    const verdict = attempt(node, asking, handlerKeys, asked.at, asked.keys);
    const { outcome, value, because } = verdict;
    attempts.push({ at: verdict.at.at, outcome, value, because });
    now = verdict.at;
    keys = afterVerdict(node, asking, verdict);
    if (verdict.handlerKey) return leave('handlerKey');

    const confirm = node.takes.kind === 'collect' ? node.takes.confirm : null;
    if (outcome === 'filled') {
      if (asking === 'confirm' || confirm === null) return leave('next');
      asking = 'confirm';
      keys = keys.filter(({ pressed }) => pressed.at > verdict.at.at);
      play = confirm.play;
      continue;
    }
    const kind = outcome === 'noInput' ? 'noInput' : 'noMatch';
    used[kind] += 1;
    if (exhausted(node, used)) return leave('exhausted');
    if (asking === 'confirm' && kind === 'noInput') continue;
    asking = 'value';
    play = rePrompt(node, kind, used[kind]);
  }
}

/** Rule 9: shared by both kinds, and each kind's own number. */
function exhausted(node: ModelNode, used: { noInput: number; noMatch: number }): boolean {
  return (
    used.noInput + used.noMatch >= node.maxAttempts ||
    (node.maxNoInput !== null && used.noInput >= node.maxNoInput) ||
    (node.maxNoMatch !== null && used.noMatch >= node.maxNoMatch)
  );
}

/** Rule 9: the n-th or last entry, then the node's own prompt unless it says only. */
function rePrompt(node: ModelNode, kind: 'noInput' | 'noMatch', times: number): ModelPlay {
  const entry = node[kind][times - 1] ?? node[kind].at(-1);
  if (entry === undefined) return node.play;
  return entry.only ? entry.play : [...entry.play, ...node.play];
}

/** Rules 1 and 2: what sounds before keys are taken, and which keys are left then. */
function ask(
  play: ModelPlay,
  bargeIn: boolean,
  from: Moment,
  keys: readonly ModelKey[],
): { readonly at: Moment; readonly keys: readonly ModelKey[]; readonly prompts: readonly ModelPrompt[] } {
  if (play.length === 0) return { at: from, keys, prompts: [] };
  const end = from.at + play.reduce((sum, { length }) => sum + length, 0);
  if (!bargeIn) {
    const after = keys.filter(({ pressed }) => pressed.at > from.at && pressed.at >= end);
    return { at: whenTimeReaches(end), keys: after, prompts: sounded(play, from.at, end, false) };
  }
  const waiting = keys.filter((key) => !isOver(key, from));
  if (waiting.some(({ pressed }) => pressed.at <= from.at)) return { at: from, keys, prompts: [] };
  const [first] = waiting
    .map(({ pressed }) => pressed)
    .sort((one, other) => one.at - other.at || one.order - other.order);
  if (first !== undefined && first.at <= end) {
    return { at: first, keys, prompts: sounded(play, from.at, first.at, true) };
  }
  return { at: whenTimeReaches(end), keys, prompts: sounded(play, from.at, end, false) };
}

/** One entry for each item that began. */
function sounded(play: ModelPlay, from: number, until: number, cancelled: boolean): readonly ModelPrompt[] {
  let at = from;
  return play.flatMap(({ name, length }, index) => {
    const start = at;
    at += length;
    const began = start < until || index === 0 || !cancelled;
    const cut = cancelled && at >= until;
    return began ? [{ play: name, at: start, until: cut ? until : at, cancelled: cut }] : [];
  });
}

const isOver = (key: ModelKey, at: Moment): boolean => key.spent === true && notAfter(key.counts, at);

/** Rules 3 to 6: one attempt, from the moment at which keys are taken. */
function attempt(
  node: ModelNode,
  asking: 'value' | 'confirm',
  handlerKeys: readonly string[],
  from: Moment,
  keys: readonly ModelKey[],
): Verdict {
  let value = '';
  let now = from;
  let rest = keys;
  for (;;) {
    const full = node.takes.kind === 'collect' && asking === 'value' && value.length === node.takes.maxDigits;
    const timer = value === '' ? 'firstDigitTimeout' : full ? 'terminatorTimeout' : 'interDigitTimeout';
    rest = rest.filter((key) => !isOver(key, now));
    const [next, ...others] = rest;
    const deadline = now.at + node[timer];
    if (next === undefined || !rest.some(({ pressed }) => pressed.at <= deadline)) {
      const outcome = value === '' ? 'noInput' : judge(node, value);
      return { outcome, value, because: timer, at: whenTimeReaches(deadline), rest };
    }
    now = notAfter(next.counts, now) ? now : next.counts;
    const at = now;
    rest = others;
    if (next.spent) continue;
    const taken = take(node, asking, handlerKeys, value, next.key);
    if (typeof taken === 'string') value = taken;
    else if (taken.keepsKey) return { ...taken, at, rest: [next, ...others] };
    else return { ...taken, at, rest };
  }
}

type Taken = string | Omit<Verdict, 'at' | 'rest'>;

/** One more key: the value so far, or a verdict. */
function take(
  node: ModelNode,
  asking: 'value' | 'confirm',
  handlerKeys: readonly string[],
  soFar: string,
  key: string,
): Taken {
  const value = soFar + key;
  const { takes } = node;
  const choices =
    takes.kind === 'menu'
      ? takes.choices
      : asking === 'confirm' && takes.confirm !== null
        ? [takes.confirm.accept, takes.confirm.reject]
        : null;

  const begun = choices?.some((choice) => choice.startsWith(key)) ?? false;
  const starOrHash = key === '*' || key === '#';
  const reaches = takes.kind === 'menu' ? !begun : !begun && starOrHash && key !== takes.terminator;
  if (soFar === '' && handlerKeys.includes(key) && reaches) {
    return { outcome: 'filled', value: key, because: 'mustTerminate', handlerKey: true };
  }
  if (choices !== null) {
    if (choices.some((choice) => choice !== value && choice.startsWith(value))) return value;
    if (asking === 'confirm' && value === choices[1]) {
      return { outcome: 'noMatch', value, because: 'mustTerminate' };
    }
    return choices.includes(value)
      ? { outcome: 'filled', value, because: 'mustTerminate' }
      : { outcome: 'noMatch', value, because: 'noOption' };
  }
  if (takes.kind === 'menu') throw new Error('A menu has choices.');
  if (key === takes.terminator) return { outcome: judge(node, soFar), value: soFar, because: 'terminator' };
  if (soFar.length === takes.maxDigits) {
    return { outcome: judge(node, soFar), value: soFar, because: 'nextKey', keepsKey: true };
  }
  const waits = takes.terminator !== '' && node.terminatorTimeout > 0;
  if (value.length < takes.maxDigits || waits) return value;
  return { outcome: judge(node, value), value, because: 'mustTerminate' };
}

/** Rule 5, and rule 6 for a menu whose keys so far are the prefix of another choice. */
function judge({ takes }: ModelNode, value: string): 'filled' | 'noMatch' {
  if (takes.kind === 'menu') return takes.choices.includes(value) ? 'filled' : 'noMatch';
  return value.length >= takes.minDigits && takes.holds(value) ? 'filled' : 'noMatch';
}

/** Rule 8: what a verdict drops, and the terminator that is swallowed after an automatic end. */
function afterVerdict(
  node: ModelNode,
  asking: 'value' | 'confirm',
  { outcome, because, at, rest, keepsKey, handlerKey }: Verdict,
): readonly ModelKey[] {
  const { takes } = node;
  const drops = outcome !== 'filled';
  const kept = rest.filter((key, index) => !drops || key.pressed.at > at.at || (keepsKey && index === 0));
  const automatic =
    takes.kind === 'collect' &&
    takes.terminator !== '' &&
    !handlerKey &&
    (asking === 'confirm' ? because !== 'firstDigitTimeout' : because === 'mustTerminate');
  const [next] = rest;
  if (!automatic || next === undefined || next !== kept[0]) return kept;
  const inTime = next.pressed.at <= at.at + node.interDigitTimeout;
  if (takes.terminator !== next.key || !inTime) return kept;
  return next.counts === next.pressed || samePlace(next)
    ? kept.slice(1)
    : [{ ...next, spent: true }, ...kept.slice(1)];
}

const samePlace = ({ counts, pressed }: OrderedKey): boolean =>
  counts.at === pressed.at && counts.order === pressed.order;
