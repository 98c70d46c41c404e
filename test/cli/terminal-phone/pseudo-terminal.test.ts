/** The command as it is built, in a terminal as the system makes them. Skipped where util-linux's `script` is missing. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'ivr-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command in a terminal of its own. */
const program = 'script';
const hasScript = String(spawnSync(program, ['--version'], { encoding: 'utf8' }).output).includes(
  'util-linux',
);
const inTerminal = hasScript ? test : test.skip;

/** Answers what is seen on the screen, each once. */
async function play(command: string, answers: readonly (readonly [seen: string, typed: string])[]) {
  const child = spawn(program, ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, TERM: 'xterm', NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const left = [...answers];
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    const [next] = left;
    if (next === undefined || !screen.includes(next[0])) return;
    left.shift();
    child.stdin.write(next[1]);
  });
  const status = await new Promise((resolveExit) => child.once('close', resolveExit));
  return { screen, status, unanswered: left };
}

inTerminal.each([
  ['is left', '1', 'q', 0],
  ['is interrupted', '1', '\u0003', 0],
])('a call that %s leaves the terminal as it was (SP4)', async (_how, first, last, expected) => {
  const ivr = `node ${join(root, 'dist/cli/ivr.mjs')} simulate ${join(root, 'flows/front-desk.json')} --fast`;
  const command = `stty rows 24 cols 100; stty -g > before; ${ivr}; status=$?; stty -g > after; exit $status`;
  const { screen, status, unanswered } = await play(command, [
    ['waits for: your keys', first],
    ['the call is over: transferred', last],
  ]);
  expect([status, unanswered]).toEqual([expected, []]);
  expect(screen).toContain('\u001b[?25h\u001b[?7h\u001b[?1049l');
  expect(readFileSync(join(folder, 'after'), 'utf8')).toBe(readFileSync(join(folder, 'before'), 'utf8'));
});
