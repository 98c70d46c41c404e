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

const shipped = readdirSync(join(root, 'flows')).filter((name) => /^(?!routes).*\.json$/.test(name));

test.each(shipped)('the shipped %s is drawn without a problem, its calendars read', async (name) => {
  const { exitCode, printed } = await ivr('diagram', join(root, 'flows', name));
  expect(exitCode).toBe(0);
  expect(printed).not.toMatch(/\d (?:error|warning)|CALENDAR-/);
});
