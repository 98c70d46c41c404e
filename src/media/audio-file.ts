import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { findFileInside } from './file-inside.ts';
import type { FileInside } from './file-inside.ts';
import type { AddedMedia, MediaCatalogue } from './media-catalogue.ts';
import { textOfRendering } from './rendered-file.ts';

export type AudioFile =
  /** `renderedFrom`: the text that we have rendered it from; null for a file of somebody else. */
  | (Extract<AddedMedia, { readonly kind: 'clip' }> & { readonly renderedFrom: string | null })
  | Exclude<AddedMedia, { readonly kind: 'clip' }>
  | Exclude<FileInside, { readonly kind: 'file' }>;

/** An hour of audio; what is larger is no prompt. */
const largestFile = 128 * 1024 * 1024;

/**
 * Takes the audio file at `path`, relative to the folder of its flow, into the catalogue. Only files inside
 * `root`, the flows folder, are taken.
 */
export function addAudioFile(
  catalogue: MediaCatalogue,
  path: string,
  folder: string,
  root: string,
): AudioFile {
  const found = findFileInside(path, folder, root);
  if (found.kind !== 'file') return found;
  const file = found.path;
  const { size } = statSync(file);
  if (size > largestFile) return { kind: 'unplayable', reason: `it is too large (${size} bytes)` };
  const bytes = readFileSync(file);
  const added = catalogue.add(bytes, () => readFile(file));
  return added.kind === 'clip' ? { ...added, renderedFrom: textOfRendering(bytes) } : added;
}
