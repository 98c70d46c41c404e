/** `ivr check`: what people and programs get, and how it ends. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-check-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const flow = (nodes: object, rest: object = {}): string =>
  JSON.stringify({ id: 'desk', version: '1.0.0', locale: 'en-GB', start: 'go', ...rest, nodes }, null, 2);
const go = (to: string) => ({
  go: { type: 'transfer', to: 'sales', mode: 'blind', onBusy: to, onNoAnswer: to, onFailed: to },
  end: { type: 'hangup' },
});
const sales = { targets: { sales: { user: '${SALES_USER_ID}' } } };
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
};

async function check(...given: readonly string[]) {
  const printed: string[] = [];
  const noted: string[] = [];
  const exitCode = await runCli(['check', ...given], {
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

test('a flow in order is told its limits, and ends with 0', async () => {
  write('desk.json', flow({ go: { type: 'hangup' } }));
  expect(await check('desk.json')).toEqual({
    exitCode: 0,
    printed: [
      'desk.json: a call lasts at most 1 s and makes at most 2 requests to Graph.',
      'desk.json: needs no permission.',
      '1 file checked: 0 errors, 0 warnings, 0 remarks.',
    ].join('\n'),
    noted: '',
  });
});

test('an error is shown with its place and an excerpt, and ends with 1', async () => {
  write('desk.json', flow(go('emd'), sales));
  const { exitCode, printed } = await check('desk.json');
  expect(exitCode).toBe(1);
  expect(printed).toContain(`desk.json:16:17  error FLOW-UNKNOWN-NODE  There is no node "emd" in this flow.
  16 |       "onBusy": "emd",
     |                 ^^^^^
  Did you mean end?
`);
  expect(printed).toContain('1 file checked: 3 errors, 1 warning, 0 remarks.');
});

test('a missing setting is a warning, which only a strict check refuses', async () => {
  write('desk.json', flow(go('end'), sales));
  expect(await check('desk.json')).toMatchObject({ exitCode: 0 });
  const strict = await check('desk.json', '--strict');
  expect(strict.exitCode).toBe(1);
  expect(strict.printed).toContain('warning SETTING-MISSING');
});

test('a program gets the problems of every file as JSON, the file as it was given', async () => {
  write('desk.json', flow(go('end'), sales));
  write('broken.json', '{ "id": ');
  const { exitCode, printed } = await check('./desk.json', 'broken.json', '--json');
  expect(exitCode).toBe(1);
  expect(JSON.parse(printed)).toEqual({
    files: [
      {
        file: './desk.json',
        problems: [
          {
            code: 'SETTING-MISSING',
            severity: 'warning',
            message: expect.stringContaining('SALES_USER_ID'),
            line: 8,
            column: 15,
            pointer: '/targets/sales/user',
          },
        ],
        limits: { longestCall: expect.any(Number), mostGraphRequests: 5, longestSilence: expect.any(Number) },
        permissions: [
          {
            name: 'Calls.Initiate.All',
            neededBy: [{ flow: 'desk', node: 'go', operation: 'transfer' }],
          },
          { name: 'Calls.AccessMedia.All', neededBy: expect.any(Array) },
        ],
      },
      { file: 'broken.json', problems: [expect.objectContaining({ code: 'JSON-SYNTAX', line: 1 })] },
    ],
  });
});

test('without files the flows folder is checked, its routes too', async () => {
  write('desk.json', flow({ go: { type: 'hangup' } }));
  write('desk.scenarios.json', '[]');
  write('routes.json', JSON.stringify({ otherwise: { flow: 'dask' } }));
  const { exitCode, printed } = await check();
  expect(exitCode).toBe(1);
  expect(printed).toContain('routes.json:1:22  error ROUTES-UNKNOWN-FLOW');
  expect(printed).toContain('2 files checked: 1 error, 0 warnings, 0 remarks.');
});

test('a flow that cannot be read hides which flows there are, so routes are not said to miss one', async () => {
  write('desk.json', flow({ go: { type: 'hangup' } }));
  write('menu.json', '{ "id": "menu", }');
  write('routes.json', JSON.stringify({ otherwise: { flow: 'menu' } }));
  const { printed } = await check();
  expect(printed).toContain('menu.json:1:17  error JSON-SYNTAX');
  expect(printed).not.toContain('ROUTES-UNKNOWN-FLOW');
});

test('in routes a missing setting is a warning too', async () => {
  write('desk.json', flow({ go: { type: 'hangup' } }));
  write(
    'routes.json',
    JSON.stringify({ numbers: { '+442079460000': '${DESK_ID}' }, otherwise: { flow: 'desk' } }),
  );
  const { exitCode, printed } = await check();
  expect(exitCode).toBe(0);
  expect(printed).toContain('warning SETTING-MISSING');
});

test('two flows cannot have one id', async () => {
  write('desk.json', flow({ go: { type: 'hangup' } }));
  write('other.json', flow({ go: { type: 'hangup' } }));
  const { exitCode, printed } = await check();
  expect(exitCode).toBe(1);
  expect(printed).toContain('other.json:2:9  error FLOW-ID-TAKEN');
});

test('what depends on the day is judged for the day that is given', async () => {
  const weekly = { 'mon-fri': ['09:00-17:30'] };
  const holidays = [{ date: '2026-12-25', name: 'Christmas Day' }];
  const office = { timeZone: 'Europe/London', weekly, holidays };
  const cases = [{ when: "schedule('office') == 'open'", next: 'end' }];
  const nodes = { go: { type: 'branch', cases, else: 'end' }, end: { type: 'hangup' } };
  write('desk.json', flow(nodes, { schedules: { office } }));
  expect((await check('desk.json', '--at', '2026-11-20')).printed).not.toContain('warning FLOW-');
  expect((await check('desk.json', '--at', '2026-12-01')).printed).toContain('warning FLOW-');
});

test.each([
  [['missing.json'], /no file missing\.json/],
  [['routes.json'], /no file routes\.json/],
  [['--at', 'tomorrow'], /--at must be a day/],
  [['--loud'], /unknown option/],
])('%j is wrong use', async (given, message) => {
  const { exitCode, noted } = await check(...given);
  expect(exitCode).toBe(2);
  expect(noted).toMatch(message);
});

test('a flow that enters one that does not load is refused too, also where only itself is named', async () => {
  const inner = { id: 'inner', version: '1.0.0', locale: 'en-GB', start: 'done', returns: { done: {} } };
  const done = { type: 'return', as: 'done' };
  const nodes = { go: { type: 'subflow', flow: 'inner', on: { done: 'end' } }, end: { type: 'hangup' } };
  write('desk.json', flow(nodes));
  write('inner.json', JSON.stringify({ ...inner, nodes: { done } }));
  expect(await check('desk.json')).toMatchObject({ exitCode: 0 });
  write('inner.json', JSON.stringify({ ...inner, nodes: { done, alone: { type: 'hangup' } } }));
  const { exitCode, printed } = await check('desk.json');
  expect(exitCode).toBe(1);
  expect(printed).toContain('desk.json:9:15  error FLOW-SUBFLOW-BROKEN');
  expect(printed).toMatch(/"flow": "inner",\n +\| +\^{7}/);
});

test('audio that is not there is told where the flow names it', async () => {
  const nodes = {
    go: { type: 'prompt', play: [{ audio: 'hello.wav' }, 'bye'], next: 'end' },
    end: { type: 'hangup', play: ['bye'] },
  };
  write('desk.json', flow(nodes, { prompts: { bye: { 'en-GB': { audio: '../bye.wav' } } } }));
  const { printed } = await check('desk.json');
  expect(printed).toMatch(
    /desk\.json:\d+:\d+ {2}error AUDIO-MISSING .*"hello\.wav".*\n.*"audio": "hello\.wav"\n +\| +\^+/,
  );
  expect(printed).toMatch(
    /desk\.json:\d+:\d+ {2}error AUDIO-OUTSIDE .*\n.*"audio": "\.\.\/bye\.wav"\n +\| +\^+/,
  );
});
