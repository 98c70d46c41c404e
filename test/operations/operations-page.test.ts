import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationNames, operations } from '../../src/operations/index.ts';
import { shownIn, table } from './operations-page.ts';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/graph-operations.md'), 'utf8');

test('the page has a row for each of the 33 operations, as the descriptions have it; "npm run operations" writes them', () => {
  const listed = page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.replaceAll(/ +/g, ' ').trim());
  expect(listed).toHaveLength(33);
  expect(listed).toEqual(table.slice(2));
});

test.each(operationNames)('the test that is linked for %s uses it', (name) => {
  const text = readFileSync(join(root, shownIn[name]), 'utf8');
  const segments = operations[name].path.split('/').filter((segment) => !segment.startsWith('{'));
  const known = [name, segments.at(-1) ?? name];
  expect([name, known.some((word) => text.includes(word))]).toEqual([name, true]);
});
