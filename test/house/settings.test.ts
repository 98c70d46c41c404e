/** The page of the settings names what the code reads, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const source = readdirSync(join(root, 'src/config'))
  .map((file) => readFileSync(join(root, 'src/config', file), 'utf8'))
  .join('\n');
const page = readFileSync(join(root, 'docs/settings.md'), 'utf8');

/** `read.optional('NAME', …)` and its like, also where a formatter has put the name on a line of its own. */
const readByCode = new Set(
  [...source.matchAll(/read\.(?:optional|required|isSet)\(\s*'([^']+)'/g)].map(([, name = '']) => name),
);
const named = new Set(
  [...page.matchAll(/`((?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|(?:Ivr|AzureWebJobs)\w+))(?:=\w+)?`/g)].map(
    ([, name = '']) => name,
  ),
);

test('every setting that is read is on the page, and every one on the page is read', () => {
  expect(readByCode.size).toBeGreaterThan(15);
  expect([...named].sort()).toEqual([...readByCode].sort());
});
