/** `ivr test`: what people and programs get, and how it ends. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CommandContext } from '../../src/cli/command.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { classesOf, readXml, withClass } from '../diagram/read-xml.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const put = (name: string, content: unknown): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
};

function context(changes: Partial<CommandContext> = {}) {
  const printed: string[] = [];
  const noted: string[] = [];
  const whole: CommandContext = {
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    environment: {},
    workingFolder: folder,
    packageFolder: folder,
    version: '0.0.0',
    stopped: new Promise(() => undefined),
    ...changes,
  };
  return { whole, printed, noted };
}

async function ivrTest(given: readonly string[], changes: Partial<CommandContext> = {}) {
  const { whole, printed, noted } = context(changes);
  const exitCode = await runCli(['test', ...given], whole);
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
}

const desk = {
  id: 'desk',
  version: '1.0.0',
  locale: 'en-GB',
  start: 'main',
  targets: { sales: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } },
  prompts: { choices: { 'en-GB': { text: 'For sales, press 1.' } } },
  nodes: {
    main: { type: 'menu', play: ['choices'], choices: { '1': 'sales' }, onExhausted: 'bye' },
    sales: {
      type: 'transfer',
      to: 'sales',
      mode: 'blind',
      onBusy: 'bye',
      onNoAnswer: 'bye',
      onFailed: 'bye',
    },
    bye: { type: 'hangup' },
  },
};
const one = {
  scenario: 'sales',
  flow: 'desk',
  steps: [
    { press: '1', during: 'choices' },
    { expect: { transfer: 'sales' } },
    { expect: { end: 'transferred' } },
  ],
};
const silent = { scenario: 'nobody speaks', flow: 'desk', steps: [{ expect: { end: 'completed' } }] };
const busy = (outcome: string) => ({
  scenario: `sales: ${outcome}`,
  flow: 'desk',
  steps: [
    { fault: { transfer: 'sales', outcome } },
    { press: '1', during: 'choices' },
    { expect: { node: 'bye' } },
  ],
});

test('scenarios that pass end with 0; without a name they are those of the flows folder', async () => {
  put('flows/desk.json', desk);
  put('flows/desk.scenarios.json', [one, silent]);
  const { exitCode, printed, noted } = await ivrTest([]);
  expect([exitCode, noted]).toEqual([0, '']);
  expect(printed).toMatch(
    /^flows\/desk\.scenarios\.json\n {2}pass {2}sales {2}\d\.\d s\n {2}pass {2}nobody speaks {2}\d+ s\n\n2 passed, 0 failed \(\d\.\d s\)$/,
  );
});

test('FLOWS_PATH names another folder; --flows names where the flows of scenarios are', async () => {
  put('calls/desk.json', desk);
  put('calls/desk.scenarios.json', [one]);
  put('tests/desk.scenarios.json', [one]);
  expect((await ivrTest([], { environment: { FLOWS_PATH: 'calls' } })).exitCode).toBe(0);
  expect((await ivrTest(['tests', '--flows', 'calls'])).exitCode).toBe(0);
  const { exitCode, printed } = await ivrTest(['tests']);
  expect(exitCode).toBe(1);
  expect(printed).toContain('SCENARIO-UNKNOWN-FLOW');
});

test('a scenario that fails ends with 1, and says what happened and where that stands', async () => {
  put('desk.json', desk);
  put('desk.scenarios.json', [{ ...one, steps: [{ expect: { transfer: 'sales' }, within: '1s' }] }, silent]);
  const { exitCode, printed } = await ivrTest(['desk.scenarios.json']);
  expect(exitCode).toBe(1);
  expect(printed).toMatch(
    / {2}FAIL {2}sales .*\n {8}desk\.scenarios\.json:8:23\n {10}8 \| +"transfer": "sales"\n {12}\| +\^{7}\n/,
  );
  expect(printed).toMatch(/1 passed, 1 failed/);
});

test('a broken file is told, and keeps no other from running', async () => {
  put('desk.json', desk);
  put('broken.scenarios.json', '[{ "scenario": ');
  put('desk.scenarios.json', [silent, { ...one, steps: [{ expect: { node: 'mian' } }] }]);
  const { exitCode, printed } = await ivrTest(['.']);
  expect(exitCode).toBe(1);
  expect(printed).toContain('broken.scenarios.json:1:2  error JSON-SYNTAX');
  expect(printed).toMatch(
    /desk\.scenarios\.json:\d+:\d+ {2}error SCENARIO-UNKNOWN-NODE [\s\S]*Did you mean main\?/,
  );
  expect(printed).toMatch(/1 passed, 0 failed, 1 could not run/);
});

test('a flow that is wrong is told once, however many scenarios call it; a warning keeps nothing from running', async () => {
  put('desk.json', { ...desk, start: 'mian' });
  put('other.json', { ...desk, id: 'other', targets: { sales: { user: '${SALES_ID}' } } });
  put('desk.scenarios.json', [one, silent]);
  put('other.scenarios.json', [{ ...one, flow: 'other', steps: [{ raise: 'paid' }] }]);
  const { exitCode, printed } = await ivrTest(['.']);
  expect(exitCode).toBe(1);
  expect(printed.match(/desk\.json:5:12 {2}error FLOW-UNKNOWN-NODE/g)).toHaveLength(1);
  expect(printed).toContain('warning SCENARIO-UNKNOWN-EVENT');
  expect(printed).not.toContain('SETTING-MISSING');
  expect(printed).toMatch(/1 passed, 0 failed, 2 could not run/);
});

test('what is wrong with a flow that is entered is told too', async () => {
  put('desk.json', { ...desk, nodes: { ...desk.nodes, bye: { type: 'subflow', flow: 'rates', on: {} } } });
  put('rates.json', {
    ...desk,
    id: 'rates',
    start: 'tell',
    nodes: { tell: { type: 'hangup', resaon: 'x' } },
  });
  put('desk.scenarios.json', [silent]);
  const { printed } = await ivrTest(['.']);
  expect(printed).toContain('FLOW-SUBFLOW-BROKEN');
  expect(printed).toMatch(/rates\.json:\d+:\d+ {2}error FLOW-UNKNOWN-PROPERTY/);
});

test('settings are those of the scenario, then those of the environment', async () => {
  put('desk.json', { ...desk, nodes: { ...desk.nodes, bye: { type: 'hangup', reason: '${WHY}' } } });
  put('desk.scenarios.json', [silent, { ...silent, scenario: 'with settings', settings: { WHY: 'mine' } }]);
  const { printed } = await ivrTest(['.', '--json'], { environment: { WHY: 'theirs' } });
  const { scenarios } = JSON.parse(printed);
  const reasons = scenarios.map(
    ({ transcript }: { transcript: { reason?: string }[] }) => transcript.at(-1)?.reason,
  );
  expect(reasons).toEqual(['theirs', 'mine']);
});

test('--json is one document and nothing else', async () => {
  put('desk.json', desk);
  put('desk.scenarios.json', [one]);
  const { exitCode, printed, noted } = await ivrTest(['.', '--json', '--coverage']);
  expect([exitCode, noted]).toEqual([0, '']);
  expect(JSON.parse(printed)).toMatchObject({
    scenarios: [
      { scenario: 'sales', flow: 'desk', passed: true, failures: [], end: 'transferred', variables: {} },
    ],
    coverage: {
      nodes: [
        { flow: 'desk', node: 'main', entered: 1 },
        { flow: 'desk', node: 'sales', entered: 1 },
        { flow: 'desk', node: 'bye', entered: 0 },
      ],
      outcomes: expect.arrayContaining([
        { flow: 'desk', node: 'main', outcome: '1', to: 'sales', taken: 1 },
        { flow: 'desk', node: 'sales', outcome: 'onBusy', to: 'bye', taken: 0 },
      ]),
    },
  });
});

describe('--min', () => {
  test('ends with 1 below it, and says what is missing', async () => {
    put('desk.json', desk);
    put('desk.scenarios.json', [one, silent, busy('busy')]);
    const { exitCode, printed, noted } = await ivrTest(['.', '--min', '100']);
    expect(exitCode).toBe(1);
    expect(printed).toContain('3 passed, 0 failed');
    expect(printed).toMatch(
      /never taken in desk:\n {2}sales: onNoAnswer -> bye\n {2}sales: onFailed -> bye$/,
    );
    expect(noted).toBe('ivr: The scenarios cover less than 100 % of the nodes, or of their outcomes.');
  });

  test('a flow of the folder that no scenario calls is not covered; where a file is named it is not looked at', async () => {
    put('desk.json', desk);
    put('other.json', { ...desk, id: 'other' });
    put('desk.scenarios.json', [one, silent, ...['busy', 'noAnswer', 'failed'].map(busy)]);
    const ofFolder = await ivrTest(['.', '--min', '100', '--diagram', 'pictures']);
    expect(ofFolder.exitCode).toBe(1);
    expect(ofFolder.printed).toMatch(/^other +0 of 3 +0 % +0 of 5 +0 %$/m);
    expect(existsSync(join(folder, 'pictures/other.svg'))).toBe(true);
    expect((await ivrTest(['desk.scenarios.json', '--min', '100'])).exitCode).toBe(0);
  });

  test('ends with 0 where it is reached, and says nothing of it', async () => {
    put('desk.json', desk);
    put('desk.scenarios.json', [one, silent, ...['busy', 'noAnswer', 'failed'].map(busy)]);
    const { exitCode, printed } = await ivrTest(['.', '--min', '100']);
    expect(exitCode).toBe(0);
    expect(printed).not.toContain('outcomes');
  });
});

test('--junit writes XML beside what is printed, into folders that may not exist yet', async () => {
  put('desk.json', desk);
  put('desk.scenarios.json', [one]);
  const { exitCode, printed } = await ivrTest(['.', '--junit', 'out/results.xml']);
  expect([exitCode, printed.includes('1 passed')]).toEqual([0, true]);
  const xml = readFileSync(join(folder, 'out/results.xml'), 'utf8');
  expect(readXml(xml.replace(/^<\?xml.*\?>\n/, '').trimEnd()).attributes.get('tests')).toBe('1');
});

test('--diagram draws where calls went, in every flow that they came to', async () => {
  const entering = {
    ...desk,
    nodes: {
      ...desk.nodes,
      bye: { type: 'subflow', flow: 'rates', on: { done: 'end' } },
      end: { type: 'hangup' },
    },
  };
  put('desk.json', entering);
  put('rates.json', {
    ...desk,
    id: 'rates',
    start: 'tell',
    returns: { done: {} },
    nodes: { tell: { type: 'return', as: 'done' } },
  });
  put('desk.scenarios.json', [silent]);
  const drawn = await ivrTest(['.', '--diagram', 'pictures']);
  expect([drawn.exitCode, drawn.printed]).toEqual([0, expect.stringContaining('1 passed')]);
  const drawing = readXml(readFileSync(join(folder, 'pictures/desk.svg'), 'utf8').trimEnd());
  const untaken = withClass(drawing, 'node').map((node) => classesOf(node).includes('untaken'));
  expect(untaken).toEqual([false, true, false, false]);
  expect(readFileSync(join(folder, 'pictures/rates.svg'), 'utf8')).toContain('entered ×1');
});

test('colours are for terminals; progress is shown where somebody watches, and leaves nothing behind', async () => {
  put('desk.json', desk);
  put('desk.scenarios.json', [one]);
  expect((await ivrTest(['.'])).printed).not.toContain('\u001b');
  expect((await ivrTest(['.'], { hasColours: true })).printed).toContain('\u001b[32mpass');
});

test.each<[string, readonly string[], RegExp]>([
  ['scenarios that are not there', ['nowhere'], /^ivr: There is no nowhere\./],
  ['a folder without scenarios', ['.'], /^ivr: There are no scenarios in \.:/],
  ['no percentage', ['--min', '101'], /^ivr: --min must be a percentage from 0 to 100/],
  ['two that do not go together', ['--json', '--watch'], /^ivr: --json gives one document/],
  ['an option that there is not', ['--wacth'], /Did you mean --watch/],
])('%s is wrong use', async (_what, given, message) => {
  const { exitCode, printed, noted } = await ivrTest(given);
  expect([exitCode, printed]).toEqual([2, '']);
  expect(noted).toMatch(message);
});

test('a report that cannot be written is wrong use', async () => {
  put('desk.json', desk);
  put('desk.scenarios.json', [one]);
  const { exitCode, noted } = await ivrTest(['.', '--junit', 'desk.json/results.xml']);
  expect(exitCode).toBe(2);
  expect(noted).toContain('results.xml cannot be written.');
});

test('what is stopped runs no further, and ends with 1', async () => {
  put('desk.json', desk);
  put('desk.scenarios.json', [one]);
  const { exitCode, printed, noted } = await ivrTest(['.'], { stopped: Promise.resolve() });
  expect([exitCode, printed, noted]).toEqual([1, '', 'Stopped: the rest was not run.']);
});

test('the help shows every option', async () => {
  const { exitCode, printed } = await ivrTest(['--help']);
  expect(exitCode).toBe(0);
  for (const option of ['--flows', '--coverage', '--min', '--diagram', '--junit', '--json', '--watch'])
    expect(printed).toContain(option);
});

describe('--watch', () => {
  /** Lines as they come; `next` waits for one that fits. */
  function listening() {
    const lines: string[] = [];
    let wake = (): void => undefined;
    const heard = (line: string): void => {
      lines.push(line);
      wake();
    };
    const next = async (pattern: RegExp): Promise<string> => {
      for (;;) {
        const index = lines.findIndex((line) => pattern.test(line));
        if (index >= 0) return lines.splice(0, index + 1).at(-1) ?? '';
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    };
    return { heard, next };
  }

  test('runs again when a flow or a scenario changes, tells what is broken meanwhile, and ends when it is stopped', async () => {
    put('flows/desk.json', desk);
    put('flows/desk.scenarios.json', [one]);
    const { heard, next } = listening();
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const { whole } = context({ print: heard, note: heard, stopped });
    const ended = runCli(['test', '--watch'], whole);

    await next(/^1 passed, 0 failed/);
    await next(/^Waiting for changes/);
    put('flows/desk.scenarios.json', [one, silent]);
    await next(/^2 passed, 0 failed/);
    await next(/^Waiting for changes/);
    put('flows/desk.json', '{ "id": ');
    await next(/^0 passed, 0 failed, 2 could not run/);
    await next(/^Waiting for changes/);
    put('flows/desk.scenarios.json', 'no JSON');
    await next(/JSON-SYNTAX/);
    await next(/^Waiting for changes/);
    rmSync(join(folder, 'flows/desk.scenarios.json'));
    await next(/^ivr: There are no scenarios in flows/);
    await next(/^Waiting for changes/);
    put('flows/desk.json', desk);
    put('flows/desk.scenarios.json', [one]);
    await next(/^1 passed, 0 failed/);
    stop();
    expect(await ended).toBe(0);
  });

  test('what is wrong use at the beginning ends it', async () => {
    expect((await ivrTest(['--watch'])).exitCode).toBe(2);
  });
});

test('the flows of this package pass from anywhere, with their audio', async () => {
  cpSync(join(__dirname, '../../flows'), join(folder, 'flows'), { recursive: true });
  put('calls.scenarios.json', [
    {
      scenario: 'sales',
      flow: 'front-desk',
      steps: [
        { press: '1', during: 'mainMenu' },
        { expect: { transfer: 'sales' } },
        { expect: { end: 'transferred' } },
      ],
    },
  ]);
  const { exitCode, printed } = await ivrTest(['calls.scenarios.json', '--flows', 'flows']);
  expect([exitCode, printed.includes('1 passed')]).toEqual([0, true]);
});

test('--depth host runs the same calls through functions, host and simulator, with the same results', async () => {
  put('desk.json', desk);
  put('desk.scenarios.json', [
    one,
    { ...one, scenario: 'nobody there', steps: [{ expect: { node: 'nowhere' } }] },
  ]);
  const alone = await ivrTest(['desk.scenarios.json', '--flows', '.', '--json']);
  const hosted = await ivrTest(['desk.scenarios.json', '--flows', '.', '--json', '--depth', 'host']);
  expect(hosted).toEqual(alone);
  expect((await ivrTest(['--depth', 'bottom'])).exitCode).toBe(2);
});
