/** The reader of Bicep that tests of the templates stand on: it reads what is there, and says so where it cannot. */
import {
  at,
  bicepPaths,
  bodyOf,
  declared,
  deployedBy,
  deployedByText,
  evaluated,
  itemsOf,
  literal,
  membersOf,
  parseBicep,
  readBicep,
  valueOf,
} from './index.ts';

const read = (text: string) => parseBicep(text, 'one.bicep');

/** What the variable `all` of a template comes to. */
const worked = (text: string) => deployedByText(`${text}\nresource it 'A/b@1' = { all: all }\n`, {}).it;

test('every template and parameter file can be read', () => {
  expect(bicepPaths.length).toBeGreaterThan(20);
  for (const path of bicepPaths) expect(readBicep(path).declarations.length).toBeGreaterThan(0);
});

describe('declarations', () => {
  const file = read(
    "// a { comment\n#disable-next-line no-unused-params\n@description('It\\'s not')\nparam odd string\n" +
      "@minLength(1)\n@description('Where // it is')\nparam place string = 'https://x' // and so on\n" +
      "@sys.description('''\nTwo\nlines''')\ntype kind = 'a'\n  | 'b'\n" +
      "var plain = 1\nresource it 'A/b@1' = if (a == ')') {\n  name: '${place}/x' /* { */\n}\n",
  );

  test('have their names and texts; comments are no part of them', () => {
    expect(file.declarations.map(({ keyword, name }) => `${keyword} ${name}`)).toEqual([
      'param odd',
      'param place',
      'type kind',
      'var plain',
      'resource it',
    ]);
    expect(declared(file, 'param', 'place').text).toBe("string = 'https://x'");
    expect(valueOf(declared(file, 'param', 'place'))).toBe("'https://x'");
    expect(valueOf(declared(file, 'param', 'odd'))).toBeNull();
    expect(bodyOf(declared(file, 'resource', 'it'))).toBe("{\n  name: '${place}/x' \n}");
    expect(file.text).not.toContain('comment');
  });

  test('have their descriptions and no others', () => {
    const descriptions = file.declarations.map(({ description }) => description);
    expect(descriptions).toEqual(["It's not", 'Where // it is', 'Two\nlines', null, null]);
    expect(declared(file, 'param', 'place').decorators).toEqual(['minLength', 'description']);
  });
});

test('objects and lists are taken apart, whichever way they are written', () => {
  const object = "{\n  a: { b: 'x,y', c: [1, 2] }\n  'd-e': open\n    ? '{'\n    : 'two'\n}";
  expect([...membersOf(object).keys()]).toEqual(['a', 'd-e']);
  expect(at(object, 'a', 'b')).toBe("'x,y'");
  expect(itemsOf(at(object, 'a', 'c'))).toEqual(['1', '2']);
  expect(membersOf(object).get('d-e')).toMatch(/^open\s+\? '\{'\s+: 'two'$/);
  expect(itemsOf("[\n  'a' // first\n  f(1, 2)\n]")).toEqual(["'a'", 'f(1, 2)']);
});

test.each([
  ["'${a}-${take('b}c', 2)}!'", 'one-b}!'],
  ["'it\\'s \\${a} \\u{e9}\\n'", "it's ${a} é\n"],
  ["'''\nno ${a}, 'really'\n'''", "no ${a}, 'really'\n"],
  ['1 + 2 * 3 - 4', 3],
  ['-2 < 1 && !(1 >= 2) || false', true],
  ["a == 'one' ? 1 : 2", 1],
  ['nothing ?? 5', 5],
  ["nothing.?x ?? thing.?y ?? 'left'", 'left'],
  ["thing.inner[1] == thing.inner[1 - 0] ? thing['inner'][0] : 0", 7],
  ['thing!.inner', [7, 8]],
  ["[for (one, at) in thing.inner: '${at}:${one}']", ['0:7', '1:8']],
  ['[for one in thing.inner: if (one > 7) { it: one }]', [{ it: 8 }]],
  ["{ ...thing, 'a-${a}': 1 }", { inner: [7, 8], 'a-one': 1 }],
  ['[0, ...thing.inner]', [0, 7, 8]],
  ['map(filter(range(0, 4), n => n > 1), (n) => n * 2)', [4, 6]],
  ['union({ a: { b: 1 } }, { a: { c: 2 } })', { a: { b: 1, c: 2 } }],
  ["string({ a: [1, null, 'x'] })", '{"a":[1,null,"x"]}'],
  ['empty(nothing) && empty([]) && !empty(thing)', true],
])('%s is worked out', (expression, value) => {
  expect(evaluated(expression, { a: 'one', nothing: null, thing: { inner: [7, 8] } })).toEqual(value);
});

