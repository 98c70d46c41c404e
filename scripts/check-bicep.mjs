/**
 * Compiles and lints the templates with the Bicep CLI: every entry point of `infra/`, and every parameter file. A warning
 * counts as an error. `infra/identity` needs the Microsoft Graph extension from its registry; where that cannot be
 * reached, it is said and left out, unless `--all` is given. Without the CLI, nothing is checked: exit code 3.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
const root = resolve(import.meta.dirname, '..');

/** On the PATH, or where `az bicep install` puts it. */
const candidates = ['bicep', join(homedir(), '.azure/bin/bicep')];
const bicep = candidates.find((each) => spawnSync(each, ['--version'], { stdio: 'ignore' }).status === 0);

const files = readdirSync(join(root, 'infra'), { recursive: true })
  .map((name) => `infra/${name.replaceAll('\\', '/')}`)
  .sort();
/** What is deployed by itself; everything else is compiled with it. */
const entryPoints = files.filter((name) => name.endsWith('/main.bicep'));
const parameterFiles = files.filter((name) => name.endsWith('.bicepparam'));
const needsRegistry = (name) => name.startsWith('infra/identity/');

function run(...args) {
  const { status, stdout, stderr, error } = spawnSync(bicep, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const told = `${stderr ?? ''}${args[0] === 'lint' ? stdout : ''}${error?.message ?? ''}`.trim();
  return { passed: status === 0 && !/\bWarning\b/.test(told), told };
}

/** The registry is asked once; what is not in the cache then cannot be compiled. */
const restored = () => entryPoints.filter(needsRegistry).every((name) => run('restore', name).passed);

function check() {
  const withRegistry = restored();
  if (!withRegistry && !values.all)
    console.log('infra/identity is skipped: the Microsoft Graph extension could not be fetched');
  const checked = (name) => withRegistry || values.all || !needsRegistry(name);
  const commands = [
    ...entryPoints.filter(checked).flatMap((name) => [
      ['build', '--stdout', name],
      ['lint', name],
    ]),
    ...parameterFiles.filter(checked).map((name) => ['build-params', '--stdout', name]),
  ];
  const failures = commands.map((command) => run(...command)).filter(({ passed }) => !passed);
  for (const { told } of failures) console.error(told);
  return failures.length === 0 && commands.length > 0 ? 0 : 1;
}

if (bicep === undefined) {
  console.error('The Bicep CLI is neither on the PATH nor in ~/.azure/bin: az bicep install');
  process.exitCode = 3;
} else process.exitCode = check();
