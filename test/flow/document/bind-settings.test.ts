import { bindSettings, readJson, settingNames, settingProblems } from '../../../src/flow/document/index.ts';
import type { JsonValue } from '../../../src/call/index.ts';

const settings = new Map([
  ['URL', 'https://crm.example'],
  ['A', 'a'],
  ['EMPTY', ''],
  ['NESTED', '${A} {name}'],
]);
const bind = (value: JsonValue) => bindSettings(value, (name) => settings.get(name));

describe('settings are put into every string', () => {
  test.each([
    ['${A}', 'a'],
    ['${URL}/x?y=${A}', 'https://crm.example/x?y=a'],
    ['[${EMPTY}]', '[]'],
    ['${NESTED}', '${A} {name}'],
    ['$${A}', '${A}'],
    ['$$${A}', '$${A}'],
    ['$${', '${'],
    ['${}', '${}'],
    ['${a b}', '${a b}'],
    ['${1A}', '${1A}'],
    ['$A {A} $', '$A {A} $'],
    ['${A', '${A'],
  ])('%j becomes %j', (text, expected) => {
    expect(bind(text)).toMatchObject({ value: expected, missing: [] });
  });

  test('deep down, but not into keys, and what is no text stays', () => {
    expect(bind({ '${A}': ['${A}', 1, null, true, { x: '${A}' }] }).value).toStrictEqual({
      '${A}': ['a', 1, null, true, { x: 'a' }],
    });
  });

  test('names on prototypes are settings like any other: missing', () => {
    expect(bind('${constructor} ${__proto__}').missing.map(({ name }) => name)).toStrictEqual([
      'constructor',
      '__proto__',
    ]);
  });
});

describe('missing settings', () => {
  const text = '{\n  "a": "${B} and ${C}",\n  "list": ["${B}", "${A}"],\n  "b": "${B}${B}"\n}';
  const read = readJson(text, 'flow.json');
  if (read.kind === 'problems') throw new Error('unexpected');
  const bound = bind(read.value);

  test('are all found at once, and stand for their own names', () => {
    expect(bound.missing).toStrictEqual([
      { name: 'B', pointers: ['/a', '/list/0', '/b'] },
      { name: 'C', pointers: ['/a'] },
    ]);
    expect(bound.value).toStrictEqual({ a: 'B and C', list: ['B', 'a'], b: 'BB' });
    expect([...bound.unbound]).toStrictEqual(['/a', '/list/0', '/b']);
  });

  test.each(['error', 'warning'] as const)('are told with their places, as %s', (severity) => {
    const problems = settingProblems(bound.missing, read.positions, severity);
    expect(problems.map(({ line, column, pointer }) => `${line}:${column} ${pointer}`)).toStrictEqual([
      '2:8 /a',
      '3:12 /list/0',
      '4:8 /b',
      '2:8 /a',
    ]);
    expect(
      problems.every((problem) => problem.severity === severity && problem.code === 'SETTING-MISSING'),
    ).toBe(true);
    expect(problems[3]?.message).toContain('The setting C is not set');
  });
});

test('a place in a bound text is the place in the file', () => {
  const text = '{ "url": "\\"${URL}/${A}{nam}$${x}{y}" }';
  const read = readJson(text, 'flow.json');
  if (read.kind === 'problems') throw new Error('unexpected');
  const { value, replacements } = bind(read.value);
  const bound = JSON.stringify(value);
  expect(bound).toBe('{"url":"\\"https://crm.example/a{nam}${x}{y}"}');
  const positions = read.positions.withReplacements(replacements);
  const underlined = (stretch: string) => {
    const start = '"https://crm.example/a{nam}${x}{y}'.indexOf(stretch);
    const { offset, length } = positions.within('/url', start, start + stretch.length);
    return text.slice(offset, offset + length);
  };
  expect(underlined('nam')).toBe('nam');
  expect(underlined('{y}')).toBe('{y}');
  expect(underlined('crm')).toBe('${URL}');
  expect(underlined('a{nam}')).toBe('${A}{nam}');
  expect(underlined('"https')).toBe('\\"${URL}');
  expect(underlined('/a')).toBe('/${A}');
});

test('the settings that a text names', () => {
  expect(settingNames('${A} $${B} ${C}{d}')).toStrictEqual(['A', 'C']);
});
