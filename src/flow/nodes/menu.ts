import * as z from 'zod';
import { isKeys } from '../../call/index.ts';
import {
  beginVisit,
  continueVisit,
  inputFacts,
  menuGrammar,
  rePromptsSchema,
  visitSchema,
} from '../input/index.ts';
import { bargeInSchema, inputSchema, resolveInput } from '../input-settings.ts';
import type { InputNode, VisitMemory } from '../input/index.ts';
import { expressionFailed } from '../failure.ts';
import { fail, go } from '../move.ts';
import { defineNode, edge } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { playOperations } from '../operation-use.ts';
import { playSchema } from '../play-item.ts';
import type { Turn } from '../turn.ts';
import { inputNodePlays } from './input-node-plays.ts';

/** More than callers keep in mind while they listen: section 5 of the flow language. */
const mostChoices = 5;

const choiceSchema = z
  .string()
  .min(1)
  .max(8)
  .refine(isKeys, 'must be made of the keys 0 to 9, * and #')
  .meta({ pattern: '^[0-9*#]+$' });

const schema = z
  .strictObject({
    type: z.literal('menu'),
    play: playSchema,
    choices: z
      .record(choiceSchema, nodeReferenceSchema)
      .refine((choices) => Object.keys(choices).length > 0, 'needs at least one choice')
      .meta({ description: 'The keys of each choice, and the node that it leads to.', minProperties: 1 }),
    noInput: rePromptsSchema.optional().describe('What is played when no key was pressed, for each time.'),
    noMatch: rePromptsSchema.optional().describe('What is played when the keys were wrong, for each time.'),
    input: inputSchema.optional(),
    bargeIn: bargeInSchema.optional(),
    onExhausted: nodeReferenceSchema.describe('The node to go to when all attempts are used up.'),
  })
  .describe('Lets the caller choose by keys.');
type MenuNode = z.infer<typeof schema>;

/** One choice out of several, by its keys: rule 6 of section 3. */
export const menu = defineNode<MenuNode, VisitMemory>({
  type: 'menu',
  schema,
  memory: visitSchema,
  requires: () => 'audio',
  edges: (node) => [
    ...Object.entries(node.choices).map(([choice, to]) => ({
      outcome: choice,
      to,
      pointer: ['choices', choice],
      after: 'input' as const,
    })),
    edge('onExhausted', node.onExhausted, { after: 'attempts' }),
  ],
  plays: inputNodePlays,
  operations: (_node, plays) => playOperations(plays),
  facts(node, context) {
    const choices = Object.keys(node.choices);
    const settings = resolveInput(context.defaults, node);
    const mostKeys = Math.max(...choices.map(({ length }) => length));
    return inputFacts({ ...node, settings, mostKeys, claims: menuGrammar(choices).claims }, context);
  },
  check(node, checker) {
    const choices = Object.keys(node.choices);
    for (const choice of choices) {
      const longer = choices.find((other) => other !== choice && other.startsWith(choice));
      if (longer === undefined) continue;
      const message = `The choice ${longer} begins with ${choice}: whoever presses ${choice} waits until it is clear that no more keys follow.`;
      checker.warning('FLOW-AMBIGUOUS-CHOICE', ['choices', choice], message);
    }
    if (choices.length <= mostChoices) return;
    const message = `This menu has ${choices.length} choices. Callers remember ${mostChoices} at most; split it.`;
    checker.warning('FLOW-LONG-MENU', ['choices'], message);
  },
  enter: (node, turn) => beginVisit(inputNode(node, turn), turn),
  onSignal: (node, memory, signal, turn) => continueVisit(inputNode(node, turn), memory, signal, turn),
});

function inputNode(node: MenuNode, turn: Turn): InputNode {
  const choices = new Map(Object.entries(node.choices));
  return {
    entry: {
      grammar: menuGrammar([...choices.keys()]),
      settings: resolveInput(turn.defaults, node),
      masked: false,
    },
    play: node.play,
    noInput: node.noInput ?? [],
    noMatch: node.noMatch ?? [],
    onExhausted: node.onExhausted,
    confirm: null,
    onFilled(value) {
      const to = choices.get(value);
      if (to !== undefined) return go(to, value);
      return fail(expressionFailed('The menu has no such choice.'));
    },
  };
}
