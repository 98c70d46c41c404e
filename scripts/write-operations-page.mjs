/** Writes the table of docs/graph-operations.md from the descriptions of the operations. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '..');
const bundle = join(root, '.cache/operations-page.mjs');
const build = await rolldown({
  input: join(root, 'test/operations/operations-page.ts'),
  platform: 'node',
  external: [/^node:/],
});
await build.write({ file: bundle, format: 'esm', codeSplitting: false });
await build.close();
const { table } = await import(pathToFileURL(bundle).href);
const page = join(root, 'docs/graph-operations.md');
const text = readFileSync(page, 'utf8');
const written = text.replace(/^\|[^]*^\|.*$/m, () => table.join('\n'));
writeFileSync(page, await format(written, { ...(await resolveConfig(page)), parser: 'markdown' }));
