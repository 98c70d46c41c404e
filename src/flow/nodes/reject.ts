import * as z from 'zod';
import { rejectReasons } from '../../call/index.ts';
import { stay } from '../move.ts';
import { decidesAtOnce, timeToRequest } from '../node-facts.ts';
import { defineNode, noMemory } from '../node-kind.ts';
import type { Move } from '../move.ts';

const schema = z
  .strictObject({
    type: z.literal('reject'),
    reason: z.enum(rejectReasons).optional().describe('What the caller is told (none).'),
  })
  .describe('Refuses the call without answering it.');

const rejected: Move<never> = { kind: 'end', end: 'rejected', reason: null };

/** Refuses the call. It costs the caller nothing, and Graph asks no permission for it. */
export const reject = defineNode<z.infer<typeof schema>, null>({
  type: 'reject',
  schema,
  memory: noMemory,
  requires: () => 'call',
  edges: () => [],
  operations: () => [{ operation: 'reject' }],
  isHeardMeanwhile: () => true,
  facts: () => ({ ...decidesAtOnce, ends: true, longest: timeToRequest, requests: 1 }),
  caption: (node) => node.reason ?? '',
  enter(node, turn) {
    // Only a call that nobody answered can be rejected (Graph calling API, reject).
    if (turn.stage === 'established')
      return { kind: 'hangUp', end: 'completed', reason: 'rejected after the answer' };
    turn.send({ kind: 'reject', reason: node.reason ?? 'none' });
    return stay(null);
  },
  onSignal(_node, memory, signal) {
    // However Graph took it, nothing more can be done with a call that was not answered: it times out.
    if (signal.kind === 'commandResult' || signal.kind === 'callEnded') return rejected;
    return stay(memory);
  },
});
