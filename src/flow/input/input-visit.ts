import * as z from 'zod';
import { assertNever } from '../../call/index.ts';
import type { InputOutcome, InputReason } from '../../call/index.ts';
import { fail, go, stay, toHandler } from '../move.ts';
import type { Move } from '../move.ts';
import type { Signal } from '../signal.ts';
import { playSchema } from '../play-item.ts';
import type { Play } from '../play-item.ts';
import type { Turn } from '../turn.ts';
import { attemptSchema, beginAttempt, continueAttempt, shown } from './input-machine.ts';
import type { AttemptOutcome, AttemptRules } from './input-machine.ts';

/** What is played after a noInput or noMatch, before the node's own prompt unless `only` says otherwise. */
const rePromptSchema = z
  .strictObject({
    play: playSchema,
    only: z.boolean().optional().describe("Whether the node's own prompt is left out after it (false)."),
  })
  .describe('What is played after one of them.');
export const rePromptsSchema = z.array(rePromptSchema).meta({
  id: 'rePrompts',
  description:
    'What is played after the first, second, … of them; the last entry serves for all that follow.',
});
export type RePrompt = z.infer<typeof rePromptSchema>;

const countsSchema = z.object({ noInput: z.int(), noMatch: z.int() });
type Counts = Readonly<z.infer<typeof countsSchema>>;

/** What a visit of a menu or collect remembers: its attempts so far, and the one under way. */
export const visitSchema = z.discriminatedUnion('part', [
  z.object({ part: z.literal('entry'), counts: countsSchema, attempt: attemptSchema }),
  z.object({
    part: z.literal('confirm'),
    counts: countsSchema,
    attempt: attemptSchema,
    candidate: z.string(),
  }),
]);
export type VisitMemory = Readonly<z.infer<typeof visitSchema>>;

/** A node that takes keys, as rule 9 sees it. */
export interface InputNode {
  readonly entry: AttemptRules;
  readonly play: Play;
  readonly noInput: readonly RePrompt[];
  readonly noMatch: readonly RePrompt[];
  readonly onExhausted: string;
  readonly confirm: Confirmation | null;
  readonly onFilled: (value: string, turn: Turn) => Move<VisitMemory>;
}

/** `confirm` of section 2.1: one key that accepts the candidate or not. */
export interface Confirmation {
  readonly rules: AttemptRules;
  readonly play: Play;
  /** The variable that is the candidate in `play`. */
  readonly into: string;
}

type VisitMove = Move<VisitMemory>;

/** Enters the node: the counters of rule 9 live for one visit. */
export function beginVisit(node: InputNode, turn: Turn): VisitMove {
  return beginEntry(node, { noInput: 0, noMatch: 0 }, node.play, turn);
}

/** Takes what happened into the visit. */
export function continueVisit(node: InputNode, memory: VisitMemory, signal: Signal, turn: Turn): VisitMove {
  switch (memory.part) {
    case 'entry': {
      const outcome = continueAttempt(node.entry, memory.attempt, signal, turn);
      return afterEntry(node, memory.counts, outcome, turn);
    }
    case 'confirm': {
      if (node.confirm === null) return beginVisit(node, turn);
      const outcome = continueAttempt(node.confirm.rules, memory.attempt, signal, turn);
      return afterConfirm(node, node.confirm, memory, outcome, turn);
    }
    default:
      return assertNever(memory, 'visit');
  }
}

function beginEntry(node: InputNode, counts: Counts, play: Play, turn: Turn): VisitMove {
  return afterEntry(node, counts, beginAttempt(node.entry, play, turn), turn);
}

