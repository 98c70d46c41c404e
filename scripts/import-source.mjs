/**
 * TypeScript for the scripts: they run on Nodes that do not read it, so a module is bundled into `.cache/` first, with
 * everything that it imports.
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '..');

/** Bundles a module, which is named by its path in the repository, and gives the file that can be run. */
export async function bundleSource(path) {
  const file = join(root, '.cache', path.replaceAll('/', '-').replace(/\.ts$/, '.mjs'));
  const build = await rolldown({
    input: join(root, path),
    platform: 'node',
    external: [/^node:/, '@azure/functions-core'],
  });
  await build.write({ file, format: 'esm', codeSplitting: false });
  await build.close();
  return file;
}

/** What a module exports. */
export const importSource = async (path) => import(pathToFileURL(await bundleSource(path)).href);
