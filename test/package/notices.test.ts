/** The licences of everything that is in the functions' bundle are passed on with it. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from '../support/repository.ts';
import { newFolder, run, write } from './packaging.ts';
import type { Finished } from './packaging.ts';

const functions = join(root, 'dist/functions');
const ruler = '-'.repeat(80);

/** The folders of the packages whose modules are in the bundle, by its source maps. */
function bundledPackages(): readonly string[] {
  const maps = readdirSync(functions).filter((name) => name.endsWith('.cjs.map'));
  const sources = maps.flatMap((name): string[] => {
    const map: { sources: string[] } = JSON.parse(readFileSync(join(functions, name), 'utf8'));
    return map.sources;
  });
  const folders = sources.flatMap((source) => /^[./]*(node_modules\/.*)/.exec(source)?.[1] ?? []);
  return [
    ...new Set(folders.map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? path)),
  ];
}

const sections = readFileSync(join(functions, 'THIRD-PARTY-NOTICES.txt'), 'utf8').split(`\n${ruler}\n\n`);
const headings = sections.map((section) => section.split('\n', 1)[0] ?? '');

test('every package of the bundle has a section, and no other but the bundler', () => {
  const packages = bundledPackages();
  expect(packages.length).toBeGreaterThan(50);
  const expected = packages.map((folder) => {
    const { name, version, license } = JSON.parse(read(`${folder}/package.json`));
    return `${name} ${version} (${license})`;
  });
  const bundler = headings.filter((heading) => heading.startsWith('rolldown '));
  expect(bundler).toHaveLength(1);
  expect([...headings].sort()).toEqual([...new Set([...expected, ...bundler])].sort());
});

test('every section has the text of a licence, and says whose the copyright is', () => {
  for (const section of sections) {
    expect(section).toMatch(
      /permission is hereby granted|permission to use, copy|redistribution and use|apache license/i,
    );
    expect(section).toMatch(/copyright/i);
    expect(section).not.toContain('undefined');
  }
});

describe('a package without a text of its licence', () => {
  let folder: string;
  beforeEach(() => (folder = newFolder()));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const noticesOf = (files: Readonly<Record<string, string>>): Promise<Finished> => {
    const names = ['one', 'other'].map((name) => `node_modules/${name}`);
    write(folder, { ...files, 'call.mjs': caller(names.map((name) => join(folder, name, 'index.js'))) });
    return run(join(folder, 'call.mjs'), []);
  };
  const caller = (ids: readonly string[]): string => `
    import { noticesOf } from ${JSON.stringify(join(root, 'scripts/notices.mjs'))};
    console.log(noticesOf(${JSON.stringify(ids)}, ${JSON.stringify(root)}));
  `;
  const manifest = (name: string, license: string): string =>
    JSON.stringify({ name, version: '1.0.0', license, author: { name: 'Ada Example' } });
  const one = {
    'node_modules/one/package.json': manifest('one', 'MIT'),
    'node_modules/one/LICENCE.md': 'Do.',
  };

  test('ends the build, by its name', async () => {
    const { code, errors } = await noticesOf({
      ...one,
      'node_modules/other/package.json': manifest('other', 'SEE LICENSE IN elsewhere'),
      'node_modules/other/licence.js': 'export {};',
    });
    expect(code).not.toBe(0);
    expect(errors).toContain('other 1.0.0 (SEE LICENSE IN elsewhere)');
    expect(errors).not.toContain('one 1.0.0');
  });

  test('has the standard text of what it names, and that this is so is said', async () => {
    const { code, output } = await noticesOf({
      ...one,
      'node_modules/other/package.json': manifest('other', 'MIT'),
    });
    expect(code).toBe(0);
    expect(output).toContain('one 1.0.0 (MIT)\n\nDo.\n');
    expect(output).toMatch(/carries no text of its licence[^]*Ada Example[^]*Permission is hereby granted/);
  });

  test('has the text of its README, where one is there', async () => {
    const { output } = await noticesOf({
      ...one,
      'node_modules/other/package.json': manifest('other', 'MIT'),
      'node_modules/other/README.md': '# other\n\nLicense\n-------\n\nPermission is hereby granted to Ada.\n',
    });
    expect(output).toContain('other 1.0.0 (MIT)\n\nPermission is hereby granted to Ada.');
    expect(output).not.toContain('carries no text');
  });
});
