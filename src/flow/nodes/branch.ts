import * as z from 'zod';
import { fail, go } from '../move.ts';
import { defineNode, edge, neverWaits, noMemory } from '../node-kind.ts';
import { expressionFailed } from '../failure.ts';
import { nodeReferenceSchema } from '../node-reference.ts';

const schema = z.strictObject({
  type: z.literal('branch'),
  cases: z
    .array(z.strictObject({ when: z.string().min(1), next: nodeReferenceSchema }))
    .min(1, 'needs at least one case'),
  else: nodeReferenceSchema,
});

const notTrueOrFalse = expressionFailed('A "when" of a branch was neither true nor false.');

/** Goes where the first case that holds says. */
export const branch = defineNode<z.infer<typeof schema>, null>({
  type: 'branch',
  schema,
  memory: noMemory,
  requires: () => 'nothing',
  edges: (node) => [
    ...node.cases.map((one, index) => ({
      outcome: `case ${index + 1}`,
      to: one.next,
      pointer: ['cases', index, 'next'],
    })),
    edge('else', node.else),
  ],
  check(node, checker) {
    for (const [index, one] of node.cases.entries()) {
      checker.expression(one.when, ['cases', index, 'when'], 'boolean');
    }
  },
  enter(node, turn) {
    for (const one of node.cases) {
      const holds = turn.evaluate(one.when);
      if (typeof holds !== 'boolean') return fail(notTrueOrFalse);
      if (holds) return go(one.next);
    }
    return go(node.else);
  },
  onSignal: neverWaits,
});
