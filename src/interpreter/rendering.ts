import type { CommandId, LabelledClip } from '../call/index.ts';
import type { Audience } from './sounding.ts';

/** A play list some of which must be spoken first: nothing of it sounds until all of it can. */
export interface Rendering {
  readonly effect: CommandId;
  /** The visit of a node that asked for it: its end is signalled to that visit only. */
  readonly visit: number;
  readonly audience: Audience;
  readonly parts: readonly Part[];
}

/** One item of a play list. */
export type Part =
  | { readonly kind: 'clip'; readonly clip: LabelledClip }
  /** The next of the clips that the rendering gives; `play` null: its label is the words that it says. */
  | { readonly kind: 'speech'; readonly play: string | null };
