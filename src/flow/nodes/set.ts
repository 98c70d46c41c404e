import * as z from 'zod';
import { fail, go } from '../move.ts';
import { decidesAtOnce } from '../node-facts.ts';
import { defineNode, edge, neverWaits, noMemory } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';

const schema = z
  .strictObject({
    type: z.literal('set'),
    values: z
      .record(z.string().min(1), z.string().min(1))
      .describe('Variables and the expressions they take.'),
    next: nodeReferenceSchema.describe('The node to go to when all of them are set.'),
  })
  .describe('Sets variables; every value is worked out before any is set.');

/** Sets variables; every value is worked out before any is set. */
export const set = defineNode<z.infer<typeof schema>, null>({
  type: 'set',
  schema,
  memory: noMemory,
  requires: () => 'nothing',
  edges: (node) => [edge('next', node.next)],
  operations: () => [],
  facts: (node) => ({ ...decidesAtOnce, assigns: node.values }),
  caption: (node) => Object.keys(node.values).join(', '),
  check(node, checker) {
    for (const [name, expression] of Object.entries(node.values)) {
      const type = name === 'call.locale' ? 'string' : checker.variable(name, ['values', name]);
      checker.expression(expression, ['values', name], type);
      if (!checker.isSensitive(name)) checker.copies(expression, name, ['values', name]);
      if (name === 'call.locale') checker.locale(expression, ['values', name]);
    }
  },
  enter(node, turn) {
    const values = Object.entries(node.values).map(
      ([name, expression]) => [name, turn.evaluate(expression)] as const,
    );
    const failure = turn.assign(values);
    return failure === null ? go(node.next) : fail(failure);
  },
  onSignal: neverWaits,
});
