/** The order of the test files names files that there are. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

test('every file that shall run first exists', () => {
  const source = readFileSync(join(root, 'scripts', 'heaviest-first.mjs'), 'utf8');
  const named = [...source.matchAll(/'(test\/.+\.test\.ts)'/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
