import { milliseconds } from '../call/index.ts';
import type { EffectResult, SpokenClip } from '../call/index.ts';
import { unknownLength } from '../rehearsal/index.ts';
import { estimatedLength, silence } from '../media/index.ts';
import type { MediaCatalogue } from '../media/index.ts';
import { origin } from './delivery.ts';

/** Where the simulated Graph fetches what it plays. */
export interface PromptSource {
  readonly fetch: (uri: string) => Promise<Uint8Array>;
  /** Speech that was rendered is silence as long as its words. */
  readonly take: (result: EffectResult) => void;
  /** Resolves when nothing is being read. */
  readonly fetched: () => Promise<void>;
  readonly isFetching: () => boolean;
}

/** Clips by name. A name is the hash of its content, so what was read once need not be read again. */
const read = new WeakMap<MediaCatalogue, Map<string, Promise<Uint8Array>>>();

export function promptSource(media: MediaCatalogue): PromptSource {
  const known = read.get(media) ?? new Map<string, Promise<Uint8Array>>();
  read.set(media, known);
  const spoken = new Map<string, SpokenClip>();
  const underWay = new Set<Promise<unknown>>();
  const load = async (name: string): Promise<Uint8Array> => {
    const clip = spoken.get(name);
    if (clip !== undefined) return silence(clip.length ?? estimatedLength(clip.words));
    const bytes = await media.find(name)?.();
    if (bytes === undefined || bytes === null)
      throw new Error(`There is no clip ${name} any more: its file has changed since the flow was read.`);
    return bytes;
  };
  return {
    fetch: (uri) => {
      // What lies elsewhere is not fetched for a scenario.
      if (!uri.startsWith(`${origin}/`)) return Promise.resolve(silence(milliseconds(unknownLength)));
      const name = uri.split('/').at(-1) ?? '';
      const bytes = known.get(name) ?? load(name);
      known.set(name, bytes);
      const settled: Promise<unknown> = bytes.then(
        () => underWay.delete(settled),
        () => underWay.delete(settled),
      );
      underWay.add(settled);
      return bytes;
    },
    take: (result) => {
      if (result.kind !== 'renderSpeech' || result.outcome === 'failed') return;
      for (const clip of result.clips) spoken.set(clip.name, clip);
    },
    fetched: async () => {
      await Promise.all(underWay);
    },
    isFetching: () => underWay.size > 0,
  };
}
