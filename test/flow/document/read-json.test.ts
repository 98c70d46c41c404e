import {
  deepestDocument,
  largestDocument,
  mostValues,
  readJson,
  renderProblem,
} from '../../../src/flow/document/index.ts';

function problemsOf(text: string): readonly string[] {
  const result = readJson(text, 'flow.json');
  if (result.kind === 'ok') return [];
  return result.problems.map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`);
}

describe('a syntax error is told in plain words, at its place', () => {
  test.each([
    ['', '1:1', 'The file is empty. A JSON object is expected.'],
    [' \n ', '2:2', 'The file is empty. A JSON object is expected.'],
    ['{', '1:1', 'This object is never closed: the file ends before its "}".'],
    ['{"a": [1, 2', '1:7', 'This list is never closed: the file ends before its "]".'],
    ['{"a":', '1:1', 'This object is never closed: the file ends before its "}".'],
    ['{"a": 1,\n}', '2:1', 'There is a comma before this "}". JSON allows none after the last member.'],
    ['[1, 2,]', '1:7', 'There is a comma before this "]". JSON allows none after the last member.'],
    ['[1,,2]', '1:4', 'There are two commas in a row. Remove one.'],
    ['[,1]', '1:2', 'Something is missing before this comma.'],
    ['{"a": 1\n "b": 2}', '2:2', 'A comma (,) is missing before this.'],
    ['["a" "b"]', '1:6', 'A comma (,) is missing before this.'],
    ['[{} {}]', '1:5', 'A comma (,) is missing before this.'],
    ['{"a" 1}', '1:6', 'A colon (:) is missing between this and its key.'],
    ['{"a", "b"}', '1:5', 'A colon (:) and a value are missing after the key.'],
    ['{"a"}', '1:5', 'A colon (:) and a value are missing after the key.'],
    ['{"a": }', '1:7', 'A value is missing before this "}".'],
    ['{"a": 1]', '1:8', 'This "]" closes an object; a "}" is expected.'],
    ['[1}', '1:3', 'This "}" closes a list; a "]" is expected.'],
    ['{"a": 1}}', '1:9', 'This "}" closes nothing: everything is closed before it.'],
    ['{} {}', '1:4', 'The document has ended before this. Remove what follows.'],
    ['1 2', '1:3', 'The document has ended before this. Remove what follows.'],
    ['{a: 1}', '1:2', 'A key must be a text in double quotes (").'],
    ['{1: 1}', '1:2', 'A key must be a text in double quotes (").'],
    ['{{}}', '1:2', 'A key, a text in double quotes ("), must stand here.'],
    ["{'a': 1}", '1:2', 'JSON puts texts and keys into double quotes ("), not single ones.'],
    ['{"a": \'x\'}', '1:7', 'JSON puts texts and keys into double quotes ("), not single ones.'],
    ['// x\n{}', '1:1', 'JSON has no comments. Remove it.'],
    ['{ /* x */ }', '1:3', 'JSON has no comments. Remove it.'],
    [
      '{"a": tru}',
      '1:7',
      'JSON does not know the word tru: a text stands in double quotes, and the only words are true, false and null.',
    ],
    [
      '[NaN]',
      '1:2',
      'JSON does not know the word NaN: a text stands in double quotes, and the only words are true, false and null.',
    ],
    ['[01]', '1:2', 'This is no JSON number: no leading zero or plus, and digits on both sides of a point.'],
    ['[+1]', '1:2', 'This is no JSON number: no leading zero or plus, and digits on both sides of a point.'],
    ['[.5]', '1:2', 'This is no JSON number: no leading zero or plus, and digits on both sides of a point.'],
    ['[1.]', '1:2', 'This is no JSON number: no leading zero or plus, and digits on both sides of a point.'],
    ['[1e]', '1:2', 'This is no JSON number: no leading zero or plus, and digits on both sides of a point.'],
    ['[-]', '1:2', 'This is no JSON number: no leading zero or plus, and digits on both sides of a point.'],
    [
      '{"a": "x\n"}',
      '1:9',
      'The line ends inside a text. Close it with a double quote ("), or write \\n for a line break.',
    ],
    ['{"a": "x', '1:7', 'This text is never closed. Put a double quote (") at its end.'],
    ['["\t"]', '1:3', 'A control character (U+0009) stands inside a text. Write it as \\t.'],
    ['["\u0001"]', '1:3', 'A control character (U+0001) stands inside a text. Write it as \\u0001.'],
    [
      '["\\q"]',
      '1:3',
      'JSON does not know this escape. Known are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits.',
    ],
    [
      '["\\u12"]',
      '1:3',
      'JSON does not know this escape. Known are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits.',
    ],
    ['\u00a0{}', '1:1', '"\u00a0" cannot stand here.'],
    ['{"a": 1 : 2}', '1:9', 'A colon (:) cannot stand here; a comma or a bracket is expected.'],
  ])('%j', (text, place, message) => {
    expect(problemsOf(text)).toStrictEqual([`${place} JSON-SYNTAX ${message}`]);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });
});

describe('D1 what is too large or too deep is refused before it is parsed', () => {
  test('size is counted in bytes', () => {
    const filled = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`;
    expect(readJson(filled(largestDocument), 'f').kind).toBe('ok');
    expect(problemsOf(filled(largestDocument + 1))[0]).toMatch(/^1:1 JSON-TOO-LARGE .* 1000001 bytes/);
    expect(problemsOf(`"${'é'.repeat(largestDocument / 2)}"`)[0]).toMatch(/JSON-TOO-LARGE/);
  });

  test('values', () => {
    const list = (length: number): string => `{"a": [${Array(length).fill('1').join(',')}]}`;
    expect(readJson(list(mostValues - 2), 'f').kind).toBe('ok');
    expect(problemsOf(list(mostValues - 1))[0]).toMatch(/JSON-TOO-LARGE .* 50000 values/);
  });

  test('depth', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(readJson(nested(deepestDocument), 'f').kind).toBe('ok');
    expect(problemsOf(nested(deepestDocument + 1))[0]).toMatch(/^1:101 JSON-TOO-DEEP/);
    expect(problemsOf('['.repeat(400_000))[0]).toMatch(/JSON-TOO-DEEP/);
    expect(problemsOf('{"a":'.repeat(100_000))[0]).toMatch(/JSON-TOO-DEEP/);
    expect(readJson(`[${'[],'.repeat(40_000)}[]]`, 'f').kind).toBe('ok');
  });
});

