/** What docs/package.md says of the package and of the workflows. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from '../support/repository.ts';
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
  const lines = read('dist/functions/main.cjs').split('\n').length;
  expect(code).toContain(`findEntry(${line} - 1,`);
  expect(Number(line)).toBeLessThan(lines);
  expect(stdout).toMatch(/originalSource: '.*\.[cm]?[jt]s'/);
});

test('the variables are those that the workflows read', () => {
  const folder = '.github/workflows';
  const texts = readdirSync(join(root, folder)).map((name) => read(`${folder}/${name}`));
  const used = texts.flatMap((text) => [...text.matchAll(/\bvars\.(\w+)/g)].map(([, name = '']) => name));
  expect([...firstCells('From GitHub')].sort()).toEqual([...new Set(used)].sort());
});
