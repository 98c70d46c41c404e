import * as z from 'zod';
import { graphFailed } from '../failure.ts';
import { go, stay } from '../move.ts';
import { audioPatience, decidesAtOnce, timeToKeys } from '../node-facts.ts';
import { defineNode, edge, noMemory, optionalEdge } from '../node-kind.ts';
import type { BoundNode } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { answerOperations } from '../operation-use.ts';
import { playSchema } from '../play-item.ts';
import { untilKeysHeard } from '../until-keys-heard.ts';

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
  failureEdge: 'onFailed',
  plays: (node) => [{ play: node.prefetch ?? [], pointer: ['prefetch'], isHeard: false }],
  operations: () => answerOperations,
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
  onSignal: ({ next }, _memory, signal, turn) =>
    untilKeysHeard({ operation: 'answer', next, tooLate: noAudio }, signal, turn),
});

const noAudio = graphFailed(
  'answer',
  null,
  'The call was answered, but its audio was not active within 20 s.',
);

/** The answer before a node that needs an established call, where the author wrote none. */
export function implicitAnswer(next: string): BoundNode {
  return answer.bind({ type: 'answer', next });
}
