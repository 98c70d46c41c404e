import type { MediaName, Milliseconds } from './ids.ts';

/** One piece of audio as Graph fetches it. */
export interface Clip {
  readonly name: MediaName;
  /** How long it sounds; null where nobody knows (rule 10 of the flow language then waits 30 s for its end). */
  readonly length: Milliseconds | null;
}

/** What the transcript calls a clip: its catalogue name, else its audio path or spoken text; null: silence. */
export interface LabelledClip extends Clip {
  readonly play: string | null;
}
