import * as z from 'zod';
import { milliseconds } from '../../call/index.ts';
import type { CommandResult } from '../../call/index.ts';
import { fail, go, stay } from '../move.ts';
import { defineNode, edge, nothingToCheck } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { playSchema } from '../play-item.ts';

/** Without active audio after this long, the answer has failed: section 2 of the flow language. */
const audioPatience = milliseconds(20_000);

const schema = z.strictObject({
  type: z.literal('answer'),
  prefetch: playSchema.optional().describe('Prompts that Graph fetches while the call is answered.'),
  modalities: z.array(z.literal('audio')).min(1).optional().describe('What is accepted: audio.'),
  next: nodeReferenceSchema,
  onFailed: nodeReferenceSchema.optional(),
});

/** Takes the call and waits until its audio is active and its keys are heard. */
export const answer = defineNode<z.infer<typeof schema>, { readonly audio: boolean }>({
  type: 'answer',
  schema,
  memory: z.object({ audio: z.boolean() }),
  requires: () => 'call',
  interruptible: true,
  edges: (node) => [
    edge('next', node.next),
    ...(node.onFailed === undefined ? [] : [edge('onFailed', node.onFailed)]),
  ],
  failureEdge: (node) => node.onFailed,
  plays: (node) => [{ play: node.prefetch ?? [], pointer: ['prefetch'] }],
  check: nothingToCheck,
  enter(node, turn) {
    if (turn.established) return go(node.next);
    turn.send({ kind: 'answer', prefetch: turn.clips(node.prefetch ?? []) });
    turn.setTimer(audioPatience, 'plain');
    return stay({ audio: false });
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'established':
        return go(node.next);
      case 'audioActive':
        turn.clearTimer();
        return stay({ audio: true });
      case 'commandResult':
        return signal.result.kind === 'refused' ? fail(refusal(signal.result)) : stay(memory);
      case 'timer':
        return fail({
          code: 'graph',
          subcode: null,
          operation: 'answer',
          message: 'The call was answered, but its audio was not active within 20 s.',
        });
      default:
        return stay(memory);
    }
  },
});

function refusal(result: Extract<CommandResult, { readonly kind: 'refused' }>) {
  const { code, subcode, message } = result.failure;
  return { code, subcode, operation: 'answer', message };
}
