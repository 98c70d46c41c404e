/** `ivr test --explore`: what it prints, how it ends, and that what it finds can be pasted. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-explore-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const flow = (nodes: object, rest: object = {}): string =>
  JSON.stringify({ id: 'desk', version: '1.0.0', locale: 'en-GB', start: 'ask', ...rest, nodes }, null, 2);
const sound = flow({
  ask: { type: 'menu', play: [{ tts: 'Press 1.' }], choices: { '1': 'end' }, onExhausted: 'end' },
  end: { type: 'hangup' },
});
const silent = flow({
  ask: { type: 'prompt', play: [{ tts: 'One moment.' }], next: 'look' },
  look: {
    type: 'http',
    request: { url: 'https://crm.contoso.com/x' },
    timeout: '20s',
    next: 'end',
    onError: 'end',
  },
  end: { type: 'hangup', play: [{ tts: 'Goodbye.' }] },
});

async function ivr(...given: readonly string[]) {
  const printed: string[] = [];
  const noted: string[] = [];
  const exitCode = await runCli(given, {
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    environment: { FLOWS_PATH: '.' },
    workingFolder: folder,
    packageFolder: folder,
    version: '0.0.0',
    stopped: new Promise(() => undefined),
  });
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
}

test('a flow in which nothing is found: how many called, what they saw, the seed', async () => {
  writeFileSync(join(folder, 'desk.json'), sound);
  const { exitCode, printed } = await ivr('test', '--explore', '40', '--seed', '9', '--min', '100');
  expect(printed).toMatch(/^desk {2}40 calls, \d+ a second$/m);
  expect(printed).toMatch(/^desk +2 of 2 +100 % +2 of 2 +100 %$/m);
  expect(printed).toMatch(/nothing found \(seed 9\)$/);
  expect(exitCode).toBe(0);
});

test('a silence is found; the scenario that is printed fails for it when it is pasted', async () => {
  writeFileSync(join(folder, 'desk.json'), silent);
  const { exitCode, printed } = await ivr('test', '--explore', '60');
  expect(exitCode).toBe(1);
  expect(printed).toContain('E2  The caller hears nothing and is not waited for');
  const [scenario = ''] = /^ {2}\{\n[\s\S]*?^ {2}\}$/m.exec(printed) ?? [];
  writeFileSync(join(folder, 'desk.scenarios.json'), `[\n${scenario}\n]`);
  const pasted = await ivr('test', 'desk.scenarios.json');
  expect(pasted.printed).toContain('never a silence over 2000 ms');
  expect(pasted.exitCode).toBe(1);
});

test('a longer silence can be allowed', async () => {
  writeFileSync(join(folder, 'desk.json'), silent);
  const { exitCode, printed } = await ivr('test', 'desk.json', '--explore', '60', '--silence', '21s');
  expect(printed).toContain('nothing found');
  expect(exitCode).toBe(0);
});

test('--json gives one document', async () => {
  writeFileSync(join(folder, 'desk.json'), silent);
  const { printed } = await ivr('test', '--explore', '60', '--json');
  const report = JSON.parse(printed);
  expect(report).toMatchObject({ seed: 1, flows: [{ flow: 'desk', calls: 60, findings: [{ rule: 'E2' }] }] });
  expect(report.flows[0].findings[0].scenario.never).toEqual([{ silenceOver: '2s' }]);
  expect(report.coverage.nodes).toHaveLength(3);
});

test.each([
  [['--explore', '0'], '--explore must be between 1 and 1000000'],
  [['--explore', '10', '--watch'], 'do not go with --explore'],
  [['--seed', '1'], 'go with --explore'],
  [['--explore', '10', '--silence', 'long'], '--silence must be a length of time'],
  [['nothing', '--explore', '10'], 'There is no flow with the id "nothing"'],
])('%j is wrong use', async (options, said) => {
  writeFileSync(join(folder, 'desk.json'), sound);
  const { exitCode, noted } = await ivr('test', ...options);
  expect(noted).toContain(said);
  expect(exitCode).toBe(2);
});

test('what does not load is told, and the rest is explored', async () => {
  writeFileSync(join(folder, 'desk.json'), sound);
  writeFileSync(join(folder, 'bad.json'), sound.replace('"desk"', '"bad"').replace('"hangup"', '"hangupp"'));
  const { exitCode, printed, noted } = await ivr('test', '--explore', '5');
  expect(noted).toContain('bad.json');
  expect(printed).toContain('desk  5 calls');
  expect(exitCode).toBe(1);
});
