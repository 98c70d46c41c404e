import * as z from 'zod';
import { fail, go } from '../move.ts';
import { decidesAtOnce } from '../node-facts.ts';
import { defineNode, edge, neverWaits, noMemory } from '../node-kind.ts';
import { expressionFailed } from '../failure.ts';
import { nodeReferenceSchema } from '../node-reference.ts';

const schema = z
  .strictObject({
    type: z.literal('branch'),
    cases: z
      .array(
        z
          .strictObject({
            when: z.string().min(1).describe('An expression that is true or false.'),
            next: nodeReferenceSchema.describe('The node to go to when it is true.'),
          })
          .describe('One case: a condition, and where it leads.'),
      )
      .min(1, 'needs at least one case')
      .describe('Conditions in order; the first that is true decides.'),
    else: nodeReferenceSchema.describe('The node to go to when no case is true.'),
  })
  .describe('Goes where the first condition that is true leads.');

const notTrueOrFalse = expressionFailed('A "when" of a branch was neither true nor false.');

/** Goes where the first case that holds says. */
export const branch = defineNode<z.infer<typeof schema>, null>({
  type: 'branch',
  schema,
  memory: noMemory,
  requires: () => 'nothing',
  edges: (node) => [
    ...node.cases.map((one, index) => ({
      outcome: caseOutcome(index),
      to: one.next,
      pointer: ['cases', index, 'next'],
      condition: one.when,
    })),
    edge('else', node.else),
  ],
  operations: () => [],
  facts: () => decidesAtOnce,
  check(node, checker) {
    for (const [index, one] of node.cases.entries()) {
      checker.expression(one.when, ['cases', index, 'when'], 'boolean');
    }
  },
  enter(node, turn) {
    for (const [index, one] of node.cases.entries()) {
      const holds = turn.evaluate(one.when);
      if (typeof holds !== 'boolean') return fail(notTrueOrFalse);
      if (holds) return go(one.next, caseOutcome(index));
    }
    return go(node.else, 'else');
  },
  onSignal: neverWaits,
});

const caseOutcome = (index: number): string => `case ${index + 1}`;
