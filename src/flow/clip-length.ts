import { milliseconds } from '../call/index.ts';
import type { Clip, Milliseconds } from '../call/index.ts';

/** How long a clip list sounds; null where one of them is of unknown length. */
export function totalLength(clips: readonly Clip[]): Milliseconds | null {
  let total = 0;
  for (const clip of clips) {
    if (clip.length === null) return null;
    total += clip.length;
  }
  return milliseconds(total);
}
