/** The page about generated callers: its rules are those of the code, its report is what comes of its flow. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';
import { root } from '../support/repository.ts';

const page = readFileSync(join(root, 'docs/exploring.md'), 'utf8');
const fenced = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? '';

test('the rules are those of the code, word for word', () => {
  const code = readFileSync(join(root, 'src/exploration/rules/index.ts'), 'utf8');
  const stated = [...code.matchAll(/^ \* (E\d+) +(.*)$/gm)].map(([, rule, text]) => `${rule}: ${text}`);
  const shown = [...page.matchAll(/^\| (E\d+) +\| (.*?) +\|$/gm)].map(([, rule, text]) => `${rule}: ${text}`);
  expect(stated.length).toBeGreaterThan(10);
  expect(shown).toEqual(stated);
});

test('its report is what comes of its flow', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ivr-page-'));
  try {
    writeFileSync(join(folder, 'order-line.json'), fenced('json'));
    const printed: string[] = [];
    const exitCode = await runCli(['test', 'order-line.json', '--explore', '100'], {
      print: (line) => printed.push(line),
      note: () => undefined,
      environment: {},
      workingFolder: folder,
      packageFolder: root,
      version: '0.0.0',
      stopped: new Promise(() => undefined),
    });
    expect(printed.join('\n').replace(/\d+ a second/, '60 a second')).toBe(fenced('text').trimEnd());
    expect(exitCode).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the options are those of the command', async () => {
  const { testCommand } = await import('../../src/cli/commands/test.ts');
  const known = testCommand.options.map(({ flags }) => flags);
  const shown = [...page.matchAll(/^\| `(--[^`]+)`/gm)].map(([, flags]) => flags);
  expect(shown).toHaveLength(6);
  for (const flags of shown) expect(known).toContain(flags);
});
