import fc from 'fast-check';
import type { JsonValue } from '../../../src/call/index.ts';
import {
  checkExpression,
  evaluate,
  ExpressionFailure,
  expressionLimits,
  parseExpression,
  references,
  renderText,
  parseTemplate,
} from '../../../src/flow/expressions/index.ts';
import type { ExpressionNode, VariableType } from '../../../src/flow/expressions/index.ts';
import { nodesOf } from '../../../src/flow/expressions/references.ts';
import { print, randomNodes, withoutOffsets } from './random-expressions.ts';
import { beyondModel, Failed, model } from './reference-model.ts';
import { sampleVariables, scopeOf } from './sample-scope.ts';

const runs = { numRuns: 1500 };

function parsed(source: string) {
  const result = parseExpression(source);
  if (result.kind === 'problems') throw new Error(`${source}: ${JSON.stringify(result.problems)}`);
  return result.expression;
}

/** The value, or the string FAILED; anything but an ExpressionFailure is thrown on. */
function outcome(compute: () => JsonValue, failure: abstract new (...given: never[]) => Error): unknown {
  try {
    return { value: compute() };
  } catch (error) {
    if (error instanceof failure) return 'FAILED';
    throw error;
  }
}

/** Random trees whose printed form is within the limits. */
const printable = randomNodes.filter((node) => print(node).length <= expressionLimits.length);

