import * as z from 'zod';
import { go } from '../move.ts';
import { jsonValueSchema } from '../json-value.ts';
import { decidesAtOnce } from '../node-facts.ts';
import { defineNode, edge, neverWaits, noMemory } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';

const schema = z
  .strictObject({
    type: z.literal('event'),
    name: z
      .string()
      .regex(/^[A-Za-z][\w.-]{0,63}$/, 'must begin with a letter; letters, digits, ".", "_" and "-" follow')
      .describe('What has happened, as telemetry and the call record name it.'),
    data: jsonValueSchema
      .optional()
      .describe('What belongs to it, with {values} in it; never a sensitive one.'),
    next: nodeReferenceSchema.describe('The node to go to.'),
  })
  .describe('A milestone, for telemetry and the call record.');

/** Says that the call has come this far. */
export const event = defineNode<z.infer<typeof schema>, null>({
  type: 'event',
  schema,
  memory: noMemory,
  requires: () => 'nothing',
  edges: (node) => [edge('next', node.next)],
  operations: () => [],
  facts: () => decidesAtOnce,
  caption: (node) => node.name,
  check(node, checker) {
    if (node.data === undefined) return;
    checker.template(node.data, ['data']);
    checker.discloses('event', node.data, ['data']);
  },
  enter(node, turn) {
    const data = node.data === undefined ? null : turn.json(node.data);
    turn.note({ kind: 'event', name: node.name, data });
    return go(node.next);
  },
  onSignal: neverWaits,
});
