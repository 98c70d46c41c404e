import type { MediaName } from '../call/index.ts';
import { clipKey, clipSources } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';

/** What is said in the audio of a call, by the names of its clips; grows with what is rendered. */
export type Captions = Map<MediaName, string>;

const known = new WeakMap<CompiledFlow, Captions>();

/** The words of all clips that are the same on every call. */
export function captionsOf(flow: CompiledFlow): Captions {
  const fixed = known.get(flow) ?? fixedCaptions(flow);
  known.set(flow, fixed);
  return new Map(fixed);
}

function fixedCaptions(flow: CompiledFlow): Captions {
  const captions: Captions = new Map();
  for (const { document, clips } of [flow, ...flow.subflows.values()]) {
    for (const source of clipSources(document)) {
      const clip = clips.get(clipKey(source));
      if (clip !== undefined && source.kind !== 'silence' && source.text !== null)
        captions.set(clip.name, source.text);
    }
  }
  return captions;
}
