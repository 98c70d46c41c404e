import type { RePrompt } from '../input/index.ts';
import type { PlayUse } from '../node-kind.ts';
import type { Play } from '../play-item.ts';

interface PlayingInputNode {
  readonly play: Play;
  readonly noInput?: readonly RePrompt[] | undefined;
  readonly noMatch?: readonly RePrompt[] | undefined;
}

/** What a node that takes keys may play: its prompt and its re-prompts. */
export function inputNodePlays(node: PlayingInputNode): readonly PlayUse[] {
  const rePrompts = (['noInput', 'noMatch'] as const).flatMap((member) =>
    (node[member] ?? []).map((entry, index) => ({ play: entry.play, pointer: [member, index, 'play'] })),
  );
  return [{ play: node.play, pointer: ['play'] }, ...rePrompts];
}
