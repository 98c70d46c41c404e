/**
 * `npm run package`: the app as it is deployed, as the folder `dist/package` and as one zip file. The same commit gives the
 * same bytes, on every machine and every Node: docs/package.md.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { objection } from './package/check-flows.mjs';
import { appContents, flowsContents } from './package/contents.mjs';
import { zipOf } from './package/zip.mjs';

const root = resolve(import.meta.dirname, '..');
const usage = `npm run package -- [options]

Builds the app and packages it for Azure: dist/package, the folder as it is deployed, and
dist/teams-ivr.zip, the same as one file.

  --flows FOLDER  the flows, with their routes, prompts and calendars; by default what the
                  environment variable IVR_FLOWS says, or flows
  --strict        refuse flows that have warnings too
  --out FILE      write only the zip file, there
  --dist FOLDER   take what was built into this folder, and write there; builds nothing
  --help          this text

Exit code 0: packaged; 1: refused, or it could not be built; 2: wrong use.`;

/** Wrong use ends here. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        flows: { type: 'string', default: process.env.IVR_FLOWS || join(root, 'flows') },
        strict: { type: 'boolean', default: false },
        out: { type: 'string' },
        dist: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    return process.exit(2);
  }
}

function build() {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The app could not be built, so there is nothing to package.');
}

/** With modes of its own, whatever the mask of the shell is. */
function writeFolder(folder, entries) {
  for (const { name, bytes } of entries) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    chmodSync(file, 0o644);
  }
  const folders = new Set(entries.flatMap(({ name }) => foldersOf(name)));
  for (const name of folders) chmodSync(join(folder, name), 0o755);
}

const foldersOf = (name) =>
  name.split('/').map((_part, index, parts) => parts.slice(0, index).join('/') || '.');

const kilobytes = (bytes) => `${Math.ceil(bytes / 1024)} KB`;

function report({ entries, leftOut, zip, out }) {
  const groups = [
    ['functions', ({ name }) => name.startsWith('dist/')],
    ['flows and routes', ({ name }) => name.startsWith('flows/') && name.endsWith('.json')],
    ['prompts and calendars', ({ name }) => name.startsWith('flows/') && !name.endsWith('.json')],
    ['host.json, package.json, licences', ({ name }) => !name.includes('/')],
  ];
  for (const [what, belongs] of groups) {
    const sizes = entries.filter(belongs).map(({ bytes }) => bytes.length);
    const sum = sizes.reduce((total, each) => total + each, 0);
    console.log(`${kilobytes(sum).padStart(8)}  ${what}: ${sizes.length} files`);
  }
  console.log(`${kilobytes(zip.length).padStart(8)}  ${out}, compressed`);
  if (leftOut.length > 0) console.log(`left out of the flows: ${leftOut.join(', ')}`);
  console.log(`sha256 ${createHash('sha256').update(zip).digest('hex')}`);
}

function packageApp(options) {
  const dist = resolve(options.dist ?? join(root, 'dist'));
  const flows = resolve(options.flows);
  const out = resolve(options.out ?? join(dist, 'teams-ivr.zip'));
  if (!statSync(flows, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`There is no folder ${flows}. Name the one of the flows: --flows FOLDER, or IVR_FLOWS.`);
  if (options.dist === undefined) build();
  const { entries: ofFlows, leftOut } = flowsContents(flows);
  const entries = [...appContents(dist), ...ofFlows];
  const staged = mkdtempSync(join(dist, '.package-'));
  try {
    writeFolder(staged, entries);
    const ivr = join(dist, 'cli/ivr.mjs');
    const refusal = objection({ ivr, staged, source: flows, strict: options.strict });
    if (refusal !== undefined) throw new Error(refusal);
    const zip = zipOf(entries);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, zip);
    if (options.out === undefined) {
      rmSync(join(dist, 'package'), { recursive: true, force: true });
      renameSync(staged, join(dist, 'package'));
    }
    report({ entries, leftOut, zip, out });
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

const options = readOptions();
if (options.help) console.log(usage);
else {
  try {
    packageApp(options);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
