/** Inputs that bring other expression languages down: each must end quickly, with an answer, failure or problem. */
import type { JsonValue } from '../../../src/call/index.ts';
import {
  checkExpression,
  compilePattern,
  evaluate,
  ExpressionFailure,
  expressionLimits,
  parseExpression,
  parseTemplate,
  renderText,
} from '../../../src/flow/expressions/index.ts';
import { indexOfCodePoints } from '../../../src/flow/expressions/code-points.ts';
import { scopeOf } from './sample-scope.ts';

function problemOf(source: string): string {
  const result = parseExpression(source);
  return result.kind === 'problems' ? (result.problems[0]?.code ?? 'none') : 'ok';
}

function run(source: string, variables: Readonly<Record<string, JsonValue>> = {}): JsonValue {
  const result = parseExpression(source);
  if (result.kind === 'problems') throw new Error(result.problems[0]?.message);
  return evaluate(result.expression, scopeOf(variables));
}

function failureOf(source: string, variables: Readonly<Record<string, JsonValue>> = {}): string {
  try {
    return `value ${JSON.stringify(run(source, variables))}`;
  } catch (error) {
    if (error instanceof ExpressionFailure) return error.code;
    throw error;
  }
}

describe('X2 what is too large is refused when it is parsed', () => {
  test.each([
    ['20,000 parentheses', '('.repeat(20_000)],
    ['20,000 closed parentheses', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['900 brackets', `${'['.repeat(900)}${']'.repeat(900)}`],
    ['33 parentheses', `${'('.repeat(33)}1${')'.repeat(33)}`],
    ['33 signs', `${'!'.repeat(33)}true`],
    ['33 calls inside one another', `${'size('.repeat(33)}''${')'.repeat(33)}`],
    ['33 method arguments inside one another', `${"''.contains(".repeat(33)}''${')'.repeat(33)}`],
    ['33 indices inside one another', `${'a['.repeat(33)}0${']'.repeat(33)}`],
    ['a sum of 600 numbers', Array.from({ length: 600 }, () => '1').join('+')],
    ['a list of 600 numbers', `[${'1,'.repeat(600)}]`],
    ['600 members', `a${'.a'.repeat(600)}`],
    ['a choice of 300 branches', `${'a?1:'.repeat(300)}1`],
    ['2,001 characters', `'${'x'.repeat(1999)}'`],
  ])('%s', (_what, source) => {
    expect(problemOf(source)).toBe('EXPRESSION-TOO-LARGE');
  });

  test.each([
    ['32 parentheses', `${'('.repeat(32)}1${')'.repeat(32)}`],
    ['32 signs', `${'!'.repeat(32)}true`],
    ['many parentheses side by side', Array.from({ length: 200 }, () => '(1)').join('+')],
    ['a sum of 250 numbers', Array.from({ length: 250 }, () => '1').join('+')],
    ['250 members', `a${'.a'.repeat(250)}`],
    ['a choice of 100 branches', `${'false?1:'.repeat(100)}1`],
    ['2,000 characters', `'${'x'.repeat(1998)}'`],
  ])('%s are within the limits, and evaluate', (_what, source) => {
    expect(problemOf(source)).toBe('ok');
    expect(() => run(source)).not.toThrow();
  });
});

describe('X2 what an expression makes is bounded', () => {
  test('a text that doubles at every step stops at 64 KiB', () => {
    let text = 'x'.repeat(1000);
    const doubling = () => {
      for (let step = 0; step < 25; step++) {
        const doubled = run('a + a', { a: text });
        text = typeof doubled === 'string' ? doubled : 'no text';
      }
    };
    expect(doubling).toThrow(ExpressionFailure);
    expect(text.length).toBeLessThanOrEqual(expressionLimits.text);
    expect(failureOf('a + a', { a: text })).toBe('EXPRESSION-TOO-LONG');
  });

  test('a list that doubles at every step stops too', () => {
    let list: JsonValue = ['x'.repeat(100)];
    const doubling = () => {
      for (let step = 0; step < 60; step++) list = run('[a, a]', { a: list });
    };
    expect(doubling).toThrow(ExpressionFailure);
    expect(JSON.stringify(list).length).toBeLessThan(2 * expressionLimits.list);
  });

  test('a list that wraps itself again and again stops at the depth that can be written', () => {
    let list: JsonValue = [];
    const wrapping = () => {
      for (let step = 0; step < 200; step++) list = run('[a]', { a: list });
    };
    expect(wrapping).toThrow(ExpressionFailure);
  });

  test('upper case that grows is bounded', () => {
    expect(failureOf('a.upper()', { a: 'ß'.repeat(40_000) })).toBe('EXPRESSION-TOO-LONG');
    expect(failureOf('a.lower()', { a: 'İ'.repeat(40_000) })).toBe('EXPRESSION-TOO-LONG');
  });

  test('JSON nested 100,000 deep is neither compared nor written, and nothing overflows', () => {
    const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const a = JSON.parse(text) as JsonValue;
    const b = JSON.parse(text) as JsonValue;
    expect(failureOf('a == b', { a, b })).toBe('EXPRESSION-TOO-DEEP');
    expect(failureOf('a in [b]', { a, b })).toBe('EXPRESSION-TOO-LONG');
    expect(failureOf('string(a)', { a })).toBe('EXPRESSION-TOO-LONG');
    expect(failureOf('[a]', { a })).toBe('EXPRESSION-TOO-LONG');
    expect(run('size(a)', { a })).toBe(1);
    const template = parseTemplate('{a}');
    expect(template.kind).toBe('ok');
    if (template.kind === 'ok') {
      expect(() => renderText(template.template, scopeOf({ a }))).toThrow(ExpressionFailure);
    }
  });

  test('a large JSON value may be passed on, but not written into a text', () => {
    const body = { items: Array.from({ length: 20_000 }, (_, index) => ({ index })) };
    expect(run('body', { body })).toBe(body);
    expect(run('body.items[19999].index', { body })).toBe(19_999);
    expect(failureOf('string(body)', { body })).toBe('EXPRESSION-TOO-LONG');
    expect(run('body == body', { body })).toBe(true);
  });
});

describe('X2 time is linear', () => {
  /** Milliseconds of processor time, so that a busy machine does not count. */
  function timeOf(compute: () => unknown): number {
    const start = process.cpuUsage();
    compute();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  }

  test.each(['(a|a)*b', '(a+)+b', '(a|aa)+b', '(.*a){20}b', '(?:a{1,30}){1,30}b', '(x+x+)+y'])(
    'the pattern %s over 64 KiB',
    (pattern) => {
      const text = 'a'.repeat(expressionLimits.text);
      expect(timeOf(() => failureOf('a.matches(p)', { a: text, p: pattern }))).toBeLessThan(2000);
      expect(failureOf('a.matches(p)', { a: text, p: pattern })).toBe('value false');
    },
  );

  test('a needle that almost fits everywhere', () => {
    const text = 'a'.repeat(500_000);
    const needle = `${'a'.repeat(125_000)}b${'a'.repeat(125_000)}`;
    expect(timeOf(() => indexOfCodePoints(text, needle))).toBeLessThan(2000);
    expect(run('a.contains(b)', { a: text, b: needle })).toBe(false);
    expect(run('a.indexOf(b)', { a: `${text}${needle}`, b: needle })).toBe(500_000);
  });

  test('the largest expression over a large text', () => {
    const source = Array.from({ length: 130 }, () => 'size(a)').join('+');
    expect(timeOf(() => run(source, { a: 'x'.repeat(60_000) }))).toBeLessThan(2000);
  });
});

describe('patterns', () => {
  test.each([
    '((a{100}){100}){100}',
    'a{1001}',
    '(?=a)',
    '(?<!a)b',
    '(a)\\1',
    '(',
    '[z-a]',
    '*',
    '\\C',
    'x'.repeat(1001),
  ])('%.30s is refused', (source) => {
    expect(compilePattern(source).kind).toBe('bad');
  });

  test('repetitions that multiply are refused by the size of their program', () => {
    expect(compilePattern('(?:a{1,30}){1,30}').kind).toBe('ok');
    expect(compilePattern('(?:a{1,30}){1,30}(?:b{1,30}){1,30}')).toMatchObject({
      kind: 'bad',
      reason: expect.stringContaining('too large'),
    });
  });

  test('at most 64 KiB are searched', () => {
    expect(run("a.matches('b$')", { a: `${'a'.repeat(expressionLimits.text - 1)}b` })).toBe(true);
    expect(failureOf("a.matches('b$')", { a: `${'a'.repeat(expressionLimits.text)}b` })).toBe(
      'EXPRESSION-TOO-LONG',
    );
  });

  test('thousands of different patterns do not pile up answers that differ', () => {
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 1200; index++) {
        const pattern = compilePattern(`^${index}$`);
        expect(pattern.kind === 'ok' && pattern.matches(String(index)) && !pattern.matches(`${index}0`)).toBe(
          true,
        );
      }
    }
  });
});

