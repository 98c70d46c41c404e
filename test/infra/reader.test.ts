/** The reader of Bicep that the tests here stand on: it reads what is there, and says so where it cannot. */
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  at,
  bicepPaths,
  bodyOf,
  declared,
  itemsOf,
  literal,
  membersOf,
  readBicep,
  root,
} from './support/bicep.ts';

const read = (text: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'ivr-bicep-'));
  try {
    writeFileSync(join(folder, 'one.bicep'), text);
    return readBicep(relative(root, join(folder, 'one.bicep')));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test('every template and parameter file can be read', () => {
  expect(bicepPaths.length).toBeGreaterThan(20);
  for (const path of bicepPaths) expect(readBicep(path).declarations.length).toBeGreaterThan(0);
});

test('declarations have their names, descriptions and texts; comments are no part of them', () => {
  const file = read(
    "// a { comment\n@description('It''s not')\nparam odd string\n".replace("''", "\\'") +
      "@description('Where // it is')\nparam place string = 'https://x' // and so on\n" +
      "resource it 'A/b@1' = if (a == 'b') {\n  name: '${place}/x' /* { */\n}\n",
  );
  expect(declared(file, 'param', 'odd').description).toBe("It's not");
  expect(declared(file, 'param', 'place')).toMatchObject({
    description: 'Where // it is',
    text: " string = 'https://x' ",
  });
  expect(membersOf(bodyOf(declared(file, 'resource', 'it'))).get('name')).toBe("'${place}/x'");
});

test('objects and lists are taken apart, whichever way they are written', () => {
  const object = "{\n  a: { b: 'x,y', c: [1, 2] }\n  'd-e': open\n    ? '{'\n    : 'two'\n}";
  expect([...membersOf(object).keys()]).toEqual(['a', 'd-e']);
  expect(at(object, 'a', 'b')).toBe("'x,y'");
  expect(itemsOf(at(object, 'a', 'c'))).toEqual(['1', '2']);
  expect(membersOf(object).get('d-e')).toMatch(/open\s+\? '\{'\s+: 'two'/);
});

test.each([
  ['a line that is no declaration', () => read('parameter x string\n')],
  ['a bracket that is not closed', () => read('var x = {\n')],
  ['a bracket that closes nothing', () => read('var x = 1)\n')],
  ['a comment without an end', () => read('var x = 1 /* \n')],
  ['an object that is not written out', () => membersOf('union(a, b)')],
  ['a spread', () => membersOf('{ ...others }')],
  ['a member that is there twice', () => membersOf('{ a: 1, a: 2 }')],
  ['a text with values in it', () => literal("'${a}'")],
  ['a file that does not exist', () => readBicep('infra/missing.bicep')],
  ['a declaration that is not there', () => declared(readBicep('infra/main.bicep'), 'param', 'missing')],
])('%s is refused', (_what, reading) => {
  expect(reading).toThrow();
});
