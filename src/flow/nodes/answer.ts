import * as z from 'zod';
import { milliseconds } from '../../call/index.ts';
import { graphFailed } from '../failure.ts';
import { fail, go, stay } from '../move.ts';
import type { Move } from '../move.ts';
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
    switch (turn.stage) {
      case 'established':
        return go(node.next);
      case 'absent':
        return fail(notMade);
      case 'calling':
        turn.setTimer(ringPatience, 'plain');
        return stay(null);
      case 'incoming':
      case 'answering':
      case 'unanswered':
      case 'gone':
        turn.send({ kind: 'answer', prefetch: turn.clips(node.prefetch ?? []) });
        turn.setTimer(audioPatience, 'plain');
        return stay(null);
    }
  },
  onSignal({ next }, _memory, signal, turn) {
    if (turn.stage === 'calling' && signal.kind === 'timer') return nobodyThere;
    // A call that could not be made is absent by the time that this is told.
    const operation = turn.stage === 'answering' ? 'answer' : 'createCall';
    return untilKeysHeard({ operation, next, tooLate: noAudio }, signal, turn);
  },
});

/** How long an outbound call may ring: longer than any phone, since Graph's own limit is not documented. */
const ringPatience = milliseconds(120_000);

const nobodyThere: Move<never> = { kind: 'hangUp', end: 'notAnswered', reason: 'noAnswer' };

const notMade = graphFailed(
  'createCall',
  null,
  'There is no call that could be answered: it could not be made.',
);

const noAudio = graphFailed(
  'answer',
  null,
  'The call was answered, but its audio was not active within 20 s.',
);

/** The answer before a node that needs an established call, where the author wrote none. */
export function implicitAnswer(next: string): BoundNode {
  return answer.bind({ type: 'answer', next });
}
