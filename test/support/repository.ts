/** The repository that is tested, and what is written in it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..', '..');

/** A file, by its path from the root. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every file below a folder whose name ends so, by its path from the root. */
export const filesBelow = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();

/** All TypeScript below a folder, as one text. */
export const sources = (folder: string): string => filesBelow(folder, '.ts').map(read).join('\n');
