import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

export type FileInside =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'missing' }
  /** The path leads out of the flows folder, by itself or over a symbolic link. */
  | { readonly kind: 'outside' };

/**
 * The file at `path`, relative to the folder of its flow. Only files inside `root`, the flows folder, are found: a flow
 * must not be a way to publish, or to read, other files of the machine.
 */
export function findFileInside(path: string, folder: string, root: string): FileInside {
  if (isAbsolute(path) || path.includes('\0')) return { kind: 'outside' };
  const named = resolve(folder, path);
  if (!isInside(named, resolve(root))) return { kind: 'outside' };
  const file = existingFile(named);
  if (file === null) return { kind: 'missing' };
  return isInside(file, realpathSync(root)) ? { kind: 'file', path: file } : { kind: 'outside' };
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
