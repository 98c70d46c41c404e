/**
 * The curl lines of docs/running-locally.md, run as they stand (ports aside) against the built `ivr dev`, in a
 * process of its own: a caller hears the menu, presses 1 and is transferred.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const page = readFileSync(join(root, 'docs/running-locally.md'), 'utf8');
const hasCurl = spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0;
/** Where there is no curl, a stand-in that takes the same lines. */
const curl = hasCurl ? '' : `curl() { '${process.execPath}' '${join(__dirname, 'curl.mjs')}' "$@"; }\n`;

let dev: ChildProcess;
let url = '';
let graphUrl = '';
let started = '';

function start(): Promise<string> {
  return new Promise((resolveStart, reject) => {
    dev = spawn(process.execPath, ['dist/cli/ivr.mjs', 'dev', '--port', '0', '--graph-port', '0'], {
      cwd: root,
    });
    let output = '';
    const hear = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      if (/^listening on \S+$/m.test(output)) resolveStart(output);
    };
    dev.stdout?.on('data', hear);
    dev.stderr?.on('data', hear);
    dev.on('exit', () => reject(new Error(`ivr dev ended: ${output}`)));
  });
}

beforeAll(async () => {
  const output = await start();
  started = output;
  url = /^listening on (\S+)$/m.exec(output)?.[1] ?? '';
  graphUrl = /^Graph simulator on (\S+)$/m.exec(output)?.[1] ?? '';
}, 30_000);

afterAll(async () => {
  if (dev.exitCode !== null) return;
  const ended = new Promise((resolveEnd) => dev.once('exit', resolveEnd));
  dev.kill('SIGTERM');
  await ended;
}, 15_000);

/** The shell blocks of the page that hold `text`, in their order, with the ports of this run. */
function blocks(text: string): string {
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .map(([, block = '']) => block)
    .filter((block) => block.includes(text))
    .join('\n')
    .replaceAll('http://127.0.0.1:9090', graphUrl)
    .replaceAll('http://127.0.0.1:7071', url);
}

function shell(script: string): { readonly lines: readonly string[]; readonly exitCode: number | null } {
  const run = spawnSync('bash', ['-euc', curl + script], { encoding: 'utf8', timeout: 60_000 });
  return { lines: run.stdout.trim().split('\n'), exitCode: run.status };
}

/** The blocks that place calls: the walk through one that is transferred, and another one that is followed. */
const walkThrough = () => blocks('simulator/calls').split('\n\nCALL=')[0] ?? '';
const following = () => `CALL=${blocks('simulator/calls').split('\n\nCALL=')[1] ?? ''}`;

test('a call is placed, the menu is heard, a key is pressed, and the caller is transferred', () => {
  const { lines, exitCode } = shell(walkThrough());
  expect(exitCode).toBe(0);
  const call = JSON.parse(lines.at(-1) ?? '{}');
  expect(call.state).toBe('terminated');
  const kinds: string[] = call.transcript.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['prompt', 'key', 'request']));
  const requests = call.transcript.filter(({ kind }: { kind: string }) => kind === 'request');
  expect(requests.every(({ status }: { status: number }) => status < 400)).toBe(true);
  const operations: string[] = requests.map(({ operation }: { operation: string }) => operation);
  expect(operations.filter((name) => name === 'answer')).toHaveLength(1);
  expect(operations.filter((name) => name === 'transfer')).toHaveLength(1);
}, 60_000);

test('another call is followed live and hung up; the stream ends with it', () => {
  const { lines, exitCode } = shell(following());
  expect(exitCode).toBe(0);
  const entries = lines
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice('data: '.length)));
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'hangup', by: 'caller' }));
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'state', state: 'terminated' }));
}, 60_000);

test('the app is granted what its flows need, and calls out, which stand in no flow', () => {
  expect(started).toMatch(
    /^permissions granted to the app: Calls\.Initiate\.All, Calls\.InitiateGroupCall\.All, Calls\.AccessMedia\.All \(what the flows need, and calls out to one or several\)$/m,
  );
});

test('the functions say that they are well', () => {
  expect(JSON.parse(shell(blocks('/api/health')).lines[0] ?? '{}')).toEqual({ status: 'ok' });
});

test('the page is served beside the functions', async () => {
  const response = await fetch(`${url}/`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('id="keypad"');
  const status = JSON.parse(await (await fetch(`${url}/console/api/status`)).text());
  expect(status.functions.length).toBeGreaterThan(5);
  expect(status.problems).toEqual([]);
  expect(status.numbers).toContainEqual({ number: '+442079460002', flows: ['practice'] });
});
