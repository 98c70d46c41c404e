/** `ivr simulate` in a pipe, as it is run: lines in, lines out. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runCli } from '../../../src/cli/run-cli.ts';
import { rehearse } from '../../../src/rehearsal/index.ts';
import { loadScenarios } from '../../../src/scenario/index.ts';
import { boundFlow } from './support.ts';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'ivr-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const monday = ['--at', '2026-10-26T09:00:00Z'];

async function simulate(lines: readonly string[], ...parameters: readonly string[]) {
  const printed: string[] = [];
  const noted: string[] = [];
  const exitCode = await runCli(['simulate', ...parameters], {
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    environment: {},
    workingFolder: folder,
    packageFolder: root,
    version: '9.8.7',
    terminal: { input: Readable.from(lines.map((line) => `${line}\n`)), output: new PassThrough() },
    stopped: new Promise(() => undefined),
  });
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
}

const frontDesk = join(root, 'flows/front-desk.json');
const at = (name: string): string => join(folder, name);

test('keys are pressed when the call waits for them, and the call runs to its end', async () => {
  const { exitCode, printed, noted } = await simulate(['2', '923456'], frontDesk, ...monday);
  expect([exitCode, noted]).toEqual([0, '']);
  expect(printed).toMatchSnapshot();
  expect(printed).not.toContain('923456');
});

test('a key that is pressed at once cuts the prompt; a transfer fails as it was told to', async () => {
  const { printed } = await simulate(['wait 3s', 'transfer busy', 'press 1'], frontDesk, ...monday);
  expect(printed).toMatch(/3\.001 {2}you {4}press 1\n +3\.001 {2}call {3}mainMenu was cut after 0\.9 s/);
  expect(printed).toContain('transfer to sales: busy\n');
  expect(printed).toContain('[nobodyThere]');
});

test('what is said is recorded after the beep', async () => {
  const { printed } = await simulate(
    ['1', '2', 'speak 4s'],
    'practice',
    '--flows',
    join(root, 'flows'),
    ...monday,
  );
  expect(printed).toMatch(/beep[\s\S]*you {4}speak for 4\.0 s[\s\S]*\[messageTaken\]/);
});

test('requests are answered by mocks, then as the person says, else by no network', async () => {
  const flow = {
    id: 'dip',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'pickUp',
    nodes: {
      pickUp: { type: 'answer', next: 'one' },
      one: {
        type: 'http',
        request: { method: 'GET', url: 'https://api.contoso.com/one' },
        next: 'two',
        onError: 'two',
      },
      two: {
        type: 'http',
        request: { method: 'GET', url: 'https://api.contoso.com/two' },
        next: 'pause',
        onError: 'pause',
      },
      pause: { type: 'wait', event: 'external:go', timeout: '1m', next: 'three', onTimeout: 'three' },
      three: {
        type: 'http',
        request: { method: 'GET', url: 'https://api.contoso.com/one' },
        next: 'end',
        onError: 'end',
      },
      end: { type: 'hangup' },
    },
  };
  writeFileSync(at('dip.json'), JSON.stringify(flow));
  writeFileSync(
    at('mocks.json'),
    JSON.stringify({ http: [{ url: '*/one', status: 204, after: '50ms', times: 1 }] }),
  );
  const lines = ['wait 1s', 'answer 418 {"tea": true}', 'raise go {"now": 1}'];
  const saved = ['--save', 'dip.scenarios.json', '--name', 'three requests'];
  const { printed, noted } = await simulate(lines, 'dip.json', '--mocks', 'mocks.json', ...saved, ...monday);
  expect(noted).toMatch(
    /warning FLOW-LONG-SILENCE[\s\S]*\nsaved as "three requests" in dip\.scenarios\.json$/,
  );
  expect(printed).toMatch(/one: 204[\s\S]*two: no answer[\s\S]*raise go \{"now":1\}[\s\S]*one: 418/);
  const [scenario] = JSON.parse(readFileSync(at('dip.scenarios.json'), 'utf8'));
  expect(scenario.mocks.http.at(-1)).toEqual({
    url: 'https://api.contoso.com/one',
    method: 'GET',
    status: 418,
    body: { tea: true },
    times: 1,
  });
});

