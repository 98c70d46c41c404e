/**
 * Builds what the other commands run, into `dist/`:
 *
 * - `functions/main.cjs`: the functions, as the Functions worker and the embedded host load them, and beside it what they
 *   load only where it is needed: the identity library, and what sends telemetry. CommonJS, since both supply
 *   `@azure/functions-core` (the only external) through `require`. Names are kept: error and credential class names are
 *   read by people. Source maps lie beside them and are left out of a deployment.
 * - `cli/ivr.mjs`: the command line in one file; `scripts/ivr.mjs` leads to it.
 * - `console/`: the page, its style and its script.
 * - `THIRD-PARTY-NOTICES.txt`: the licences of what was bundled; beside the functions, of what is in them.
 *
 * The same sources give the same bytes wherever they lie. Comments are left out, since those of packages are a sixth of
 * the bundle; lines are kept, so that a stack trace names a place that can be found.
 */
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { noticesOf } from './notices.mjs';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What is built, and the packages that are not bundled. */
const bundles = [
  { input: 'functions/index.ts', file: 'functions/main.cjs', format: 'cjs', platform: 'node', splits: true },
  { input: 'src/cli/main.ts', file: 'cli/ivr.mjs', format: 'esm', platform: 'node' },
  { input: 'src/console/page/main.ts', file: 'console/page.js', format: 'esm', platform: 'browser' },
];
const pageAssets = ['index.html', 'page.css'];

/** Bundles one entry and returns the ids of the modules that went in. */
async function bundle({ input, file, format, platform, splits = false }) {
  if (!existsSync(join(root, input))) throw new Error(`${input} is missing, so dist/${file} cannot be built`);
  const problems = [];
  const build = await rolldown({
    input: join(root, input),
    cwd: root,
    platform,
    external: [/^node:/, '@azure/functions-core'],
    transform: { define: { IVR_VERSION: JSON.stringify(version) } },
    onLog: (level, log) => {
      if (log.code === 'UNRESOLVED_IMPORT') problems.push(log.message);
    },
  });
  const { output } = await build.write({
    ...(splits
      ? { dir: join(dist, dirname(file)), entryFileNames: basename(file), chunkFileNames: '[name].cjs' }
      : { file: join(dist, file) }),
    format,
    keepNames: true,
    minify: platform === 'browser',
    comments: false,
    sourcemap: platform === 'node',
    codeSplitting: splits,
  });
  await build.close();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}

const size = (path) => `${(statSync(path).size / 1024).toFixed(0)} KB`;

async function build() {
  const started = performance.now();
  rmSync(dist, { recursive: true, force: true });
  const moduleIds = await Promise.all(bundles.map(bundle));
  for (const asset of pageAssets) cpSync(join(root, 'src/console/page', asset), join(dist, 'console', asset));
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), noticesOf(moduleIds.flat(), root));
  writeFileSync(join(dist, 'functions/THIRD-PARTY-NOTICES.txt'), noticesOf(moduleIds[0], root));
  const sizes = bundles.map(({ file }) => `${relative(root, join(dist, file))} ${size(join(dist, file))}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.error(`built ${version} in ${seconds} s: ${sizes.join(', ')}`);
}

try {
  await build();
} catch (error) {
  rmSync(join(dist, dirname(bundles[0].file)), { recursive: true, force: true });
  console.error(`build failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