function afterEntry(node: InputNode, counts: Counts, outcome: AttemptOutcome, turn: Turn): VisitMove {
  const note = noteTaker(node.entry, turn);
  switch (outcome.kind) {
    case 'pending':
      return stay({ part: 'entry', counts, attempt: outcome.attempt });
    case 'filled':
      note('filled', outcome.value, outcome.because);
      if (node.confirm === null) return node.onFilled(outcome.value, turn);
      turn.keys.drop();
      return beginConfirm(node, node.confirm, counts, outcome.value, turn);
    case 'noMatch':
      note('noMatch', outcome.value, outcome.because);
      return afterNoMatch(node, counts, turn);
    case 'noInput':
      note('noInput', '', 'firstDigitTimeout');
      return afterNoInput(node, counts, turn);
    case 'handedOver':
      return handOver(outcome, turn);
    case 'failed':
      return fail(outcome.failure);
    default:
      return assertNever(outcome, 'attempt outcome');
  }
}

function beginConfirm(
  node: InputNode,
  confirm: Confirmation,
  counts: Counts,
  candidate: string,
  turn: Turn,
): VisitMove {
  const outcome = beginAttempt(confirm.rules, confirm.play, turn, [confirm.into, candidate]);
  return afterConfirm(node, confirm, { counts, candidate }, outcome, turn);
}

function afterConfirm(
  node: InputNode,
  confirm: Confirmation,
  visit: { readonly counts: Counts; readonly candidate: string },
  outcome: AttemptOutcome,
  turn: Turn,
): VisitMove {
  const note = noteTaker(confirm.rules, turn);
  switch (outcome.kind) {
    case 'pending':
      return stay({ part: 'confirm', ...visit, attempt: outcome.attempt });
    case 'filled':
      note('filled', outcome.value, outcome.because);
      return node.onFilled(visit.candidate, turn);
    case 'noMatch':
      note('noMatch', outcome.value, outcome.because);
      return afterNoMatch(node, visit.counts, turn);
    case 'noInput': {
      note('noInput', '', 'firstDigitTimeout');
      const counts = { ...visit.counts, noInput: visit.counts.noInput + 1 };
      if (usedUp(node, counts)) return go(node.onExhausted, 'onExhausted');
      return beginConfirm(node, confirm, counts, visit.candidate, turn);
    }
    case 'handedOver':
      return handOver(outcome, turn);
    case 'failed':
      return fail(outcome.failure);
    default:
      return assertNever(outcome, 'attempt outcome');
  }
}

function afterNoInput(node: InputNode, before: Counts, turn: Turn): VisitMove {
  const counts = { ...before, noInput: before.noInput + 1 };
  if (usedUp(node, counts)) return go(node.onExhausted, 'onExhausted');
  return beginEntry(node, counts, rePrompt(node.play, node.noInput, counts.noInput), turn);
}

function afterNoMatch(node: InputNode, before: Counts, turn: Turn): VisitMove {
  const counts = { ...before, noMatch: before.noMatch + 1 };
  if (usedUp(node, counts)) return go(node.onExhausted, 'onExhausted');
  return beginEntry(node, counts, rePrompt(node.play, node.noMatch, counts.noMatch), turn);
}

/** Rule 9: the n-th, or the last, entry; then the node's prompt unless that entry says `only`. */
function rePrompt(play: Play, entries: readonly RePrompt[], times: number): Play {
  const entry = entries[Math.min(times, entries.length) - 1];
  if (entry === undefined) return play;
  return entry.only === true ? entry.play : [...entry.play, ...play];
}

/** Rule 9: noInput and noMatch share `maxAttempts`; each may have a limit of its own. */
function usedUp(node: InputNode, counts: Counts): boolean {
  const { maxAttempts, maxNoInput, maxNoMatch } = node.entry.settings;
  return (
    counts.noInput + counts.noMatch >= maxAttempts ||
    counts.noInput >= maxNoInput ||
    counts.noMatch >= maxNoMatch
  );
}

function handOver(outcome: Extract<AttemptOutcome, { kind: 'handedOver' }>, turn: Turn): VisitMove {
  turn.clearTimer();
  turn.note({ kind: 'input', outcome: 'filled', value: outcome.key, because: 'mustTerminate' });
  return toHandler(outcome.to, `keys.${outcome.key}`);
}

function noteTaker(rules: AttemptRules, turn: Turn) {
  return (outcome: InputOutcome, value: string, because: InputReason): void => {
    turn.note({ kind: 'input', outcome, value: shown(value, rules.masked), because });
  };
}
