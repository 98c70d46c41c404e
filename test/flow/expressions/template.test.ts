import type { JsonValue } from '../../../src/call/index.ts';
import {
  checkJsonTemplate,
  checkTemplate,
  ExpressionFailure,
  parseJsonTemplate,
  parseTemplate,
  placedExpressions,
  referencesOfAll,
  renderJson,
  renderText,
  templateExpressions,
} from '../../../src/flow/expressions/index.ts';
import type { RenderMode, Template } from '../../../src/flow/expressions/index.ts';
import { sampleVariables, scopeOf } from './sample-scope.ts';

const environment = {
  variables: new Map([['name', 'string' as const]]),
  schedules: new Set<string>(),
  errorPath: false,
};

function templateOf(source: string): Template {
  const result = parseTemplate(source);
  if (result.kind === 'problems') throw new Error(result.problems[0]?.message);
  return result.template;
}

function render(source: string, mode?: RenderMode, variables = sampleVariables): string {
  return renderText(templateOf(source), scopeOf(variables), mode);
}

function failureOf(source: string, mode?: RenderMode, variables = sampleVariables): string {
  try {
    return `text ${render(source, mode, variables)}`;
  } catch (error) {
    if (error instanceof ExpressionFailure) return error.code;
    throw error;
  }
}

describe('texts with expressions', () => {
  test.each([
    ['', ''],
    ['Hello', 'Hello'],
    ['Hello {name}.', 'Hello Ana.'],
    ['{name}{name}', 'AnaAna'],
    ['{ name }', 'Ana'],
    ['{{name}', '{name}'],
    ['{{{name}}', '{Ana}'],
    ['{{{{', '{{'],
    ['a } b }} c', 'a } b }} c'],
    ['{name}}', 'Ana}'],
    ["{'}'}", '}'],
    ["{'{'}", '{'],
    ['{"\\"}"}', '"}'],
    ["{r'\\'}}", '\\}'],
    ["{'''}'''}", '}'],
    ["{name + '{name}'}", 'Ana{name}'],
    ["{name == 'Ana' ? '{' : '}'}", '{'],
    ['{n}', '5'],
    ['{n / 2}', '2.5'],
    ['{1.0}', '1'],
    ['{1e21}', '1e+21'],
    ['{flag} {!flag}', 'true false'],
    ['[{nothing}{unset}]', '[]'],
    ['{customer.address}', '{"city":"Köln","zip":null}'],
    ['{list}', '[1,2,3,"a",null]'],
    ['${name}', '$Ana'],
    ['\u{1F600}{emoji}', '\u{1F600}a\u{1F600}b'],
  ])('%j gives %j', (source, expected) => {
    expect(render(source)).toBe(expected);
  });

  test('all problems at once, with offsets in the text', () => {
    const source = 'Hello {nam +} and {1 2} and {name';
    const result = parseTemplate(source);
    const places = result.kind === 'problems' ? result.problems.map(({ start, end }) => [start, end]) : [];
    expect(places).toStrictEqual([
      [12, 12],
      [21, 22],
      [28, 29],
    ]);
  });

  test.each([
    ['{', 0],
    ['a {name', 2],
    ["a {'}", 3],
    ['{}', 1],
    ['{ }', 2],
    ['{"a": 1}', 4],
    ["{'\\q'}", 2],
  ])('%j is refused at %d, and the way to write a brace is told', (source, start) => {
    const result = parseTemplate(source);
    expect(result).toMatchObject({ kind: 'problems', problems: [{ code: 'EXPRESSION-SYNTAX', start }] });
    expect(result.kind === 'problems' && result.problems[0]?.message).toContain('{{');
  });

  test('problems of types stand in the text', () => {
    const source = 'Dear {nam}, you have {name * 2} points';
    const found = checkTemplate(templateOf(source), environment).map(({ start, end }) =>
      source.slice(start, end),
    );
    expect(found).toStrictEqual(['nam', 'name']);
  });

  test('the expressions of a template are known for analysis', () => {
    const used = referencesOfAll(
      templateExpressions(templateOf("{name} {schedule('office')} {name.size() + n}")),
    );
    expect(used).toStrictEqual({
      variables: ['name', 'n'],
      schedules: ['office'],
      functions: ['schedule', 'size'],
    });
  });

  test('what cannot be computed is a failure, also a text that grows too long', () => {
    expect(failureOf('{n / 0}')).toBe('EXPRESSION-DIVISION-BY-ZERO');
    const long = { a: 'x'.repeat(60_000) };
    expect(failureOf('{a}{a}', 'text', long)).toBe('EXPRESSION-TOO-LONG');
    expect(failureOf('{a}', 'text', { a: 'x'.repeat(70_000) })).toBe('EXPRESSION-TOO-LONG');
  });
});

