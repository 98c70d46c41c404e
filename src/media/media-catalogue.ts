import { createHash } from 'node:crypto';
import { mediaName } from '../call/index.ts';
import type { Clip, MediaName } from '../call/index.ts';
import { readWav } from './wav.ts';

/** Where the bytes of a clip come from when they are asked for. Rejects where they cannot be had. */
export type ReadMedia = () => Promise<Uint8Array>;
/** The bytes that a name stands for; null where they cannot be had any more. */
export type FoundMedia = () => Promise<Uint8Array | null>;

/**
 * Every clip that this app serves, by name. A name is the hash of the content: whoever has it has been told it,
 * it never changes its meaning, and two equal files are one.
 */
export interface MediaCatalogue {
  /** Takes a clip in, unless Graph could not play it; `read` gives its bytes again when they are asked for. */
  readonly add: (bytes: Uint8Array, read: ReadMedia) => AddedMedia;
  readonly find: (name: string) => FoundMedia | null;
}

export type AddedMedia =
  { readonly kind: 'clip'; readonly clip: Clip } | { readonly kind: 'unplayable'; readonly reason: string };

export function createMediaCatalogue(): MediaCatalogue {
  const media = new Map<string, FoundMedia>();
  return {
    add: (bytes, read) => {
      const wav = readWav(bytes);
      if (wav.kind === 'unplayable') return wav;
      const name = nameOf(bytes);
      if (!media.has(name)) media.set(name, () => contentOf(name, read));
      return { kind: 'clip', clip: { name, length: wav.length } };
    },
    find: (name) => media.get(name) ?? null,
  };
}

/** A file may have been changed or removed since it was taken in. Whoever fetched a clip keeps it for good. */
async function contentOf(name: MediaName, read: ReadMedia): Promise<Uint8Array | null> {
  const bytes = await read().catch(() => null);
  return bytes !== null && nameOf(bytes) === name ? bytes : null;
}

/** 160 bits of the content's SHA-256: nobody guesses it, and no two files share it by chance. */
const nameOf = (bytes: Uint8Array): MediaName =>
  mediaName(`${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}.wav`);
