/** docs/dependencies.md says of every dependency its exact version and why it is there. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const manifest: Record<'dependencies' | 'devDependencies', Record<string, string>> = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');

/** The table under a heading, as `{ package: version }`. */
function table(heading: string): Record<string, string> {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const rows = [...section.matchAll(/^\|\s*`([^`]+)`\s*\|\s*(\S+)\s*\|\s*\S.*\|$/gm)];
  return Object.fromEntries(rows.map(([, name = '', version = '']) => [name, version]));
}

test('the tables name every dependency with its version', () => {
  expect(table('In production')).toEqual(manifest.dependencies);
  expect(table('For development')).toEqual(manifest.devDependencies);
});

test('every version is pinned exactly', () => {
  for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-beta\.\d+)?$/);
  }
});
