/** The page of the checker's codes names every code that the code has, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expressionFailureCodes } from '../../src/flow/expressions/index.ts';

const root = join(__dirname, '..', '..');
const rooms = ['src/flow', 'src/library', 'src/schedules', 'src/scenario'];
const families = 'FLOW|FLOWS|JSON|EXPRESSION|AUDIO|TEXT|SETTING|ROUTES|CALENDAR|SCENARIO';

/** What goes wrong while a call runs is the flow's error `expression`; it is no finding about the flow. */
const onCallsOnly: ReadonlySet<string> = new Set<string>(expressionFailureCodes);

const inCode = rooms
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(root, room, name),
    ),
  )
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(new RegExp(`'((?:${families})(?:-[A-Z0-9]+)+)'`, 'g')),
  ])
  .map(([, code = '']) => code)
  .filter((code) => !onCallsOnly.has(code));
const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
const entries = page.split(/^### /m).slice(1);

test('the page has one entry for every code of the checker, and no other', () => {
  const onPage = entries.map((entry) => entry.split('\n')[0] ?? '');
  expect(onPage.length).toBeGreaterThan(60);
  expect([...onPage].sort()).toEqual([...new Set(inCode)].sort());
});

test('every entry has a cause, an example and what to do', () => {
  for (const entry of entries) expect(entry).toMatch(/^[A-Z0-9-]+\n\n\S.*\. Example: .+\. \S.+\.\n/);
});
