import * as z from 'zod';
import { isKey } from '../../call/index.ts';
import type { Key } from '../../call/index.ts';
import { compilePattern } from '../expressions/index.ts';
import type { Pattern } from '../../pattern/index.ts';
import {
  beginVisit,
  confirmGrammar,
  continueVisit,
  digitsGrammar,
  inputFacts,
  rePromptsSchema,
  checkedLength,
  valueCheckSchema,
  valueChecker,
  visitSchema,
} from '../input/index.ts';
import { bargeInSchema, inputSchema, resolveInput } from '../input-settings.ts';
import type { Confirmation, Grammar, InputNode, VisitMemory } from '../input/index.ts';
import type { InputSettings } from '../input-settings.ts';
import { checkInto, goWith } from '../into-variable.ts';
import { keySchema } from '../key-schema.ts';
import { defineNode, edge } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { playOperations } from '../operation-use.ts';
import { playSchema } from '../play-item.ts';
import type { Turn } from '../turn.ts';
import { inputNodePlays } from './input-node-plays.ts';

/** The keys of a `confirm` that names none (section 2.1). */
const usualAnswers = { accept: '1', reject: '2' } as const;

const confirmSchema = z
  .strictObject({
    play: playSchema,
    accept: keySchema.optional().describe('The key that accepts the value (1).'),
    reject: keySchema.optional().describe('The key that rejects it (2).'),
  })
  .refine(({ accept = usualAnswers.accept, reject = usualAnswers.reject }) => accept !== reject, {
    message: '"accept" and "reject" are the same key (the defaults are 1 and 2).',
  })
  .describe('Asks whether what was keyed in is right: one more key accepts or rejects it.');

/** How many keys are a value, with the defaults of section 2.1. */
const fewestOf = ({ minDigits = 1 }: { readonly minDigits?: number | undefined }): number => minDigits;
const mostOf = ({ maxDigits = 32 }: { readonly maxDigits?: number | undefined }): number => maxDigits;

const schema = z
  .strictObject({
    type: z.literal('collect'),
    play: playSchema,
    into: z.string().min(1).describe('The variable that takes the value.'),
    minDigits: z.int().min(1).max(128).optional().describe('The fewest keys that are a value (1).'),
    maxDigits: z
      .int()
      .min(1)
      .max(128)
      .optional()
      .describe('The most; with them the input ends by itself (32).'),
    terminator: z
      .string()
      .refine((text) => text === '' || isKey(text), 'must be one key (0 to 9, * or #), or "" for none')
      .optional()
      .meta({ description: 'The key that ends the input, "" for none (#).', pattern: '^[0-9*#]?$' }),
    pattern: z.string().min(1).max(500).optional().describe('RE2, for the whole value.'),
    check: valueCheckSchema.optional().describe('What must be true of the value besides.'),
    confirm: confirmSchema.optional(),
    noInput: rePromptsSchema.optional().describe('What is played when no key was pressed, for each time.'),
    noMatch: rePromptsSchema.optional().describe('What is played when the keys were wrong, for each time.'),
    input: inputSchema.optional(),
    bargeIn: bargeInSchema.optional(),
    next: nodeReferenceSchema.describe('The node to go to with the value.'),
    onExhausted: nodeReferenceSchema.describe('The node to go to when all attempts are used up.'),
  })
  .refine((node) => fewestOf(node) <= mostOf(node), {
    message: '"minDigits" is greater than "maxDigits", so no input can be right.',
    path: ['minDigits'],
  })
  .describe('Takes keys into a variable.');
type CollectNode = z.infer<typeof schema>;

/** Digits into a variable: rules 4 and 5 of section 3, and `confirm` of section 2.1. */
export const collect = defineNode<CollectNode, VisitMemory>({
  type: 'collect',
  schema,
  memory: visitSchema,
  requires: () => 'audio',
  edges: (node) => [
    edge('next', node.next, { after: 'input' }),
    edge('onExhausted', node.onExhausted, { after: 'attempts' }),
  ],
  plays: (node) => [
    ...inputNodePlays(node),
    ...(node.confirm === undefined ? [] : [{ play: node.confirm.play, pointer: ['confirm', 'play'] }]),
  ],
  operations: (_node, plays) => playOperations(plays),
  facts(node, context) {
    const settings = resolveInput(context.defaults, node);
    const { claims } = grammarOf(node, settings);
    return inputFacts({ ...node, settings, mostKeys: mostOf(node), claims }, context);
  },
  caption: (node) => `into ${node.into}`,
  check(node, checker) {
    checkInto(checker, node.into, { is: 'keys are digits', fits: ['digits'], alsoFits: ['string'] });
    const needed = node.check === undefined ? null : checkedLength(node.check);
    if (needed !== null && (needed < fewestOf(node) || needed > mostOf(node))) {
      const message = `"check" asks for ${needed} digits, but "minDigits" and "maxDigits" do not let them be keyed in.`;
      checker.problem('FLOW-IMPOSSIBLE-DIGITS', ['check'], message);
    }
    const pattern = node.pattern === undefined ? null : compilePattern(node.pattern);
    if (pattern?.kind === 'bad') {
      checker.problem('FLOW-PATTERN', ['pattern'], `This pattern cannot be used: ${pattern.reason}.`);
    }
  },
  enter: (node, turn) => beginVisit(inputNode(node, turn), turn),
  onSignal: (node, memory, signal, turn) => continueVisit(inputNode(node, turn), memory, signal, turn),
});

function inputNode(node: CollectNode, turn: Turn): InputNode {
  const settings = resolveInput(turn.defaults, node);
  const masked = turn.isSensitive(node.into);
  return {
    entry: { grammar: grammarOf(node, settings), settings, masked },
    play: node.play,
    noInput: node.noInput ?? [],
    noMatch: node.noMatch ?? [],
    onExhausted: node.onExhausted,
    confirm: confirmation(node, settings, masked),
    onFilled: (value, inTurn) => goWith(value, node.into, node.next, inTurn),
  };
}

function grammarOf(node: CollectNode, settings: InputSettings): Grammar {
  const terminator = terminatorOf(node);
  return digitsGrammar({
    maxDigits: mostOf(node),
    terminator,
    waitsForTerminator: terminator !== null && settings.terminatorTimeout > 0,
    accepts: acceptance(node),
  });
}

function terminatorOf(node: CollectNode): Key | null {
  const written = node.terminator ?? '#';
  return isKey(written) ? written : null;
}

/** A key here may be a late digit of the value: masked too. */
function confirmation(node: CollectNode, settings: InputSettings, masked: boolean): Confirmation | null {
  if (node.confirm === undefined) return null;
  const { play, accept = usualAnswers.accept, reject = usualAnswers.reject } = node.confirm;
  const grammar = confirmGrammar({ accept, reject, terminator: terminatorOf(node) });
  return { rules: { grammar, settings, masked }, play, into: node.into };
}

/** Rule 5: enough digits, and pattern and check hold. */
function acceptance(node: CollectNode): (value: string) => boolean {
  const pattern = node.pattern === undefined ? null : wholeValue(node.pattern);
  const check = node.check === undefined ? null : valueChecker(node.check);
  return (value) =>
    value.length >= fewestOf(node) &&
    (pattern === null || (pattern.kind === 'ok' && pattern.matches(value))) &&
    (check === null || check(value));
}

/** `pattern` is about the whole value; RE2 decides in linear time, whatever the pattern. */
function wholeValue(pattern: string): Pattern {
  return compilePattern(`\\A(?:${pattern})\\z`);
}