describe('X3 prototypes are out of reach', () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    '__defineGetter__',
  ];

  test.each(names)('%s is a missing member, variable and function', (name) => {
    const variables = { object: { a: 1 }, name };
    expect(run(`object.${name}`, variables)).toBeNull();
    expect(run('object[name]', variables)).toBeNull();
    expect(run(`object.${name}.${name}`, variables)).toBeNull();
    expect(run(name, variables)).toBeNull();
    expect(run('name in object', variables)).toBe(false);
    expect(failureOf(`${name}()`, variables)).toBe('EXPRESSION-UNKNOWN');
    expect(failureOf(`object.${name}()`, variables)).toBe('EXPRESSION-UNKNOWN');
  });

  test('an own member of that name, from a JSON body, is data like any other', () => {
    const object = JSON.parse('{"__proto__": {"admin": true}}') as JsonValue;
    expect(run('object.__proto__.admin', { object })).toBe(true);
    expect(run('object.admin', { object })).toBeNull();
  });

  test.each(names)('the checker does not know %s', (name) => {
    const environment = { variables: new Map(), schedules: new Set<string>(), errorPath: true };
    for (const source of [name, `call.${name}`, `call['${name}']`, `${name}(1)`, `schedule('${name}')`]) {
      const result = parseExpression(source);
      expect(result.kind).toBe('ok');
      if (result.kind === 'ok')
        expect(checkExpression(result.expression, environment).problems).toHaveLength(1);
    }
  });
});

