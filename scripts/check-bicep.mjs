/**
 * Compiles and lints the templates with the Bicep CLI: every entry point of `infra/`, and every parameter file. A warning
 * counts as an error. `infra/identity` needs the Microsoft Graph extension from its registry; where there is no way to
 * that, it is said and left out, but not in CI and not with `--all`. Without the CLI, nothing is checked: exit code 3.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
const isComplete = values.all || process.env.CI === 'true';
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

/** What .NET says where a host has no address, or none that answers. What the registry itself says is no such thing. */
const noWay =
  /name or service not known|temporary failure in name resolution|resource temporarily unavailable|no such host is known|nodename nor servname|connection refused|actively refused it|network is unreachable|no route to host|timed out/i;

/** The registry is asked once. Only where each thing that fails is for want of a network, what needs it is left out. */
function isRegistryOutOfReach() {
  const failures = entryPoints
    .filter(needsRegistry)
    .map((name) => run('restore', name))
    .filter(({ passed }) => !passed)
    .flatMap(({ told }) => told.split('\n').filter((line) => /\b(Error|Warning)\b/.test(line)));
  return failures.length > 0 && failures.every((line) => /\bBCP192\b/.test(line) && noWay.test(line));
}

function check() {
  const isLeftOut = !isComplete && isRegistryOutOfReach();
  if (isLeftOut)
    console.log(
      'infra/identity is skipped: there is no way to the registry of the Microsoft Graph extension',
    );
  const checked = (name) => !isLeftOut || !needsRegistry(name);
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
