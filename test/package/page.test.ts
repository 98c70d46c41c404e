/** What docs/package.md says of the package and of the workflows. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builtIn, newFolder, root, run } from './packaging.ts';
import { readZip } from './read-zip.ts';

const page = readFileSync(join(root, 'docs/package.md'), 'utf8');

/** The first cells of the table under a heading. */
const firstCells = (heading: string): readonly string[] => {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = '']) => cell);
};

/** `*` stands for a name, `**` for folders. */
const pattern = (glob: string): RegExp =>
  new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('**/', '(.+/)?').replaceAll(/\*/g, '[^/]*')}$`);

describe('the file', () => {
  let folder: string;
  let zip: Buffer;
  beforeAll(async () => {
    folder = newFolder();
    const out = join(folder, 'app.zip');
    await run('scripts/package.mjs', ['--dist', builtIn(folder), '--out', out]);
    zip = readFileSync(out);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds what the page lists, and nothing that it does not', () => {
    const listed = firstCells('What is inside');
    const inside = readZip(zip).map(({ name }) => name);
    expect(listed.length).toBeGreaterThan(6);
    expect(inside.filter((name) => !listed.some((glob) => pattern(glob).test(name)))).toEqual([]);
    expect(listed.filter((glob) => !inside.some((name) => pattern(glob).test(name)))).toEqual([]);
  });

  test('is no larger than the page promises', () => {
    const promised = Number(/stays under (\d+) MB/.exec(page)?.[1]);
    expect(zip.length).toBeLessThan(promised * 1_000_000);
  });
});

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
  expect(stdout).toMatch(/originalSource: '.*\.[cm]?[jt]s'/);
});

test('the variables are those that the workflows read', () => {
  const workflows = join(root, '.github/workflows');
  const texts = readdirSync(workflows).map((name) => readFileSync(join(workflows, name), 'utf8'));
  const read = texts.flatMap((text) => [...text.matchAll(/\bvars\.(\w+)/g)].map(([, name = '']) => name));
  expect([...firstCells('From GitHub')].sort()).toEqual([...new Set(read)].sort());
});