describe('values in URLs', () => {
  test.each([
    ['https://crm.example/{id}', 'a b/c?d&e#f', 'https://crm.example/a%20b%2Fc%3Fd%26e%23f'],
    ['https://crm.example/{id}', "!'()*-._~", 'https://crm.example/%21%27%28%29%2A-._~'],
    ['https://crm.example/{id}', 'Zoë \u{1F600}', 'https://crm.example/Zo%C3%AB%20%F0%9F%98%80'],
    ['https://crm.example/{id}', '\ud83d', 'https://crm.example/%EF%BF%BD'],
    ['https://crm.example/{id}', '%2e', 'https://crm.example/%252e'],
    ['https://crm.example/?a={id}', '..', 'https://crm.example/?a=..'],
    ['https://crm.example/v{id}.json', '..', 'https://crm.example/v...json'],
  ])('%s with %j', (source, id, expected) => {
    expect(render(source, 'url', { id })).toBe(expected);
    expect(new URL(render(source, 'url', { id })).host).toBe('crm.example');
  });

  test.each([
    ['https://crm.example/accounts/{id}/x', '..'],
    ['https://crm.example/accounts/{id}', '.'],
    ['https://crm.example/{id}{id}/secret', '.'],
    ['https://crm.example/.{id}', '.'],
  ])('%s refuses %j, which would climb the path', (source, id) => {
    expect(failureOf(source, 'url', { id })).toBe('EXPRESSION-URL');
  });
});

describe('values in SSML and headers', () => {
  test('SSML: what the author wrote stays, values are escaped', () => {
    expect(render('<p>{a}</p>', 'ssml', { a: `<b a="1">&'</b>` })).toBe(
      '<p>&lt;b a=&quot;1&quot;&gt;&amp;&apos;&lt;/b&gt;</p>',
    );
    expect(render('{a}', 'ssml', { a: 'x\u0000\u0007\ud800\uffffy\n' })).toBe('x\ufffd\ufffd\ufffd\ufffdy\n');
  });

  test.each(['a\nb', 'a\rb', '\r\n', 'a\u0000'])('headers refuse %j', (a) => {
    expect(failureOf('x {a}', 'header', { a })).toBe('EXPRESSION-LINE-BREAK');
  });

  test('headers take everything else', () => {
    expect(render('Bearer {a}', 'header', { a: 'é <&> "x"' })).toBe('Bearer é <&> "x"');
  });
});

describe('JSON values with expressions', () => {
  function jsonOf(value: JsonValue): JsonValue {
    const result = parseJsonTemplate(value);
    if (result.kind === 'problems') throw new Error(result.problems[0]?.message);
    return renderJson(result.template, scopeOf(sampleVariables));
  }

  test('a string that is exactly an expression keeps its type, others become text', () => {
    expect(
      jsonOf({
        number: '{n}',
        text: '{n} ',
        pair: '{n}{n}',
        flag: '{flag}',
        nothing: '{nothing}',
        object: '{customer.address}',
        list: ['{list}', '{{n}', 1, null, true, { deep: '{name}' }],
        '{name}': 'keys are as written',
      }),
    ).toStrictEqual({
      number: 5,
      text: '5 ',
      pair: '55',
      flag: true,
      nothing: null,
      object: { city: 'Köln', zip: null },
      list: [[1, 2, 3, 'a', null], '{n}', 1, null, true, { deep: 'Ana' }],
      '{name}': 'keys are as written',
    });
  });

  test('problems name the string and the place in it', () => {
    const result = parseJsonTemplate({ a: { 'b/c': ['ok', 'x {'] }, d: '{1 2}' }, '/nodes/n/body');
    expect(result).toMatchObject({
      kind: 'problems',
      problems: [
        { pointer: '/nodes/n/body/a/b~1c/1', start: 2 },
        { pointer: '/nodes/n/body/d', start: 3 },
      ],
    });
  });

  test('expressions are placed, and checked in place', () => {
    const result = parseJsonTemplate({ a: '{nam}', b: ['x {name} {name - 1}'] }, '/body');
    if (result.kind === 'problems') throw new Error('unexpected');
    expect(placedExpressions(result.template).map(({ pointer, offset }) => [pointer, offset])).toStrictEqual([
      ['/body/a', 1],
      ['/body/b/0', 3],
      ['/body/b/0', 10],
    ]);
    expect(checkJsonTemplate(result.template, environment)).toMatchObject([
      { pointer: '/body/a', start: 1, end: 4, suggestion: 'name' },
      { pointer: '/body/b/0', start: 10, end: 14 },
    ]);
  });

  test('what its expressions make is bounded in all, and in depth', () => {
    const many = (count: number) => Array.from({ length: count }, () => '{a}');
    const failure = (value: JsonValue, a: JsonValue): string => {
      const result = parseJsonTemplate(value);
      if (result.kind === 'problems') throw new Error('unexpected');
      try {
        return JSON.stringify(renderJson(result.template, scopeOf({ a }))).slice(0, 10);
      } catch (error) {
        return error instanceof ExpressionFailure ? error.code : 'another';
      }
    };
    const long = 'x'.repeat(60_000);
    expect(failure(many(17), long)).toBe('["xxxxxxxx');
    expect(failure(many(18), long)).toBe('EXPRESSION-TOO-LONG');
    expect(
      failure(
        many(20_000).map((text) => `${text}!`),
        long,
      ),
    ).toBe('EXPRESSION-TOO-LONG');
    const deep = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as JsonValue;
    expect(failure('{a}', deep)).toBe('EXPRESSION-TOO-LONG');
  });

  test('a __proto__ member stays data', () => {
    const value = JSON.parse('{"__proto__": {"a": "{n}"}}') as JsonValue;
    expect(JSON.stringify(jsonOf(value))).toBe('{"__proto__":{"a":5}}');
  });
});
