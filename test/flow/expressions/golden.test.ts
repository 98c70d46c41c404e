/** Expression -> result, failure or problem. A changed line here breaks the replay of calls in flight. */
import type { JsonValue } from '../../../src/call/index.ts';
import { evaluate, ExpressionFailure, parseExpression } from '../../../src/flow/expressions/index.ts';
import golden from './golden.json' with { type: 'json' };
import { sampleVariables, scopeOf } from './sample-scope.ts';

type Outcome = JsonValue | { readonly failure: string } | { readonly problem: string };

function outcomeOf(source: string): Outcome {
  const parsed = parseExpression(source);
  if (parsed.kind === 'problems') return { problem: parsed.problems[0]?.code ?? 'none' };
  try {
    return evaluate(parsed.expression, scopeOf(sampleVariables));
  } catch (error) {
    if (error instanceof ExpressionFailure) return { failure: error.code };
    throw error;
  }
}

describe.each(Object.entries(golden))('golden: %s', (_group, cases) => {
  test.each(cases)('%j gives %j', (source, expected) => {
    expect(outcomeOf(String(source))).toStrictEqual(expected);
  });
});

test('the golden file has some hundreds of expressions, none twice', () => {
  const sources = Object.values(golden).flatMap((cases) => cases.map(([source]) => source));
  expect(new Set(sources).size).toBe(sources.length);
  expect(sources.length).toBeGreaterThan(400);
});
