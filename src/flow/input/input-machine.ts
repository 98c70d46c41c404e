import * as z from 'zod';
import { assertNever, maskedKey } from '../../call/index.ts';
import type { InputReason, Key } from '../../call/index.ts';
import type { Failure } from '../failure.ts';
import type { Signal } from '../signal.ts';
import type { Play } from '../play-item.ts';
import type { Assignment, Turn } from '../turn.ts';
import type { Grammar, Judgement, Taken } from './grammar.ts';
import type { InputSettings } from '../input-settings.ts';

/**
 * One input attempt: section 3 of the flow language, rules 1 to 8. What becomes of a verdict (re-prompts,
 * attempts, rule 9) is the visit's business.
 *
 * M1  A prompt sounds only in the stage `prompting`, and no input timer runs in it (rule 2).
 * M2  A timer runs in `first`, `collecting` and `full`, except while a missing key is waited for (rule 11).
 * M3  Every key is taken once, in order, and none after the verdict.
 * M4  The terminator is never part of a value (rule 5).
 */
export const attemptSchema = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('prompting') }),
  z.object({ stage: z.literal('first') }),
  z.object({ stage: z.literal('collecting'), digits: z.string() }),
  z.object({ stage: z.literal('full'), digits: z.string() }),
]);
export type Attempt = Readonly<z.infer<typeof attemptSchema>>;

export interface AttemptRules {
  readonly grammar: Grammar;
  readonly settings: InputSettings;
  /** Keys and values of this attempt are not written down. */
  readonly masked: boolean;
}

export type AttemptOutcome =
  | { readonly kind: 'pending'; readonly attempt: Attempt }
  | ({ readonly kind: 'filled' } & Verdict)
  | ({ readonly kind: 'noMatch' } & Verdict)
  | { readonly kind: 'noInput' }
  /** A first key that `on.keys` sends elsewhere. */
  | { readonly kind: 'handedOver'; readonly key: Key; readonly to: string }
  /** The prompt could not be played. */
  | { readonly kind: 'failed'; readonly failure: Failure };

interface Verdict {
  readonly value: string;
  readonly because: InputReason;
}

/** Begins an attempt with its prompt: rules 1 and 2. `given` is a value that a variable has in that prompt only. */
export function beginAttempt(
  rules: AttemptRules,
  play: Play,
  turn: Turn,
  given?: Assignment,
): AttemptOutcome {
  const { bargeIn } = rules.settings;
  if (play.length === 0 || (bargeIn && turn.keys.pressed())) return listen(rules, turn);
  if (!bargeIn) turn.keys.drop();
  const started = turn.play(play, given);
  if (started === 'nothingToPlay') return listen(rules, turn);
  if (started === 'playing') return { kind: 'pending', attempt: { stage: 'prompting' } };
  return { kind: 'failed', failure: started };
}

/** Takes what happened into an attempt. */
export function continueAttempt(
  rules: AttemptRules,
  attempt: Attempt,
  signal: Signal,
  turn: Turn,
): AttemptOutcome {
  const unchanged: AttemptOutcome = { kind: 'pending', attempt };
  switch (signal.kind) {
    case 'playEnded':
      if (attempt.stage !== 'prompting') return unchanged;
      // Rule 2: a key pressed at the prompt's end is not before it, whichever is heard first.
      if (!rules.settings.bargeIn) turn.keys.dropEarlier();
      return signal.failure === null ? listen(rules, turn) : { kind: 'failed', failure: signal.failure };
    case 'keys':
    case 'keyHeld':
      return onKeyPressed(rules, attempt, turn);
    case 'keysReleased':
      return attempt.stage === 'prompting' ? unchanged : takeKeys(rules, attempt, turn);
    case 'timer':
      return onTimer(rules, attempt, turn);
    case 'audioActive':
    case 'established':
    case 'commandResult':
    case 'effectResult':
    case 'occurrence':
    case 'returned':
    case 'recordingEnded':
    case 'transferProgress':
    case 'transferFailed':
    case 'operationEnded':
    case 'consultationAnswered':
    case 'consultationEnded':
    case 'callEnded':
      return unchanged;
    default:
      return assertNever(signal, 'signal');
  }
}

/** Rule 3: from now on the caller is waited for. Keys pressed before count as pressed now (rule 1). */
function listen(rules: AttemptRules, turn: Turn): AttemptOutcome {
  return takeKeys(rules, { stage: 'first' }, turn);
}

function onKeyPressed(rules: AttemptRules, attempt: Attempt, turn: Turn): AttemptOutcome {
  if (attempt.stage !== 'prompting') return takeKeys(rules, attempt, turn);
  if (!rules.settings.bargeIn) {
    turn.keys.dropEarlier();
    return { kind: 'pending', attempt };
  }
  turn.stopPlaying();
  return listen(rules, turn);
}

