/** What docs/package.md says of the package and of the workflows. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/repository.ts';
import { firstCells, page, run } from './packaging.ts';

test('the options are those that the help lists', async () => {
  const { output } = await run('scripts/package.mjs', ['--help']);
  const helped = [...output.matchAll(/^ {2}(--[\w-]+(?: [A-Z]+)?) /gm)].map(([, option]) => option);
  const described = [...page.matchAll(/^\| `(--[^`]+)`/gm)].map(([, option]) => option);
  expect(described).toEqual(helped.filter((option) => option !== '--help'));
});

test('the map that it tells of is made by the build, and the line that reads it works', () => {
  const code = /^node -p '(.*)'$/m.exec(page)?.[1] ?? '';
  expect(statSync(join(root, 'dist/functions/main.cjs.map')).isFile()).toBe(true);
  const { stdout } = spawnSync(process.execPath, ['-p', code], { cwd: root, encoding: 'utf8' });
  const [, line = ''] = /main\.cjs:(\d+):/.exec(page) ?? [];
  const lines = readFileSync(join(root, 'dist/functions/main.cjs'), 'utf8').split('\n').length;
  expect(code).toContain(`findEntry(${line} - 1,`);
  expect(Number(line)).toBeLessThan(lines);
  expect(stdout).toMatch(/originalSource: '.*\.[cm]?[jt]s'/);
});

test('the variables are those that the workflows read', () => {
  const workflows = join(root, '.github/workflows');
  const texts = readdirSync(workflows).map((name) => readFileSync(join(workflows, name), 'utf8'));
  const read = texts.flatMap((text) => [...text.matchAll(/\bvars\.(\w+)/g)].map(([, name = '']) => name));
  expect([...firstCells('From GitHub')].sort()).toEqual([...new Set(read)].sort());
});
