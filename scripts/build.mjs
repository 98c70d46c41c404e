/**
 * Builds what the other commands run, into `dist/`:
 *
 * - `functions/main.cjs`: the functions, as the Functions worker and the embedded host load them, and beside it what they
 *   load only where it is needed: the identity library, and what sends telemetry. CommonJS, since both supply
 *   `@azure/functions-core` (the only external) through `require`. Names are kept: error and credential class names are
 *   read by people. Source maps lie beside them and are left out of a deployment.
 * - `cli/ivr.mjs`: the command line in one file.
 * - `console/`: the page, its style and its script.
 * - `THIRD-PARTY-NOTICES.txt`: the licences of what was bundled.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What is built, and the packages that are not bundled. */
const bundles = [
  { input: 'functions/index.ts', file: 'functions/main.cjs', format: 'cjs', platform: 'node', splits: true },
  { input: 'src/cli/main.ts', file: 'cli/ivr.mjs', format: 'esm', platform: 'node', executable: true },
  { input: 'src/console/page/main.ts', file: 'console/page.js', format: 'esm', platform: 'browser' },
];
const pageAssets = ['index.html', 'page.css'];

/** Bundles one entry and returns the ids of the modules that went in. */
async function bundle({ input, file, format, platform, executable = false, splits = false }) {
  if (!existsSync(join(root, input))) throw new Error(`${input} is missing, so dist/${file} cannot be built`);
  const problems = [];
  const build = await rolldown({
    input: join(root, input),
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
    sourcemap: platform === 'node',
    codeSplitting: splits,
    ...(executable ? { banner: '#!/usr/bin/env node' } : {}),
  });
  await build.close();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (executable) chmodSync(join(dist, file), 0o755);
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}

/** The folder in `node_modules` that a module belongs to; undefined for our own. */
function packageFolder(moduleId) {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(moduleId.replaceAll('\\', '/'))?.[1];
}

/** One section per bundled package: name, version, licence and its text where the package carries one. */
function notices(moduleIds) {
  const folders = [...new Set(moduleIds.map(packageFolder).filter((folder) => folder !== undefined))];
  const sections = folders
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => {
      const {
        name,
        version: installed,
        license,
      } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const licenceFile = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text =
        licenceFile === undefined ? '' : `\n${readFileSync(join(folder, licenceFile), 'utf8').trim()}\n`;
      return `${name} ${installed} (${license})\n${text}`;
    });
  return [...new Set(sections)].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

const size = (path) => `${(statSync(path).size / 1024).toFixed(0)} KB`;

async function build() {
  const started = performance.now();
  rmSync(dist, { recursive: true, force: true });
  const moduleIds = (await Promise.all(bundles.map(bundle))).flat();
  for (const asset of pageAssets) cpSync(join(root, 'src/console/page', asset), join(dist, 'console', asset));
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices(moduleIds));
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