/** Takes keys until the verdict or until none is left, then starts the timer that now applies (rule 4). */
function takeKeys(rules: AttemptRules, attempt: Attempt, turn: Turn): AttemptOutcome {
  let current = attempt;
  for (let key = turn.keys.take(rules.masked); key !== null; key = turn.keys.take(rules.masked)) {
    const next = takeKey(rules, current, key, turn);
    if (next.kind !== 'pending') return next;
    current = next.attempt;
  }
  startTimer(rules, current, turn);
  return { kind: 'pending', attempt: current };
}

function takeKey(rules: AttemptRules, attempt: Attempt, key: Key, turn: Turn): AttemptOutcome {
  if (attempt.stage === 'full') return takeKeyWhenFull(rules, attempt.digits, key, turn);
  const digits = digitsOf(attempt);
  if (digits === '' && !rules.grammar.claims(key)) {
    const to = turn.keyHandler(key);
    if (to !== null) return { kind: 'handedOver', key, to };
  }
  return afterKey(rules, rules.grammar.take(digits, key), turn);
}

function afterKey(rules: AttemptRules, taken: Taken, turn: Turn): AttemptOutcome {
  switch (taken.kind) {
    case 'more':
      return { kind: 'pending', attempt: { stage: 'collecting', digits: taken.digits } };
    case 'full':
      return { kind: 'pending', attempt: { stage: 'full', digits: taken.digits } };
    case 'judged':
      return judged(rules, taken.judgement, taken.because, { kept: null, automatic: taken.automatic }, turn);
    default:
      return assertNever(taken, 'taken key');
  }
}

/** Rule 4b: the terminator is consumed; any other key ends the input and stays as type-ahead. */
function takeKeyWhenFull(rules: AttemptRules, digits: string, key: Key, turn: Turn): AttemptOutcome {
  const judgement = rules.grammar.expire(digits);
  if (key === rules.grammar.terminator) {
    return judged(rules, judgement, 'terminator', { kept: null, automatic: false }, turn);
  }
  return judged(rules, judgement, 'nextKey', { kept: key, automatic: false }, turn);
}

function onTimer(rules: AttemptRules, attempt: Attempt, turn: Turn): AttemptOutcome {
  const ending = { kept: null, automatic: false };
  switch (attempt.stage) {
    case 'prompting':
      return { kind: 'pending', attempt };
    case 'first':
      turn.keys.drop();
      return { kind: 'noInput' };
    case 'collecting':
      return judged(rules, rules.grammar.expire(attempt.digits), 'interDigitTimeout', ending, turn);
    case 'full':
      return judged(rules, rules.grammar.expire(attempt.digits), 'terminatorTimeout', ending, turn);
    default:
      return assertNever(attempt, 'attempt');
  }
}

interface Ending {
  /** The key of rule 4b that stays as type-ahead whatever the verdict. */
  readonly kept: Key | null;
  readonly automatic: boolean;
}

/** Rules 5 and 8: the verdict, and what becomes of the keys around it. */
function judged(
  rules: AttemptRules,
  judgement: Judgement,
  because: InputReason,
  ending: Ending,
  turn: Turn,
): AttemptOutcome {
  turn.clearTimer();
  const { terminator } = rules.grammar;
  let nextKeySeen = false;
  if (!judgement.filled) nextKeySeen = turn.keys.drop();
  if (ending.kept !== null) turn.keys.putBack(ending.kept);
  if (ending.automatic && terminator !== null && !nextKeySeen) {
    turn.keys.swallowNext(terminator, rules.settings.interDigitTimeout);
  }
  return { kind: judgement.filled ? 'filled' : 'noMatch', value: judgement.value, because };
}

function startTimer(rules: AttemptRules, attempt: Attempt, turn: Turn): void {
  if (turn.keys.waiting()) {
    turn.clearTimer();
    return;
  }
  const { firstDigitTimeout, interDigitTimeout, terminatorTimeout } = rules.settings;
  switch (attempt.stage) {
    case 'prompting':
      return;
    case 'first':
      turn.setTimer(firstDigitTimeout, 'input');
      return;
    case 'collecting':
      turn.setTimer(interDigitTimeout, 'input');
      return;
    case 'full':
      turn.setTimer(terminatorTimeout, 'input');
      return;
    default:
      assertNever(attempt, 'attempt');
  }
}

function digitsOf(attempt: Attempt): string {
  return attempt.stage === 'collecting' || attempt.stage === 'full' ? attempt.digits : '';
}

/** A value as a transcript may show it. */
export function shown(value: string, masked: boolean): string {
  return masked ? maskedKey.repeat(value.length) : value;
}
