import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';

const root = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'ivr-diagram-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ivr(...parameters: readonly string[]) {
  const printed: string[] = [];
  const noted: string[] = [];
  const exitCode = await runCli(parameters, {
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    environment: {},
    workingFolder: folder,
    packageFolder: root,
    version: '9.8.7',
    stopped: new Promise(() => undefined),
  });
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
}

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

const flow = JSON.stringify({
  id: 'small',
  version: '1.0.0',
  locale: 'en-GB',
  start: 'end',
  nodes: { end: { type: 'hangup', reason: '${REASON}' } },
});

test('a flow is printed as SVG unless asked otherwise', async () => {
  const { exitCode, printed, noted } = await ivr('diagram', file('small.json', flow));
  expect([exitCode, noted]).toEqual([0, '']);
  expect(printed).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [\s\S]*<\/svg>$/);
});

test('as Mermaid text it is printed as such', async () => {
  const { exitCode, printed } = await ivr('diagram', file('small.json', flow), '--format', 'mermaid');
  expect(exitCode).toBe(0);
  expect(printed).toMatch(
    /^flowchart TD\n {2}n0\["end<br\/>#40;hangup#41;<br\/>REASON<br\/>SETTING-MISSING"\]\n/,
  );
});

test('calendars and flows beside the file are no problem of it', async () => {
  const days = ['BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20261225', 'SUMMARY:Christmas', 'END:VEVENT'];
  file('holidays.ics', ['BEGIN:VCALENDAR', 'VERSION:2.0', ...days, 'END:VCALENDAR', ''].join('\r\n'));
  const basics = { version: '1.0.0', locale: 'en-GB' };
  const returns = { done: {} };
  const inner = {
    ...basics,
    id: 'inner',
    start: 'done',
    returns,
    nodes: { done: { type: 'return', as: 'done' } },
  };
  file('inner.json', JSON.stringify(inner));
  const office = {
    timeZone: 'Europe/London',
    weekly: { 'mon-fri': ['09:00-17:30'] },
    holidays: [{ ics: 'holidays.ics' }],
  };
  const go = { type: 'subflow', flow: 'inner', on: { done: 'end' } };
  const nodes = {
    ask: { type: 'branch', cases: [{ when: "schedule('office') == 'open'", next: 'go' }], else: 'end' },
    go,
    end: { type: 'hangup' },
  };
  const outer = { ...basics, id: 'outer', start: 'ask', schedules: { office }, nodes };
  const good = await ivr('diagram', file('outer.json', JSON.stringify(outer)), '--format', 'mermaid');
  expect(good.exitCode).toBe(0);
  expect(good.printed).not.toMatch(/CALENDAR|FLOW-/);
  const wrong = JSON.stringify({ ...outer, nodes: { ...nodes, go: { ...go, flow: 'iner' } } });
  const drawn = await ivr('diagram', file('wrong.json', wrong), '--format', 'mermaid');
  expect(drawn.printed).toContain('FLOW-UNKNOWN-FLOW');
});

test('the file that --output names has the same bytes', async () => {
  const { printed } = await ivr('diagram', file('small.json', flow));
  expect(await ivr('diagram', 'small.json', '--output', 'small.svg')).toEqual({
    exitCode: 0,
    printed: '',
    noted: '',
  });
  expect(readFileSync(join(folder, 'small.svg'), 'utf8')).toBe(`${printed}\n`);
});

test('a flow that would not load is drawn with what is wrong', async () => {
  const broken = file('broken.json', flow.replace('"reason":"${REASON}"', '"resaon":"done"'));
  const { exitCode, printed } = await ivr('diagram', broken);
  expect(exitCode).toBe(0);
  expect(printed).toContain('FLOW-UNKNOWN-PROPERTY');
});

test('a file that is no JSON cannot be drawn: its problem, exit code 1', async () => {
  const { exitCode, printed, noted } = await ivr('diagram', file('none.json', '{ "id": '));
  expect([exitCode, printed]).toEqual([1, '']);
  expect(noted).toMatch(/^none\.json:1:\d+ {2}error JSON-SYNTAX /);
});

test.each([
  ['no file', ['diagram'], /missing required argument 'flow'/],
  ['a file that does not exist', ['diagram', 'gone.json'], /^ivr: There is no file gone\.json/],
  [
    'a format that is none',
    ['diagram', 'small.json', '--format', 'png'],
    /^ivr: --format must be svg or mermaid/,
  ],
  ['a place that is none', ['diagram', 'small.json', '--output', 'no/such/folder.svg'], /cannot be written/],
])('%s is wrong use', async (_what, parameters, message) => {
  file('small.json', flow);
  const { exitCode, noted } = await ivr(...parameters);
  expect(exitCode).toBe(2);
  expect(noted).toMatch(message);
});

const shipped = readdirSync(join(root, 'flows')).filter((name) => /^(?!routes)[^.]*\.json$/.test(name));

test.each(shipped)('the shipped %s is drawn without a problem, its calendars read', async (name) => {
  const { exitCode, printed } = await ivr('diagram', join(root, 'flows', name));
  expect(exitCode).toBe(0);
  expect(printed).not.toMatch(/\d (?:error|warning)|CALENDAR-/);
});
