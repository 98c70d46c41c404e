import type { LabelledClip } from '../call/index.ts';
import { clipKey, clipSources, partsOf, resolvePlayItem } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';

/** What is said in the audio of a call; grows with what is rendered. Read it with `captionOf`. */
export type Captions = Map<string, string>;

/** The words of a clip that was rendered, or that is a text of its own. */
export const captionOf = (captions: Captions, { name, play }: LabelledClip): string | null =>
  captions.get(promptKey(name, play ?? '')) ?? captions.get(name) ?? null;

/** Two prompts may have the same audio, such as a recording that is still to be made. */
const promptKey = (clip: string, prompt: string): string => JSON.stringify([clip, prompt]);

const known = new WeakMap<CompiledFlow, Captions>();

/** The words of all clips that are the same on every call. */
export function captionsOf(flow: CompiledFlow): Captions {
  const fixed = known.get(flow) ?? fixedCaptions(flow);
  known.set(flow, fixed);
  return new Map(fixed);
}

function fixedCaptions(flow: CompiledFlow): Captions {
  const captions: Captions = new Map();
  const words = new Map<string, Set<string>>();
  for (const { document, clips } of partsOf(flow)) {
    for (const source of clipSources(document)) {
      const clip = clips.get(clipKey(source));
      if (clip === undefined || source.kind === 'silence' || source.text === null) continue;
      words.set(clip.name, (words.get(clip.name) ?? new Set()).add(source.text));
    }
    for (const [prompt, renderings] of Object.entries(document.prompts)) {
      for (const locale of Object.keys(renderings)) {
        const source = resolvePlayItem(document, prompt, locale)?.source;
        const clip = source === undefined ? undefined : clips.get(clipKey(source));
        if (clip === undefined || source === undefined || source.kind === 'silence') continue;
        if (source.text !== null) captions.set(promptKey(clip.name, prompt), source.text);
      }
    }
  }
  // A file that is played by its path says what prompts say that have it, if they agree.
  for (const [clip, [text, ...others]] of words)
    if (text !== undefined && others.length === 0) captions.set(clip, text);
  return captions;
}
