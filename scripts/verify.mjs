/**
 * `npm run verify`: every gate, what CI runs. A gate that fails does not stop the others. `--skip-tests` leaves out the
 * tests where they have just run, and takes over their counts. Ends with the line `N passed, N failed`: tests and gates.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { 'skip-tests': { type: 'boolean', default: false } } });
const root = resolve(import.meta.dirname, '..');
const countsFile = join(root, '.cache/test-counts.json');
const tool = (path) => [process.execPath, join(root, 'node_modules', path)];
const script = (name, ...args) => [process.execPath, join(root, 'scripts', name), ...args];

const filesIn = (folder, ending) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith(ending))
    : [];

/** The tests that search, of which `npm test` does a share: test/support/thoroughness.ts. */
const searchingTests = filesIn('test', '.test.ts').filter((name) =>
  readFileSync(join(root, 'test', name), 'utf8').includes('support/thoroughness.ts'),
);

const browserTests = filesIn('test/browser', '.mjs');

/** Each gate: its commands, or the reason why it is not run, which a command may also tell by its exit code. */
const gates = [
  {
    name: 'format',
    commands: [[...tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  },
  { name: 'lint', commands: [[...tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0']] },
  {
    name: 'types',
    commands: ['.', 'src/console/page'].map((project) => [
      ...tool('typescript/bin/tsc'),
      '--noEmit',
      '-p',
      project,
    ]),
  },
  { name: 'boundaries', commands: [script('boundaries.mjs')] },
  { name: 'dead code', commands: [tool('knip/bin/knip.js')] },
  { name: 'engines', commands: [script('check-engines.mjs')] },
  { name: 'licences', commands: [script('check-licences.mjs')] },
  {
    name: 'thorough search',
    commands: [[...tool('jest/bin/jest.js'), ...searchingTests.map((name) => join('test', name))]],
    environment: { IVR_TEST_THOROUGH: '1' },
  },
  { name: 'bundle smoke test', commands: [script('smoke.mjs')] },
  {
    name: 'bicep',
    commands: [script('check-bicep.mjs')],
    skippedWhere: { exitCode: 3, detail: 'the Bicep CLI is not installed here: az bicep install' },
  },
  {
    name: 'browser tests',
    commands: browserTests.map((file) => [process.execPath, '--test', join('test/browser', file)]),
    skipped: browserTests.length === 0 ? 'there are none in test/browser' : undefined,
  },
];

function runTests() {
  if (!values['skip-tests']) {
    spawnSync(process.execPath, [join(root, 'scripts/test.mjs')], { cwd: root, stdio: 'inherit' });
  }
  return existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : undefined;
}

/** Runs one gate; its output is shown only if it fails, or where it says something about what it left out. */
function runGate({ name, commands, skipped, skippedWhere, environment = {} }) {
  if (skipped !== undefined) return { name, outcome: 'skipped', detail: skipped, seconds: 0 };
  const started = performance.now();
  const failures = [];
  const remarks = [];
  for (const [command, ...args] of commands) {
    const run = spawnSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, ...environment },
    });
    if (run.status === skippedWhere?.exitCode)
      return { name, outcome: 'skipped', detail: skippedWhere.detail, seconds: 0 };
    const text = `${run.stdout ?? ''}${run.stderr ?? ''}${run.error?.message ?? ''}`.trim();
    if (run.status !== 0) failures.push(text || `exit code ${run.status}`);
    else remarks.push(...text.split('\n').filter((line) => line.includes('skipped')));
  }
  const seconds = (performance.now() - started) / 1000;
  const outcome = failures.length === 0 ? 'passed' : 'failed';
  return { name, outcome, detail: (failures.length === 0 ? remarks : failures).join('\n'), seconds };
}

const tests = runTests();
const results = gates.map((gate) => {
  const result = runGate(gate);
  console.log(`${result.outcome.padEnd(7)} ${result.name} (${result.seconds.toFixed(1)} s)`);
  if (result.detail !== '') console.log(result.detail.replaceAll(/^/gm, '        '));
  return result;
});

const count = (outcome) => results.filter((result) => result.outcome === outcome).length;
if (tests === undefined) console.log('The tests have not run: npm test');
console.log(`gates: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
const passed = count('passed') + (tests?.passed ?? 0);
const failed = count('failed') + (tests?.failed ?? 1);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
