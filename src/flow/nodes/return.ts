import * as z from 'zod';
import { ownMember } from '../../call/index.ts';
import { decidesAtOnce } from '../node-facts.ts';
import { defineNode, neverWaits, noMemory } from '../node-kind.ts';

const schema = z
  .strictObject({
    type: z.literal('return'),
    as: z.string().min(1).describe('Which of the returns of this flow: a name in "returns".'),
    values: z
      .record(z.string().min(1), z.string().min(1))
      .optional()
      .describe('The values that it returns, as expressions.'),
  })
  .describe('Ends a flow that another one entered with "subflow".');

/** Ends a sub-flow: the flow that entered it goes on where it says for this return. */
export const returns = defineNode<z.infer<typeof schema>, null>({
  type: 'return',
  schema,
  memory: noMemory,
  requires: () => 'nothing',
  edges: () => [],
  operations: () => [],
  facts: (node) => ({ ...decidesAtOnce, ends: true, returns: node.as }),
  caption: (node) => node.as,
  check(node, checker) {
    const declared = checker.returned(node.as, ['as']);
    const given = node.values ?? {};
    for (const [name, expression] of Object.entries(given)) {
      const type = declared === null ? null : checker.returnedValue(declared, name, ['values', name]);
      checker.expression(expression, ['values', name], type);
      const value = declared === null ? undefined : ownMember(declared.values, name);
      if (value !== undefined && value.sensitive !== true) checker.copies(expression, name, ['values', name]);
    }
    for (const name of Object.keys(declared?.values ?? {})) {
      if (Object.hasOwn(given, name)) continue;
      const message = `The return "${node.as}" gives "${name}", for which "values" has no expression.`;
      checker.problem('FLOW-MISSING-PROPERTY', ['values'], message);
    }
  },
  enter(node, turn) {
    const values = Object.entries(node.values ?? {}).map(
      ([name, expression]) => [name, turn.evaluate(expression)] as const,
    );
    return { kind: 'return', as: node.as, values: Object.fromEntries(values) };
  },
  onSignal: neverWaits,
});