describe('templates are worked out', () => {
  test('a variable only where it is asked for, and in whichever order', () => {
    expect(worked("var all = later\nvar later = 'here'\nvar broken = missing")).toEqual({ all: 'here' });
    expect(() => worked('var all = missing')).toThrow('missing is not known');
    expect(() => worked('var all = other\nvar other = all')).toThrow('made of itself');
  });

  test('a function with what it is given, and no variable', () => {
    const double = 'func twice(one int, two { *: string }[]) int =>\n  one * 2\n';
    expect(worked(`${double}var all = twice(4, [])`)).toEqual({ all: 8 });
    expect(() => worked(`${double}var all = twice(4)`)).toThrow('takes 2 values');
    expect(() => worked('var x = 1\nfunc f() int => x\nvar all = f()')).toThrow('x is not known');
  });

  test('a parameter by what is given, its default or nothing', () => {
    const template =
      "param a string\nparam b 'x' | 'y' = a == 'one' ? 'x' : 'y'\nparam c int?\n" +
      "resource it 'A/b@1' = { all: [a, b, c] }";
    expect(deployedByText(template, { a: 'one' })).toEqual({ it: { all: ['one', 'x', null] } });
    expect(deployedByText(template, { a: 'two', b: 'z', c: 1 })).toEqual({ it: { all: ['two', 'z', 1] } });
    expect(() => deployedByText(template, {})).toThrow('a is given nothing');
    expect(() => deployedByText(template, { a: '', d: 1 })).toThrow('no parameter d');
  });

  test('resources as often as they are made, those that exist not at all', () => {
    const template =
      "resource there 'A/b@1' existing = { name: 'x' }\n" +
      "resource none 'A/b@1' = if (1 == 2) { name: there.id }\n" +
      "resource many 'A/b@1' = [for n in [1, 2]: { name: '${n} ${there.name}' }]\n" +
      "resource last 'A/b@1' = { name: many[1].name, of: there.id }";
    expect(deployedByText(template, {})).toEqual({
      none: null,
      many: [{ name: '1 x' }, { name: '2 x' }],
      last: { name: '2 x', of: 'id of there' },
    });
  });

  test('a resource within another is a member of it', () => {
    const template =
      "resource outer 'A/b@1' existing = if (1 == 1) {\n  name: 'x'\n\n  resource inner 'c' existing = { name: 'y' }\n}\n" +
      "resource it 'A/b@1' = { name: outer::inner.name }";
    expect(deployedByText(template, {})).toEqual({ it: { name: 'y' } });
  });

  test('what another file exports, and no more', () => {
    const template =
      "import { stages as all, stage } from 'stages.bicep'\n" +
      "import { hours } from './watching/workbook-parts.bicep'\n" +
      "resource it 'A/b@1' = { locked: all.prod.locked, name: hours(2) }";
    const without = template.replace(', stage }', ' }');
    expect(deployedByText(without, {})).toEqual({ it: { locked: true, name: 7_200_000 } });
    expect(() => deployedByText(template, {})).toThrow('exports no stage');
  });

  test('modules as what they deploy, and by what they put out', () => {
    const template =
      "module zones 'modules/private-dns-zone.bicep' = [for n in ['a']: { params: { name: n, tags: {}, " +
      "virtualNetworkId: '/n' } }]\n" +
      "resource it 'A/b@1' = { id: zones[0].outputs.id }";
    expect(deployedByText(template, {})).toMatchObject({
      zones: [{ zone: { name: 'a' } }],
      it: { id: 'id of zone' },
    });
    const own =
      "module own 'modules/app-identity.bicep' = { params: { location: 'x', tags: {}, namePrefix: 'ivr' } }";
    expect(() => deployedByText(own, {})).toThrow('uniqueString is not known');
  });
});

test.each([
  ['a line that is no declaration', () => read('parameter x string\n')],
  ['a line that belongs to none', () => read('  param x string\n')],
  ['a decorator of nothing', () => read("var x = 1\n@description('x')\n")],
  ['a bracket that is not closed', () => read('var x = {\n')],
  ['a bracket that closes nothing', () => read('var x = 1)\n')],
  ['a bracket that closes another', () => read('var x = (1]\n')],
  ['a comment without an end', () => read('var x = 1 /* \n')],
  ['a text without an end', () => read("var x = 'a\n'\n")],
  ['a text of lines without an end', () => read("var x = '''a\n'\n")],
  ['an escape that stands for nothing', () => read("var x = '\\d'\n")],
  ['a mark that is not of Bicep', () => read('var x = 1 ; 2\n')],
  ['an object that is not written out', () => membersOf('union(a, b)')],
  ['a spread', () => membersOf('{ ...others }')],
  ['a member that is there twice', () => membersOf('{ a: 1, a: 2 }')],
  ['two items on one line', () => itemsOf('[1 2]')],
  ['what follows an expression', () => evaluated('1 2')],
  ['a text with values in it', () => literal("'${a}'")],
  [
    'a body for each of a list',
    () => bodyOf(declared(read("resource x 'A/b@1' = [for a in []: {}]"), 'resource', 'x')),
  ],
  ['a file that does not exist', () => readBicep('infra/missing.bicep')],
  ['a declaration that is not there', () => declared(readBicep('infra/main.bicep'), 'param', 'missing')],
  ['a template that does not exist', () => deployedBy('infra/missing.bicep', {})],
  ['a function that is not known', () => evaluated('nonsense(1)')],
  ['a member that is not there', () => evaluated('{ a: 1 }.b')],
  ['an item that is not there', () => evaluated('[1][1]')],
  ['a condition that is no truth', () => evaluated('1 ? 2 : 3')],
  ['the opposite of what is no truth', () => evaluated('!1')],
  ['a sum of texts', () => evaluated("'a' + 'b'")],
  ['a lambda that nobody calls', () => evaluated('[n => n]')],
  ['an import of everything', () => deployedByText("import * as all from 'types.bicep'", {})],
])('%s is refused', (_what, reading) => {
  expect(reading).toThrow();
});
