import { createHash } from 'node:crypto';
import { mediaName } from '../call/index.ts';
import type { Clip, MediaName } from '../call/index.ts';
import { readWav } from './wav.ts';

/** Where the bytes of a clip come from when they are asked for. */
export type ReadMedia = () => Promise<Uint8Array>;

/**
 * Every clip that this app serves, by name. A name is the hash of the content: whoever has it has been told it,
 * it never changes its meaning, and two equal files are one.
 */
export interface MediaCatalogue {
  /** Takes a clip in, unless Graph could not play it; `read` gives its bytes again when they are asked for. */
  readonly add: (bytes: Uint8Array, read: ReadMedia) => AddedMedia;
  readonly find: (name: string) => ReadMedia | null;
}

export type AddedMedia =
  { readonly kind: 'clip'; readonly clip: Clip } | { readonly kind: 'unplayable'; readonly reason: string };

export function createMediaCatalogue(): MediaCatalogue {
  const media = new Map<string, ReadMedia>();
  return {
    add: (bytes, read) => {
      const wav = readWav(bytes);
      if (wav.kind === 'unplayable') return wav;
      const name = nameOf(bytes);
      if (!media.has(name)) media.set(name, read);
      return { kind: 'clip', clip: { name, length: wav.length } };
    },
    find: (name) => media.get(name) ?? null,
  };
}

/** 160 bits of the content's SHA-256: nobody guesses it, and no two files share it by chance. */
const nameOf = (bytes: Uint8Array): MediaName =>
  mediaName(`${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}.wav`);