describe('keys', () => {
  test('every duplicate is found, and both places are named', () => {
    const text =
      '{\n  "a": 1,\n  "b": { "x": 1, "\\u0078": 2 },\n  "a": 2,\n  "a": 3,\n  "c": [{ "y": 1, "y": 1 }]\n}';
    const result = readJson(text, 'flow.json');
    const found = result.kind === 'ok' ? [] : result.problems;
    expect(
      found.map(({ line, column, pointer, code }) => `${line}:${column} ${pointer} ${code}`),
    ).toStrictEqual([
      '3:18 /b/x JSON-DUPLICATE-KEY',
      '4:3 /a JSON-DUPLICATE-KEY',
      '5:3 /a JSON-DUPLICATE-KEY',
      '6:19 /c/0/y JSON-DUPLICATE-KEY',
    ]);
    expect(found[1]?.message).toBe(
      'The key "a" stands here a second time; the first is at 2:3. Rename or remove one.',
    );
  });

  test('of very many duplicates the first hundred are told', () => {
    const many = (pairs: number): string => `{"a": {"b": {${Array(pairs).fill('"x":1').join(',')}}}}`;
    expect(problemsOf(many(40_000))).toHaveLength(100);
    expect(problemsOf(many(40_000))[0]).toMatch(/^1:20 JSON-DUPLICATE-KEY/);
  });

  test('__proto__ is refused, also escaped and deep down', () => {
    expect(problemsOf('{"__proto__": {}}')[0]).toMatch(/^1:2 JSON-FORBIDDEN-KEY/);
    expect(problemsOf('{"a": [{"\\u005f_proto__": 1}]}')[0]).toMatch(/^1:9 JSON-FORBIDDEN-KEY/);
    expect(problemsOf('{"constructor": 1, "prototype": 2}')).toStrictEqual([]);
  });
});

test('a byte order mark is passed over, and lines may end in CR LF', () => {
  const result = readJson('\uFEFF{\r\n  "a": 1,\r\n  "b": 2\r\n}', 'flow.json');
  expect(result).toMatchObject({ kind: 'ok', value: { a: 1, b: 2 } });
  expect(result.kind === 'ok' && result.positions.of('/b', 'key')).toMatchObject({ line: 3, column: 3 });
});

test('a syntax error is shown with its line', () => {
  const text = '{\n  "a": 1\n  "b": 2\n}';
  const result = readJson(text, 'flows/desk.json');
  const [problem] = result.kind === 'ok' ? [] : result.problems;
  expect(problem && renderProblem(problem, text)).toBe(
    'flows/desk.json:3:3  error JSON-SYNTAX  A comma (,) is missing before this.\n  3 |   "b": 2\n    |   ^^^',
  );
});