describe('parsing', () => {
  test('a printed tree parses back to the same tree', () => {
    fc.assert(
      fc.property(printable, (node) => {
        expect(withoutOffsets(parsed(print(node)).root)).toStrictEqual(withoutOffsets(node));
      }),
      runs,
    );
  });

  test('the offsets of every node cut out a text that parses to that node', () => {
    fc.assert(
      fc.property(printable, (node) => {
        const source = print(node);
        for (const part of nodesOf(parsed(source).root)) {
          const cut = source.slice(part.start, part.end);
          // Brackets around a part belong to the node around it; a cut that splits a pair of them is passed over.
          if (isBalanced(cut)) expect(withoutOffsets(parsed(cut).root)).toStrictEqual(withoutOffsets(part));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('no text makes the parser throw, and offsets of problems stay inside it', () => {
    const pieces = fc.constantFrom(
      'a',
      '1',
      "'",
      '"',
      '(',
      ')',
      '[',
      ']',
      '.',
      ',',
      '?',
      ':',
      '!',
      '-',
      '&&',
      'in',
      ' ',
      '\\',
      '{',
      '\u{1F600}',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map((list) => list.join('')),
        ),
        (source) => {
          const result = parseExpression(source);
          if (result.kind === 'ok') return;
          expect(result.problems.length).toBeGreaterThan(0);
          for (const { start, end } of result.problems) {
            expect(0 <= start && start <= end && end <= source.length).toBe(true);
          }
        },
      ),
      runs,
    );
  });
});

function isBalanced(text: string): boolean {
  let open = 0;
  for (const [token] of text.matchAll(/'(?:[^'\\]|\\.)*'|[()[\]]/g)) {
    if (token === '(' || token === '[') open += 1;
    if (token === ')' || token === ']') open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}

describe('evaluation', () => {
  test('X1 equals a naive model of the language', () => {
    let computed = 0;
    fc.assert(
      fc.property(printable, (node) => {
        fc.pre(![...nodesOf(node)].some((part) => part.kind === 'call' && beyondModel.has(part.name)));
        const mine = outcome(
          () => evaluate({ source: '', root: node }, scopeOf(sampleVariables)),
          ExpressionFailure,
        );
        expect(mine).toStrictEqual(outcome(() => model(node, sampleVariables), Failed));
        if (mine !== 'FAILED') computed += 1;
      }),
      { numRuns: 5000 },
    );
    expect(computed).toBeGreaterThan(500);
  });

  test('X4 throws nothing but ExpressionFailure, and gives JSON without NaN or infinities', () => {
    fc.assert(
      fc.property(
        randomNodes,
        fc.dictionary(fc.constantFrom('n', 'name', 'list', 'customer', 'flag'), fc.jsonValue()),
        (root, values) => {
          const variables = JSON.parse(JSON.stringify(values)) as Record<string, JsonValue>;
          const result = outcome(() => evaluate({ source: '', root }, scopeOf(variables)), ExpressionFailure);
          if (result !== 'FAILED') expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
        },
      ),
      runs,
    );
  });

  test('X1 does not change what it reads, and gives the same answer again', () => {
    const before = JSON.stringify(sampleVariables);
    fc.assert(
      fc.property(randomNodes, (root) => {
        const compute = () =>
          outcome(() => evaluate({ source: '', root }, scopeOf(sampleVariables)), ExpressionFailure);
        expect(compute()).toStrictEqual(compute());
      }),
      runs,
    );
    expect(JSON.stringify(sampleVariables)).toBe(before);
  });
});

describe('type checking', () => {
  const declared: ReadonlyMap<string, VariableType> = new Map([
    ['n', 'number'],
    ['name', 'string'],
    ['digits', 'digits'],
    ['flag', 'boolean'],
    ['nothing', 'string'],
    ['emoji', 'string'],
    ['list', 'json'],
    ['customer', 'json'],
    ['unset', 'number'],
  ]);
  const environment = { variables: declared, schedules: new Set(['office', 'night']), errorPath: false };

  test('an expression without problems gives its type or null, and fails for data only', () => {
    const dataFailures = /NULL|DIVISION|OVERFLOW|NOT-A-NUMBER|NOT-WHOLE|OUT-OF-RANGE|TOO-|PATTERN|WRONG/;
    let checked = 0;
    fc.assert(
      fc.property(printable, (node) => {
        const expression = parsed(print(node));
        const { type, problems } = checkExpression(expression, environment);
        fc.pre(problems.length === 0);
        checked += 1;
        try {
          const value = evaluate(expression, scopeOf(sampleVariables));
          if (value !== null && type.kind !== 'json') expect(kindOf(value)).toBe(type.kind);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionFailure);
          if (!(error instanceof ExpressionFailure)) return;
          expect(error.code).toMatch(dataFailures);
          if (error.code.includes('WRONG')) expect(touchesJson(node)).toBe(true);
        }
      }),
      { numRuns: 1500, maxSkipsPerRun: 1000 },
    );
    expect(checked).toBe(1500);
  });

  test('every problem stands inside the source', () => {
    fc.assert(
      fc.property(printable, (node) => {
        const expression = parsed(print(node));
        for (const { start, end } of checkExpression(expression, environment).problems) {
          expect(0 <= start && start < end && end <= expression.source.length).toBe(true);
        }
      }),
      runs,
    );
  });

  function kindOf(value: JsonValue): string {
    if (Array.isArray(value)) return 'list';
    return typeof value;
  }

  /** Only where JSON is read, or a list is built, can a type be wrong that the checker has let pass. */
  function touchesJson(node: ExpressionNode): boolean {
    return [...nodesOf(node)].some(
      (part) =>
        part.kind === 'list' ||
        part.kind === 'index' ||
        part.kind === 'conditional' ||
        (part.kind === 'variable' && (part.name === 'list' || part.name === 'customer')),
    );
  }
});

test('references name every variable and function of a tree once', () => {
  fc.assert(
    fc.property(printable, (node) => {
      const found = references({ source: '', root: node });
      const printed = JSON.stringify(node);
      const variables = [...printed.matchAll(/"kind":"variable","name":"(\w+)"/g)].map(([, name]) => name);
      const functions = [...printed.matchAll(/"kind":"call","name":"(\w+)"/g)].map(([, name]) => name);
      expect([...found.variables].sort()).toStrictEqual([...new Set(variables)].sort());
      expect([...found.functions].sort()).toStrictEqual([...new Set(functions)].sort());
    }),
  );
});

test('any text with its braces doubled is a template that gives the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.constantFrom('{', '}', 'a', "'")).map((list) => list.join('')),
      ),
      (text) => {
        const result = parseTemplate(text.replaceAll('{', '{{'));
        if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
        expect(renderText(result.template, scopeOf({}))).toBe(text);
      },
    ),
  );
});

test('a template of texts and expressions is their texts joined, whatever stands in their strings', () => {
  const part = fc.oneof(
    fc.string(),
    fc.string().map((text) => ({ text })),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const source = parts
        .map((each) =>
          typeof each === 'string'
            ? each.replaceAll('{', '{{')
            : `{ ${print({ kind: 'literal', value: each.text, start: 0, end: 0 })} }`,
        )
        .join('');
      const result = parseTemplate(source);
      if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
      const expected = parts.map((each) => (typeof each === 'string' ? each : each.text)).join('');
      expect(renderText(result.template, scopeOf({}))).toBe(expected);
    }),
  );
});
