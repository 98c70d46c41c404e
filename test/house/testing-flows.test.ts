/** The page about testing flows: its scenarios are run, its report is what comes of one, its commands exist. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCommand } from '../../src/cli/commands/test.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { root } from '../support/repository.ts';

const page = readFileSync(join(root, 'docs/testing-flows.md'), 'utf8');
const fences = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
  language,
  text,
}));
const json = fences.filter(({ language }) => language === 'json').map(({ text }) => text);
const isFlow = (text: string): boolean => text.startsWith('{');
const scenarios = json.filter((text) => !isFlow(text));
const failing = 'the greeting comes again';

/** Runs a text as a file of scenarios beside the shipped front desk and the flows of the page. */
async function run(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'ivr-page-'));
  try {
    for (const flow of json.filter(isFlow)) {
      const { id }: { readonly id: string } = JSON.parse(flow);
      writeFileSync(join(folder, `${id}.json`), flow);
    }
    const { prompts, ...desk } = JSON.parse(readFileSync(join(root, 'flows/front-desk.json'), 'utf8'));
    writeFileSync(
      join(folder, 'front-desk.json'),
      JSON.stringify({ ...desk, prompts: withoutAudio(prompts) }),
    );
    writeFileSync(join(folder, 'front-desk.scenarios.json'), text);
    const printed: string[] = [];
    const noted: string[] = [];
    const exitCode = await runCli(['test', 'front-desk.scenarios.json'], {
      print: (line) => printed.push(line),
      note: (line) => noted.push(line),
      environment: {},
      workingFolder: folder,
      packageFolder: root,
      version: '0.0.0',
      stopped: new Promise(() => undefined),
    });
    return { exitCode, printed: printed.join('\n'), noted };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The words alone: how long the audio of the front desk is does not matter here. */
const withoutAudio = (
  prompts: Readonly<Record<string, Readonly<Record<string, { readonly text: string }>>>>,
) =>
  Object.fromEntries(
    Object.entries(prompts).map(([name, locales]) => [
      name,
      Object.fromEntries(Object.entries(locales).map(([locale, { text }]) => [locale, { text }])),
    ]),
  );

const named = scenarios.map((text) => [/"scenario": "(.*)"/.exec(text)?.[1] ?? '', text] as const);

test.each(named.filter(([name]) => name !== failing))('"%s" and those with it pass', async (_name, text) => {
  const { exitCode, printed } = await run(text);
  expect(printed).toMatch(/^\d+ passed, 0 failed /m);
  expect(exitCode).toBe(0);
});

test('there are scenarios for what a caller does, what must come, what goes wrong and other systems', () => {
  expect(named.length).toBeGreaterThanOrEqual(7);
});

test('the report on the page is that of the scenario before it', async () => {
  const [, text = ''] = named.find(([name]) => name === failing) ?? [];
  const { exitCode, printed } = await run(text);
  const [report] = fences.filter(({ language }) => language === 'text');
  expect(exitCode).toBe(1);
  const withoutWallTime = (shown: string): string => shown.replace(/\(\d+\.\d s\)/, '(0.1 s)').trimEnd();
  expect(withoutWallTime(report?.text ?? '')).toBe(withoutWallTime(printed));
});

test('every option of the command is on the page, and no other', () => {
  const known = testCommand.options.map(({ flags }) => flags.split(' ')[0] ?? '');
  const onPage = [...page.matchAll(/(?<=[ `])--[a-z-]+/g)].map(([option]) => option);
  expect([...new Set(onPage)].sort()).toEqual([...known].sort());
});
