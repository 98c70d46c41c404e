import * as z from 'zod';
import { milliseconds, queueNameProblem } from '../../call/index.ts';
import { effectFailed } from '../failure.ts';
import { jsonValueSchema } from '../json-value.ts';
import { fail, go, stay } from '../move.ts';
import { silentEffect } from '../node-facts.ts';
import { defineNode, edge, optionalEdge } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { statedCosts } from '../stated-costs.ts';

/** A queue that does not take a message this long has failed: the caller hears nothing meanwhile. */
const patience = milliseconds(10_000);

const schema = z
  .strictObject({
    type: z.literal('queue'),
    queue: z
      .string()
      .refine((name) => queueNameProblem(name) === null, {
        error: ({ input }) => `cannot name a queue: ${queueNameProblem(String(input)) ?? ''}`,
      })
      .meta({ pattern: '^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$' })
      .describe('The storage queue that takes the message.'),
    message: jsonValueSchema.describe('The message, with {values} in it; never a sensitive one.'),
    next: nodeReferenceSchema.describe('The node to go to when the queue has taken it.'),
    onError: nodeReferenceSchema.optional().describe('The node to go to when it has not.'),
  })
  .describe('Hands work to a storage queue.');

const memorySchema = z.object({ effect: z.int() });

const late = effectFailed({
  code: 'queue',
  status: null,
  subcode: null,
  message: 'The queue has not answered in time.',
});

/** Hands work over and waits until it has been taken. */
export const queue = defineNode<z.infer<typeof schema>, Readonly<z.infer<typeof memorySchema>>>({
  type: 'queue',
  schema,
  memory: memorySchema,
  requires: () => 'nothing',
  edges: (node) => [edge('next', node.next), ...optionalEdge('onError', node.onError)],
  failureEdge: 'onError',
  operations: () => [],
  facts: () => ({ ...silentEffect(statedCosts.queueMessage), longest: silentEffect(patience).longest }),
  caption: (node) => node.queue,
  check(node, checker) {
    checker.template(node.message, ['message']);
    checker.discloses('queue', node.message, ['message']);
  },
  enter(node, turn) {
    const effect = turn.start({ kind: 'queue', queue: node.queue, message: turn.json(node.message) });
    turn.setTimer(patience, 'plain');
    return stay({ effect });
  },
  onSignal(node, memory, signal) {
    if (signal.kind === 'timer') return fail(late);
    if (signal.kind !== 'effectResult' || signal.effect !== memory.effect) return stay(memory);
    const { result } = signal;
    return result.outcome === 'done' ? go(node.next) : fail(effectFailed(result.failure));
  },
});
