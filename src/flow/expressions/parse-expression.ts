import { expressionLimits } from './expression.ts';
import type { Expression, ExpressionProblem, Parsed } from './expression.ts';
import { Parser, SyntaxProblem } from './parser.ts';

/**
 * Parses an expression: CEL's grammar without maps, messages, macros and bytes. Names are not looked at.
 *
 * Problems: `EXPRESSION-SYNTAX` (one, the first) and `EXPRESSION-TOO-LARGE`; offsets count from the text's start.
 */
export function parseExpression(text: string): Parsed<{ readonly expression: Expression }> {
  if (text.length > expressionLimits.length) {
    const message = `An expression has at most ${expressionLimits.length} characters; this one has ${text.length}. Split it with a set node.`;
    return failed({
      code: 'EXPRESSION-TOO-LARGE',
      message,
      start: expressionLimits.length,
      end: text.length,
    });
  }
  try {
    return { kind: 'ok', expression: { source: text, root: new Parser(text).parse() } };
  } catch (error) {
    if (error instanceof SyntaxProblem) return failed(error.problem);
    throw error;
  }
}

function failed(problem: ExpressionProblem): Parsed<never> {
  return { kind: 'problems', problems: [problem] };
}
