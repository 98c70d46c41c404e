import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { InterpreterBug } from './interpreter-bugs.ts';

const source = resolve(__dirname, '../../src');

/** Packages and rooms that are the same with a bug and without: reading them takes long. */
const shared = [
  ...['zod', 're2js', 'temporal-polyfill', '@humanwhocodes/momoa', 'fast-check'],
  ...['data-dip', 'graph', 'json-schema', 'library', 'media', 'schedules'].map((room) =>
    join(source, room, 'index.ts'),
  ),
].map((name): readonly [string, object] => [name, jest.requireActual<object>(name)]);

/** Loads the modules of the product anew, one of them with a bug, for as long as `run` takes. */
export function withBug(bug: Pick<InterpreterBug, 'file' | 'find' | 'put'> | null, run: () => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'seeded-bugs-'));
  try {
    jest.isolateModules(() => {
      for (const [name, exports] of shared) jest.doMock(name, () => exports);
      if (bug !== null) {
        const file = join(source, bug.file);
        const changed = join(folder, basename(file));
        writeFileSync(changed, elsewhere(file, withChange(bug)));
        jest.doMock(file, () => jest.requireActual<object>(changed));
      }
      run();
    });
  } finally {
    if (bug !== null) jest.dontMock(join(source, bug.file));
    rmSync(folder, { recursive: true });
  }
}

function withChange({ file, find, put }: Pick<InterpreterBug, 'file' | 'find' | 'put'>): string {
  const text = readFileSync(join(source, file), 'utf8');
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(
      `src/${file} has this ${more.length + (after === undefined ? 0 : 1)} times, and not once. Take the bug to where it would be made now: ${find}`,
    );
  return `${before}${put}${after}`;
}

/** The text of a file, so that it imports the same from somewhere else. */
const elsewhere = (file: string, text: string): string =>
  text.replaceAll(/ from '([^']+)'/g, (_import, name: string) => {
    const path = name.startsWith('.') ? resolve(dirname(file), name) : require.resolve(name);
    return ` from '${path}'`;
  });