describe('X1 what would give another answer on a replay is refused when the flow is loaded', () => {
  const environment = {
    variables: new Map([['a', 'json' as const]]),
    schedules: new Set(['s']),
    errorPath: true,
  };
  const codes = (source: string): readonly string[] => {
    const parsed = parseExpression(source);
    if (parsed.kind === 'problems') return parsed.problems.map(({ code }) => code);
    return checkExpression(parsed.expression, environment).problems.map(({ code }) => code);
  };

  test.each([
    'now()',
    'random()',
    'Math.random()',
    'Date()',
    "timestamp('2026-01-01T00:00:00Z')",
    "duration('1h')",
    'getDate(now)',
    'uuid()',
    "eval('1')",
    "fetch('https://example.com')",
    'process.env',
    'globalThis',
  ])('%s', (source) => {
    expect(codes(source)).not.toEqual([]);
  });

  test.each([
    'a.map(x, x)',
    'a.filter(x, x > 1)',
    'a.all(x, a.all(y, a.all(z, a.all(v, a.all(w, x > w)))))',
    'a.exists(x, x)',
    'has(a.b)',
    'cel.bind(x, a, x)',
  ])('macros are none, however deep: %s', (source) => {
    expect(codes(source)).toContain('EXPRESSION-UNKNOWN-FUNCTION');
  });

  test.each([
    '%',
    '!%',
    '-%',
    '% + 1',
    '1 + %',
    '% == 1',
    "'x' in %",
    '% in [1]',
    'true && %',
    '% || true',
    'a ? % : 1',
    'a ? 1 : %',
    '% ? 1 : 2',
    '[1, %]',
    '[[%]]',
    'a[%]',
    '%[0]',
    '%.b',
    'size(%)',
    '%.size()',
    "'a'.substring(0, %)",
    "bucket('n', %)",
    'a.contains(%.b[0])',
    'false && (true || [%] == a)',
  ])('a function that does not exist is found wherever it hides: %s', (place) => {
    expect(codes(place.replace('%', 'evil(a)'))).toContain('EXPRESSION-UNKNOWN-FUNCTION');
  });
});

test('no failure tells a value', () => {
  const secret = '4929000000006';
  const variables = { secret, number: 4929000000006, list: [secret], object: { [secret]: secret } };
  const sources = [
    '-secret',
    'secret - 1',
    'number + secret',
    'secret.x',
    'secret[0]',
    "number('x' + secret)",
    'size(number)',
    'list + list',
    '!secret',
    'secret ? 1 : 2',
    'list[secret]',
    'object[1]',
    'secret in secret',
    "secret.matches('(' + secret)",
    "bucket('a', number)",
    'number(list)',
    'secret < number',
  ];
  for (const source of sources) {
    expect.assertions(sources.length);
    try {
      run(source, variables);
    } catch (error) {
      if (error instanceof ExpressionFailure) expect(error.message).not.toContain(secret);
    }
  }
});
