/** The walk-through of the practice shows what its files say, all of their nodes, and a system that its flow can ask. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadFlow } from '../../src/flow/index.ts';
import { readDirectory } from '../../src/library/flow-directory.ts';
import { calendarReader } from '../../src/library/calendar-reader.ts';

const root = resolve(__dirname, '../..');
const page = readFileSync(join(root, 'docs/practice.md'), 'utf8');
const files = ['practice', 'identify-patient'].map((id) => join(root, `flows/${id}.json`));

type Members = Readonly<Record<string, unknown>>;
interface Written extends Members {
  readonly nodes: Members;
  readonly prompts: Members;
}
const flows = files.map((file): Written => JSON.parse(readFileSync(file, 'utf8')));
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );

const pieces = blocks('json').map((block): Members => JSON.parse(block));
const isScenario = (piece: Members): boolean => Object.hasOwn(piece, 'scenario');
const shown = pieces.filter((piece) => !isScenario(piece)).flatMap((piece) => Object.entries(piece));

test.each(shown)('%s is shown as it is in the file', (name, value) => {
  const written = flows.flatMap((flow) =>
    [flow.nodes, flow.prompts, flow].flatMap((members) =>
      Object.hasOwn(members, name) ? [members[name]] : [],
    ),
  );
  expect(written).toContainEqual(value);
});

test('the scenario is one of those that are shipped', () => {
  const shipped = readdirSync(join(root, 'flows'))
    .filter((name) => /^practice.*\.scenarios\.json$/.test(name))
    .flatMap((name): Members[] => JSON.parse(readFileSync(join(root, 'flows', name), 'utf8')));
  const scenarios = pieces.filter(isScenario);
  expect(scenarios).toHaveLength(1);
  for (const scenario of scenarios) expect(shipped).toContainEqual(scenario);
});

test('every node is shown', () => {
  const names = new Set(shown.map(([name]) => name));
  const nodes = flows.flatMap(({ nodes: all }) => Object.keys(all));
  expect(nodes.length).toBeGreaterThan(35);
  expect(nodes.filter((name) => !names.has(name))).toEqual([]);
});

test('with the address in a setting each file loads if that is set, and else names it', () => {
  const address = 'http://127.0.0.1:7090/';
  const inPage = '"${PRACTICE_API_URL}/patients/find"';
  expect(page).toContain(inPage);
  for (const file of files) {
    const written = readFileSync(file, 'utf8');
    const text = written.replaceAll(address, '${PRACTICE_API_URL}/');
    expect(text).not.toBe(written);
    const load = (setting: string | undefined): readonly string[] => {
      const readCalendar = calendarReader(file, join(root, 'flows'));
      const settings = (name: string): string | undefined =>
        name === 'PRACTICE_API_URL' ? setting : undefined;
      const options = {
        file,
        settings,
        missingSettings: 'refuse',
        readCalendar,
        flows: readDirectory(files, settings),
      } as const;
      const { problems } = loadFlow(text, options);
      return problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    };
    expect(load('https://system.practice.example')).toEqual([]);
    expect(load(undefined).join()).toContain('PRACTICE_API_URL');
  }
});

test('the system that it shows answers what the flow expects, and only to its key', async () => {
  const [code = ''] = blocks('js');
  expect(code).toContain('.listen(7090,');
  const folder = mkdtempSync(join(tmpdir(), 'practice-'));
  const port = '.listen(0, "127.0.0.1", function () { console.log(this.address().port); })';
  writeFileSync(join(folder, 'system.mjs'), code.replace(".listen(7090, '127.0.0.1')", port));
  const system = spawn(process.execPath, [join(folder, 'system.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [first] = await system.stdout.take(1).toArray();
    const ask = (path: string, method: string, key: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${String(first).trim()}${path}`, { method, headers: { 'x-api-key': key } });
    const found = await ask('/patients/find', 'POST', 'secret');
    expect([found.status, await found.json()]).toEqual([
      200,
      { patientId: expect.stringMatching(/^[0-9a-f-]+$/) },
    ]);
    const next = await ask('/patients/4f1a/next-appointment', 'GET', 'secret');
    expect(await next.json()).toEqual({
      startsAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect((await ask('/patients/find', 'POST', 'wrong')).status).toBe(401);
  } finally {
    system.kill();
    rmSync(folder, { recursive: true });
  }
});
