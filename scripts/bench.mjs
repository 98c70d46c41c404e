/** Builds the product and its benchmark, and runs the benchmark; `--json` prints one JSON document and nothing else. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { bundleSource } from './import-source.mjs';

const root = resolve(import.meta.dirname, '..');
const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (built.status !== 0) process.exit(1);
const file = await bundleSource('bench/main.ts');
const run = spawnSync(process.execPath, [file, root, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
