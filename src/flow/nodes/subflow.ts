import * as z from 'zod';
import { flowId, ownMember } from '../../call/index.ts';
import { expressionFailed } from '../failure.ts';
import type { FlowSignature } from '../flow-signature.ts';
import { checkInto, goWith } from '../into-variable.ts';
import { fail, stay } from '../move.ts';
import { decidesAtOnce } from '../node-facts.ts';
import { defineNode, noMemory, optionalEdge } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';

const schema = z
  .strictObject({
    type: z.literal('subflow'),
    flow: z.string().min(1).describe('The id of the flow that is entered.'),
    with: z
      .record(z.string().min(1), z.string().min(1))
      .optional()
      .describe('Its params and the expressions they take.'),
    into: z.string().min(1).optional().describe('The variable, of type json, that gets the values returned.'),
    on: z
      .record(z.string().min(1), nodeReferenceSchema)
      .describe('The nodes to go to, one for each return that the flow declares.'),
    onError: nodeReferenceSchema.optional().describe('The node to go to when something in it fails.'),
  })
  .describe('Enters another flow, and goes on when that returns.');
type SubflowNode = z.infer<typeof schema>;

/** Enters another flow, which has variables, prompts, targets and schedules of its own. */
export const subflow = defineNode<SubflowNode, null>({
  type: 'subflow',
  schema,
  memory: noMemory,
  // What it enters needs what its own nodes need.
  requires: () => 'nothing',
  edges: (node) => [
    ...Object.entries(node.on).map(([outcome, to]) => ({
      outcome,
      to,
      pointer: ['on', outcome],
      onReturn: outcome,
    })),
    ...optionalEdge('onError', node.onError),
  ],
  failureEdge: 'onError',
  operations: () => [],
  // What happens inside are the facts of the nodes there. Where nobody knows them, the call may end.
  facts: (node) => ({
    ...decidesAtOnce,
    ends: true,
    enters: node.flow,
    ...(node.into === undefined ? {} : { assigns: { [node.into]: null } }),
  }),
  caption: (node) => node.flow,
  check(node, checker) {
    const entered = checker.entered(node);
    for (const [name, expression] of Object.entries(node.with ?? {})) {
      const param = entered === null ? undefined : ownMember(entered.params, name);
      checker.expression(expression, ['with', name], param?.type ?? null);
      if (param !== undefined && param.sensitive !== true) checker.copies(expression, name, ['with', name]);
    }
    checkInto(checker, node.into, { is: 'what a flow returns is JSON', fits: ['json'] });
    const secret = entered === null ? undefined : secretReturned(entered);
    if (node.into === undefined || secret === undefined || checker.isSensitive(node.into)) return;
    const message = `"${secret}", which this flow may return, is sensitive, but "${node.into}" is not: it would be written down. Declare "${node.into}" as sensitive.`;
    checker.problem('FLOW-SENSITIVE-COPY', ['into'], message);
  },
  enter(node, turn) {
    const values = Object.entries(node.with ?? {}).map(
      ([name, expression]) => [name, turn.evaluate(expression)] as const,
    );
    return { kind: 'call', flow: flowId(node.flow), values: Object.fromEntries(values) };
  },
  onSignal(node, memory, signal, turn) {
    if (signal.kind !== 'returned') return stay(memory);
    const to = ownMember(node.on, signal.as);
    // The checker refuses a flow without a way on for every return.
    if (to === undefined) return fail(expressionFailed(`There is no way on for the return "${signal.as}".`));
    return goWith(signal.values, node.into, to, turn, signal.as);
  },
});

/** A value that a flow says to be sensitive when it returns it; undefined: there is none. */
const secretReturned = ({ returns }: FlowSignature): string | undefined =>
  Object.values(returns)
    .flatMap((values) => Object.entries(values))
    .find(([, { sensitive }]) => sensitive === true)?.[0];
