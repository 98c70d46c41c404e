import { readFileSync, realpathSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { AddedMedia, MediaCatalogue } from './media-catalogue.ts';
import { textOfRendering } from './rendered-file.ts';

export type AudioFile =
  /** `renderedFrom`: the text that we have rendered it from; null for a file of somebody else. */
  | (Extract<AddedMedia, { readonly kind: 'clip' }> & { readonly renderedFrom: string | null })
  | Exclude<AddedMedia, { readonly kind: 'clip' }>
  | { readonly kind: 'missing' }
  /** The path leads out of the flows folder, by itself or over a symbolic link. */
  | { readonly kind: 'outside' };

/** An hour of audio; what is larger is no prompt. */
const largestFile = 128 * 1024 * 1024;

/**
 * Takes the audio file at `path`, relative to the folder of its flow, into the catalogue. Only files inside
 * `root`, the flows folder, are taken: a flow must not be a way to publish other files of the machine.
 */
export function addAudioFile(
  catalogue: MediaCatalogue,
  path: string,
  folder: string,
  root: string,
): AudioFile {
  if (isAbsolute(path) || path.includes('\0')) return { kind: 'outside' };
  const named = resolve(folder, path);
  if (!isInside(named, resolve(root))) return { kind: 'outside' };
  const file = existingFile(named);
  if (file === null) return { kind: 'missing' };
  if (!isInside(file, realpathSync(root))) return { kind: 'outside' };
  const { size } = statSync(file);
  if (size > largestFile) return { kind: 'unplayable', reason: `it is too large (${size} bytes)` };
  const bytes = readFileSync(file);
  const added = catalogue.add(bytes, () => readFile(file));
  return added.kind === 'clip' ? { ...added, renderedFrom: textOfRendering(bytes) } : added;
}

function existingFile(path: string): string | null {
  try {
    const file = realpathSync(path);
    return statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
