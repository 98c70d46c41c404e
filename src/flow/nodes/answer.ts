import * as z from 'zod';
import { milliseconds } from '../../call/index.ts';
import { commandFailed, graphFailed } from '../failure.ts';
import { fail, go, stay } from '../move.ts';
import { decidesAtOnce, timeToKeys } from '../node-facts.ts';
import { defineNode, edge, noMemory, optionalEdge } from '../node-kind.ts';
import type { BoundNode } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { playSchema } from '../play-item.ts';

/** Without active audio after this long, the answer has failed: section 2 of the flow language. */
const audioPatience = milliseconds(20_000);

const schema = z
  .strictObject({
    type: z.literal('answer'),
    prefetch: playSchema.optional().describe('Prompts that Graph fetches while the call is answered.'),
    modalities: z.array(z.literal('audio')).min(1).optional().describe('What is accepted: audio.'),
    next: nodeReferenceSchema.describe('The node to go to once audio is active and keys are heard.'),
    onFailed: nodeReferenceSchema
      .optional()
      .describe('The node to go to when the call cannot be answered, or has no audio within 20 s.'),
  })
  .describe(
    'Takes the call and waits until its audio is active. Implicit before the first node that needs it.',
  );

/** Takes the call and waits until its audio is active and its keys are heard. */
export const answer = defineNode<z.infer<typeof schema>, null>({
  type: 'answer',
  schema,
  memory: noMemory,
  requires: () => 'call',
  edges: (node) => [
    edge('next', node.next, { call: 'answered' }),
    ...optionalEdge('onFailed', node.onFailed, { call: 'unanswered' }),
  ],
  failureEdge: (node) => node.onFailed,
  plays: (node) => [{ play: node.prefetch ?? [], pointer: ['prefetch'], isHeard: false }],
  facts: () => ({
    ...decidesAtOnce,
    longest: audioPatience + timeToKeys,
    requests: 2,
    // Until the call is up it rings. One that is up already is passed through.
    silence: { through: 0, before: 0, within: 0, after: timeToKeys, failing: timeToKeys },
  }),
  enter(node, turn) {
    if (turn.established) return go(node.next);
    turn.send({ kind: 'answer', prefetch: turn.clips(node.prefetch ?? []) });
    turn.setTimer(audioPatience, 'plain');
    return stay(null);
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'established':
        return go(node.next);
      case 'audioActive':
        turn.clearTimer();
        return stay(memory);
      case 'commandResult':
        if (signal.result.kind !== 'refused') return stay(memory);
        return fail(commandFailed('answer', signal.result.failure));
      case 'timer':
        return fail(
          graphFailed('answer', null, 'The call was answered, but its audio was not active within 20 s.'),
        );
      default:
        return stay(memory);
    }
  },
});

/** The answer before a node that needs an established call, where the author wrote none. */
export function implicitAnswer(next: string): BoundNode {
  return answer.bind({ type: 'answer', next });
}
