import * as z from 'zod';
import { fail, stay } from '../move.ts';
import { playing, timeToRequest } from '../node-facts.ts';
import { defineNode, noMemory } from '../node-kind.ts';
import { playOperations } from '../operation-use.ts';
import type { Move } from '../move.ts';
import { playSchema } from '../play-item.ts';

const schema = z
  .strictObject({
    type: z.literal('hangup'),
    play: playSchema.optional(),
    reason: z.string().min(1).max(128).optional().describe('A label of your own: endReason in the record.'),
  })
  .describe('Says goodbye, if it has something to say, and hangs up.');
type HangupNode = z.infer<typeof schema>;

/** Says goodbye, if it has something to say, and hangs up. Keys do not interrupt it. */
export const hangup = defineNode<HangupNode, null>({
  type: 'hangup',
  schema,
  memory: noMemory,
  requires: (node) => ((node.play ?? []).length > 0 ? 'audio' : 'nothing'),
  edges: () => [],
  plays: (node) => [{ play: node.play ?? [], pointer: ['play'] }],
  operations: (_node, plays) => [...playOperations(plays), { operation: 'deleteCall' }],
  facts(node, context) {
    const facts = playing(node.play ?? [], false, context);
    const longest = facts.longest === null ? null : facts.longest + timeToRequest;
    return { ...facts, ends: true, longest, requests: facts.requests + 1 };
  },
  caption: (node) => node.reason ?? '',
  enter(node, turn) {
    const started = turn.play(node.play ?? []);
    if (started === 'playing') return stay(null);
    return started === 'nothingToPlay' ? leave(node) : fail(started);
  },
  onSignal(node, memory, signal) {
    if (signal.kind !== 'playEnded') return stay(memory);
    return signal.failure === null ? leave(node) : fail(signal.failure);
  },
});

function leave(node: HangupNode): Move<never> {
  return { kind: 'hangUp', end: 'completed', reason: node.reason ?? null };
}
