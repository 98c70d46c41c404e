/** Writes the table of docs/graph-operations.md from the descriptions of the operations. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { importSource } from './import-source.mjs';

const root = resolve(import.meta.dirname, '..');
const { table } = await importSource('test/operations/operations-page.ts');
const page = join(root, 'docs/graph-operations.md');
const text = readFileSync(page, 'utf8');
const written = text.replace(/^\|[^]*^\|.*$/m, () => table.join('\n'));
writeFileSync(page, await format(written, { ...(await resolveConfig(page)), parser: 'markdown' }));
