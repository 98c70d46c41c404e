import * as z from 'zod';
import { fail, go, stay } from '../move.ts';
import { playing } from '../node-facts.ts';
import { defineNode, noMemory, edge, optionalEdge } from '../node-kind.ts';
import { bargeInSchema } from '../input-settings.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { playOperations } from '../operation-use.ts';
import { playSchema } from '../play-item.ts';
import type { Turn } from '../turn.ts';

const schema = z
  .strictObject({
    type: z.literal('prompt'),
    play: playSchema,
    bargeIn: bargeInSchema.optional(),
    next: nodeReferenceSchema.describe('The node to go to when it has been heard, or a key has stopped it.'),
    onError: nodeReferenceSchema.optional().describe('The node to go to when it cannot be played.'),
  })
  .describe('Plays prompts.');
type PromptNode = z.infer<typeof schema>;

/** Plays. With barge-in a key ends it and stays for the next node; without, keys are dropped (section 2.1). */
export const prompt = defineNode<PromptNode, null>({
  type: 'prompt',
  schema,
  memory: noMemory,
  requires: () => 'audio',
  edges: (node) => [edge('next', node.next), ...optionalEdge('onError', node.onError)],
  failureEdge: 'onError',
  plays: (node) => [{ play: node.play, pointer: ['play'] }],
  operations: (_node, plays) => playOperations(plays),
  facts: (node, context) => playing(node.play, bargesIn(node, context), context),
  enter(node, turn) {
    if (bargesIn(node, turn)) {
      if (turn.keys.pressed()) return go(node.next);
    } else {
      turn.keys.drop();
    }
    const started = turn.play(node.play);
    if (started === 'playing') return stay(null);
    return started === 'nothingToPlay' ? go(node.next) : fail(started);
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'playEnded':
        if (!bargesIn(node, turn)) turn.keys.dropEarlier();
        return signal.failure === null ? go(node.next) : fail(signal.failure);
      case 'keys':
      case 'keyHeld':
        if (bargesIn(node, turn)) {
          turn.stopPlaying();
          return go(node.next);
        }
        turn.keys.dropEarlier();
        return stay(memory);
      default:
        return stay(memory);
    }
  },
});

function bargesIn(node: PromptNode, { defaults }: Pick<Turn, 'defaults'>): boolean {
  return node.bargeIn ?? defaults.bargeIn ?? true;
}