test('a saved call passes as a scenario; the next one is added to the file under another name', async () => {
  const file = at('calls.scenarios.json');
  writeFileSync(file, '[\n  { "scenario":   "mine", "flow": "front-desk", "steps": [] }\n]\n');
  const usual = 'front-desk, simulated at 2026-10-26T09:00:00Z';
  for (const lines of [['2', '1234', 'hangup'], ['press 0']])
    await simulate(lines, frontDesk, '--save', 'calls.scenarios.json', ...monday);
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^\[\n {2}\{ "scenario": {3}"mine"/);
  const loaded = loadScenarios(text, { file });
  if (loaded.kind === 'problems') throw new Error(text);
  const scenarios = loaded.scenarios.map(({ scenario }) => scenario);
  expect(scenarios.map(({ scenario }) => scenario)).toEqual(['mine', usual, `${usual} (2)`]);
  for (const scenario of scenarios)
    expect(rehearse(boundFlow('front-desk'), scenario)).toMatchObject({ passed: true });
});

test('what cannot be read is told, and the call goes on', async () => {
  const lines = [
    'hangupp',
    'speak',
    'raise',
    'answer 99',
    'transfer away',
    'press a',
    '',
    '// nothing',
    'help',
    'quit',
  ];
  const { exitCode, printed } = await simulate(lines, frontDesk, ...monday);
  expect(exitCode).toBe(0);
  expect(printed).toMatch(/There is no command "hangupp"; did you mean hangup\?/);
  for (const start of ['speak takes', 'raise takes', 'answer takes', 'transfer takes', 'press takes'])
    expect(printed).toMatch(new RegExp(`^${start}`, 'm'));
  expect(printed).toMatch(/^123|^2, 123456#/m);
});

test('what can only be said later is told where the call ends before', async () => {
  const { printed } = await simulate(['hangup', '1'], frontDesk, ...monday);
  expect(printed).toMatch(/the call is over: abandoned$/);
  const lobby = await simulate(['1'], join(root, 'flows/lobby.json'), ...monday);
  expect(lobby.printed).toMatch(/The call ended before it waited for keys\.$/);
});

test('a command that is stopped from outside ends, and leaves the call as it is', async () => {
  let stop: () => void = () => undefined;
  const printed: string[] = [];
  const run = runCli(['simulate', frontDesk, ...monday], {
    print: (line) => {
      printed.push(line);
      if (line.includes('[greeting]')) stop();
    },
    note: () => undefined,
    environment: {},
    workingFolder: folder,
    packageFolder: root,
    version: '9.8.7',
    terminal: { input: new PassThrough(), output: new PassThrough() },
    stopped: new Promise((resolveStopped) => (stop = resolveStopped)),
  });
  expect(await run).toBe(0);
  expect(printed.join('\n')).toContain('[greeting]');
});

const broken = '{ "id": "broken", "version": "1.0.0", "locale": "en-GB", "start": "gone", "nodes": {} }';

test.each([
  ['a file that is not there', ['nothing.json'], 2, /There is no file nothing\.json/],
  [
    'an id that is none',
    ['front-dsk', '--flows', join(root, 'flows')],
    2,
    /no flow with the id "front-dsk"[\s\S]*Did you mean front-desk\?/,
  ],
  [
    'a folder without flows',
    ['front-desk', '--flows', '.'],
    2,
    /There is no flow with the id "front-desk" in \./,
  ],
  ['a flow with problems', ['broken.json'], 1, /^\S*broken\.json:1:\d+ +error FLOW-[\s\S]*\^/],
  ['what is no JSON', ['text.json'], 1, /JSON-SYNTAX/],
  ['an instant that is none', [frontDesk, '--at', 'noon'], 2, /--at must be an instant/],
  ['a setting without a value', [frontDesk, '--setting', 'SALES'], 2, /--setting must be NAME=VALUE/],
  ['a number that is none', [frontDesk, '--from', 'Ada'], 2, /--from must be a phone number/],
  ['mocks that are not there', [frontDesk, '--mocks', 'none.json'], 2, /There is no file none\.json/],
  ['mocks that are none', [frontDesk, '--mocks', 'wrong-mocks.json'], 2, /cannot be used as mocks[\s\S]*\^/],
  ['scenarios without mocks', [frontDesk, '--mocks', 'no-mocks.json'], 2, /No scenario of no-mocks\.json/],
  [
    'a file to save in that has no scenarios',
    [frontDesk, '--save', 'wrong-mocks.json'],
    2,
    /is no file of scenarios/,
  ],
  [
    'a name that is taken',
    [frontDesk, '--save', 'no-mocks.json', '--name', 'bare'],
    2,
    /has a scenario "bare" already/,
  ],
  ['a voice in a pipe', [frontDesk, '--speak'], 2, /--speak needs a terminal/],
])('%s is told before the call: %#', async (_what, parameters, exitCode, message) => {
  writeFileSync(at('broken.json'), broken);
  writeFileSync(at('text.json'), 'hello');
  writeFileSync(at('wrong-mocks.json'), '{ "http": [{ "urll": "*" }] }');
  writeFileSync(at('no-mocks.json'), '[{ "scenario": "bare", "flow": "front-desk", "steps": [] }]');
  const run = await simulate(['1'], ...parameters);
  expect([run.exitCode, run.printed]).toEqual([exitCode, '']);
  expect(run.noted).toMatch(message);
});
