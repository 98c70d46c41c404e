/** Builds the product and its benchmark, and runs the benchmark; `--json` prints one JSON document and nothing else. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '..');
const run = (script, ...parameters) =>
  spawnSync(process.execPath, [join(root, script), ...parameters], { cwd: root, stdio: 'inherit' }).status ??
  1;

const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (built.status !== 0) process.exit(1);
const build = await rolldown({
  input: join(root, 'bench/main.ts'),
  platform: 'node',
  external: [/^node:/, '@azure/functions-core'],
});
const file = '.cache/bench.mjs';
await build.write({ file: join(root, file), format: 'esm', codeSplitting: false });
await build.close();
process.exit(run(file, root, ...process.argv.slice(2)));
