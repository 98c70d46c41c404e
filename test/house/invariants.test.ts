/**
 * The design page's invariants are those of the code, word for word, and those that a test cites exist. A module's
 * header numbers its own; code and tests refer to the numbers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const number = '(?:RP|L|A|J|DD|E|I|K|M|O|P|R|RC|N|X|C|V|Q|T|S[A-Z]?|H[A-Z])\\d+';

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, folder, name));
}

/** Every numbered line of a header comment, with the lines that continue it. */
function statedInCode(): Map<string, string> {
  const stated = new Map<string, string>();
  const definition = new RegExp(`^ \\* +(${number}) +(\\S.*(?:\\n \\* {4,}\\S.*)*)$`, 'gm');
  for (const file of filesIn('src')) {
    for (const [, id = '', text = ''] of readFileSync(file, 'utf8').matchAll(definition)) {
      if (stated.has(id)) throw new Error(`${id} is stated twice, the second time in ${file}`);
      stated.set(id, text.replace(/\n \* +/g, ' '));
    }
  }
  return stated;
}

function statedInDesign(): Map<string, string> {
  const page = readFileSync(join(root, 'docs', 'design.md'), 'utf8');
  const rows = page.matchAll(new RegExp(`^\\| (${number}) +\\| (.*?) +\\|$`, 'gm'));
  return new Map([...rows].map(([, id = '', text = '']) => [id, text.replaceAll('\\|', '|')]));
}

test('the design page states every invariant of the code, and no other', () => {
  const inCode = statedInCode();
  expect(inCode.size).toBeGreaterThan(50);
  expect(Object.fromEntries(statedInDesign())).toEqual(Object.fromEntries(inCode));
});

test('what a test cites is stated somewhere', () => {
  const inCode = statedInCode();
  const cited = new RegExp(`\\((?:invariants? )?(${number})(?:(?:,| and| to) (${number}))*\\)`, 'g');
  const unknown = filesIn('test').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(cited)].flatMap(([, ...ids]) =>
      ids
        .filter((id: string | undefined) => id !== undefined && !inCode.has(id))
        .map((id) => `${id} in ${file}`),
    ),
  );
  expect(unknown).toEqual([]);
});
