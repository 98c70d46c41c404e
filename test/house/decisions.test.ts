/** The pages of decisions: all of them are listed, and what they name and tell to run is there. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { read, root } from '../support/repository.ts';

const folder = 'docs/decisions';
const files = readdirSync(join(root, folder));
const pages = files.filter((file) => file !== 'README.md');
const textOf = (file: string): string => read(`${folder}/${file}`);

test('every page is listed, in order, and begins with its number and its decision', () => {
  const listed = [...textOf('README.md').matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)].map(([, file]) => file);
  expect(listed).toEqual([...pages].sort());
  for (const [index, file] of pages.entries()) {
    const number = String(index + 1).padStart(4, '0');
    expect(file).toMatch(new RegExp(`^${number}-`));
    expect(textOf(file)).toMatch(new RegExp(`^# ${number} \\w[^\\n]+\\n\\n\\*\\*Decision\\.\\*\\* `));
    expect(textOf(file)).toMatch(/\n\*\*Why/);
  }
});

test('paths lead to what is there', () => {
  const named = files.flatMap((file) =>
    [...textOf(file).matchAll(/`((?:src|test|functions)\/[\w./-]*\w)`/g)].map(([, to = '']) => to),
  );
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((to) => !existsSync(join(root, to)))).toEqual([]);
});

test('commands are those of package.json', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  const run = files.flatMap((file) =>
    [...textOf(file).matchAll(/`npm (?:run )?([a-z]+)`/g)].map(([, name]) => name),
  );
  expect(new Set(run)).toEqual(new Set(['test', 'verify', 'histories']));
  for (const name of run) expect(scripts).toHaveProperty(name ?? '');
});

test('the settings of host.json are what the page of versions says', () => {
  const { versionMatchStrategy, versionFailureStrategy } = z
    .object({
      extensions: z.object({
        durableTask: z.object({ versionMatchStrategy: z.string(), versionFailureStrategy: z.string() }),
      }),
    })
    .parse(JSON.parse(read('host.json'))).extensions.durableTask;
  const page = textOf('0003-versions.md');
  expect(page).toContain(`\`versionMatchStrategy: ${versionMatchStrategy}\``);
  expect(page).toContain(`\`versionFailureStrategy: ${versionFailureStrategy}\``);
});
