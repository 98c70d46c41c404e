import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CommandContext } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/registry.ts';
import { runCli } from '../../src/cli/run-cli.ts';

const root = resolve(__dirname, '../..');

interface Run {
  readonly exitCode: number;
  readonly printed: string;
  readonly noted: string;
}

/** Runs `ivr` in this process until it has printed a line that matches, then stops it as a signal does. */
async function ivr(
  parameters: readonly string[],
  stopAt?: RegExp,
  given: Partial<CommandContext> = {},
): Promise<Run> {
  const printed: string[] = [];
  const noted: string[] = [];
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolveStopped) => (stop = resolveStopped));
  const exitCode = await runCli(parameters, {
    print: (line) => {
      printed.push(line);
      if (stopAt?.test(line) === true) stop();
    },
    note: (line) => noted.push(line),
    environment: {},
    workingFolder: root,
    packageFolder: root,
    version: '9.8.7',
    stopped,
    ...given,
  });
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
}

test('--version prints the version alone', async () => {
  expect(await ivr(['--version'])).toEqual({ exitCode: 0, printed: '9.8.7', noted: '' });
});

test('--help lists every command with its summary', async () => {
  const { exitCode, printed, noted } = await ivr(['--help']);
  expect([exitCode, noted]).toEqual([0, '']);
  for (const { name } of commands) expect(printed).toMatch(new RegExp(`^ +${name} `, 'm'));
});

test.each(commands)(
  '$name --help shows its arguments, options and examples',
  async ({ name, options, ...command }) => {
    const { exitCode, printed, noted } = await ivr([name, '--help']);
    expect([exitCode, noted]).toEqual([0, '']);
    for (const { flags } of options) expect(printed).toContain(flags);
    for (const { notation, description } of command.arguments) {
      expect(printed).toContain(notation);
      expect(printed).toContain(description);
    }
    expect(printed).toMatch(new RegExp(`Examples:\n +\\$ npx ivr ${name}`));
  },
);

test.each([
  ['no command', [], /Say what to do/],
  ['an unknown command', ['hots'], /unknown command 'hots'[\s\S]*Did you mean host\?/],
  ['an unknown option', ['host', '--prot', '1'], /unknown option '--prot'[\s\S]*Did you mean --port\?/],
  ['an option without its value', ['host', '--port'], /'--port <number>' argument missing/],
  ['an argument too many', ['dev', 'more'], /too many arguments/],
  ['a port that is none', ['host', '--port', '70710'], /^ivr: --port must be a port from 0 to 65535/],
  ['a port in words', ['graph', '--port', 'http'], /^ivr: --port must be a port/],
  ['a seed that is none', ['host', '--chaos', 'wild'], /^ivr: --chaos must be a seed/],
  ['a webhook that is no URL', ['graph', '--notify', 'here'], /^ivr: --notify must be a URL/],
])('%s is wrong use: exit code 2, one message, no stack', async (_what, parameters, message) => {
  const { exitCode, printed, noted } = await ivr(parameters);
  expect([exitCode, printed]).toEqual([2, '']);
  expect(noted).toMatch(message);
  expect(noted).not.toMatch(/^\s+at /m);
});

test('an error of a room is its message and its code: exit code 1, no stack', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'ivr-cli-'));
  try {
    const { exitCode, printed, noted } = await ivr(['host', '--app', empty, '--port', '0']);
    expect([exitCode, printed]).toEqual([1, '']);
    expect(noted).toMatch(/^ivr: .+ \(HOST-[A-Z-]+\)$/);
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
});

test('a port in use is told in one line', async () => {
  const other = createServer();
  await new Promise<void>((resolveListen) => other.listen(0, '127.0.0.1', resolveListen));
  const { port } = other.address() as AddressInfo;
  try {
    const { exitCode, noted } = await ivr(['graph', '--port', String(port)]);
    expect(exitCode).toBe(1);
    expect(noted).toMatch(new RegExp(`^ivr: .*${port}.*\\(SIMULATOR-PORT-IN-USE\\)$`));
  } finally {
    other.close();
  }
});

test('graph prints what an app needs to use it, says when it listens, and ends when it is told to', async () => {
  const { exitCode, printed } = await ivr(['graph', '--port', '0'], /^listening on /);
  expect(exitCode).toBe(0);
  expect(printed).toMatch(/^GRAPH_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/v1\.0$/m);
  expect(printed).toMatch(/^NOTIFICATION_OPENID_CONFIGURATION_URL=http:\/\/127\.0\.0\.1:\d+\/\S+$/m);
  expect(printed).toMatch(/^BOT_APP_ID=[0-9a-f-]{36}$/m);
  const url = /^listening on (\S+)$/m.exec(printed)?.[1] ?? '';
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test.each([
  ['everything where nothing is said', [], /: (Calls\.\w+\.All, ){4}Calls\.AccessMedia\.All \(all, /],
  ['what is listed', ['--permissions', 'Calls.Initiate.All'], /: Calls\.Initiate\.All \(by --permissions\)$/],
  [
    'what flows need',
    ['--flows', 'flows'],
    /: Calls\.Initiate\.All, Calls\.AccessMedia\.All \(what the flows need\)$/,
  ],
])('graph says in a line what is granted: %s', async (_what, options, line) => {
  const { exitCode, printed } = await ivr(['graph', '--port', '0', ...options], /^listening on /);
  expect(exitCode).toBe(0);
  const said = printed.split('\n').filter((one) => one.startsWith('permissions granted to the app'));
  expect(said).toEqual([expect.stringMatching(line)]);
});

test('graph does not start where a flow does not load, as nobody knows what it needs', async () => {
  const { exitCode, printed, noted } = await ivr(
    ['graph', '--port', '0', '--flows', 'nowhere'],
    /^listening on /,
  );
  expect([exitCode, printed]).toEqual([1, '']);
  expect(noted).toContain('FLOW-UNREADABLE');
});

test('graph prints the very settings that the page gives to the functions', async () => {
  const page = readFileSync(join(root, 'docs/running-locally.md'), 'utf8');
  const notify = /^npx ivr graph --notify (\S+)$/m.exec(page)?.[1] ?? '';
  const { printed } = await ivr(['graph', '--port', '0', '--notify', notify], /^listening on /);
  const url = /^listening on (\S+)$/m.exec(printed)?.[1] ?? '';
  const block = /^GRAPH_BASE_URL=[\s\S]*?^npx ivr host$/m.exec(page)?.[0] ?? '';
  const given = (text: string): string[] => text.match(/\b[A-Z_]+=\S+/g) ?? [];
  expect(given(block).length).toBeGreaterThan(5);
  expect(given(printed)).toEqual(given(block.replaceAll('http://127.0.0.1:9090', url)));
});
