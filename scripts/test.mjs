/**
 * `npm test`: builds, then runs every test that needs nothing but Node. Arguments go to jest. Ends with the line
 * `N passed, N failed`; a test file that could not be run counts as one failed. A run without arguments leaves its
 * counts in `.cache/test-counts.json`, where `npm run verify -- --skip-tests` finds them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const passedOn = process.argv.slice(2);
const countsFile = join(root, '.cache/test-counts.json');

function runNode(script, args) {
  return (
    spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' }).status ?? 1
  );
}

function runJest() {
  const folder = mkdtempSync(join(tmpdir(), 'ivr-test-'));
  const outputFile = join(folder, 'result.json');
  try {
    const exitCode = runNode('node_modules/jest/bin/jest.js', [
      '--json',
      `--outputFile=${outputFile}`,
      ...passedOn,
    ]);
    if (!existsSync(outputFile)) return { passed: 0, failed: 1, exitCode };
    const result = JSON.parse(readFileSync(outputFile, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return { passed: result.numPassedTests, failed, exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

rmSync(countsFile, { force: true });
const built = runNode('scripts/build.mjs', []) === 0;
const { passed, failed, exitCode } = built ? runJest() : { passed: 0, failed: 1, exitCode: 1 };
if (passedOn.length === 0) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(countsFile, JSON.stringify({ passed, failed }));
}
process.exitCode = exitCode === 0 && failed === 0 && passed > 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
