import type { SourceRange } from './expression.ts';

export const expressionFailureCodes = [
  'EXPRESSION-NULL-OPERAND',
  'EXPRESSION-WRONG-OPERAND',
  'EXPRESSION-DIVISION-BY-ZERO',
  'EXPRESSION-OVERFLOW',
  'EXPRESSION-NOT-A-NUMBER',
  'EXPRESSION-NOT-WHOLE',
  'EXPRESSION-OUT-OF-RANGE',
  'EXPRESSION-TOO-LONG',
  'EXPRESSION-TOO-DEEP',
  'EXPRESSION-PATTERN',
  'EXPRESSION-UNKNOWN',
  'EXPRESSION-LINE-BREAK',
  'EXPRESSION-URL',
] as const;

export type ExpressionFailureCode = (typeof expressionFailureCodes)[number];

/**
 * An expression that cannot be computed: the flow's error `expression`. The message names kinds of values, never
 * a value, since a value may be sensitive. `start` and `end` are offsets in the expression's source.
 */
export class ExpressionFailure extends Error {
  override readonly name = 'ExpressionFailure';
  readonly code: ExpressionFailureCode;
  readonly start: number;
  readonly end: number;

  constructor(code: ExpressionFailureCode, message: string, { start, end }: SourceRange) {
    super(message);
    this.code = code;
    this.start = start;
    this.end = end;
  }
}
