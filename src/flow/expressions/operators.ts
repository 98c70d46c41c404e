import type { JsonValue } from '../../call/index.ts';
import { compareCodePoints } from './code-points.ts';
import { expressionLimits } from './expression.ts';
import type { BinaryOperator, ExpressionNode } from './expression.ts';
import { ExpressionFailure } from './failure.ts';
import { kindInWords } from './values.ts';

type Binary = Extract<ExpressionNode, { readonly kind: 'binary' }>;

export type Arithmetic = Extract<BinaryOperator, '+' | '-' | '*' | '/' | '%'>;
export type Comparison = Extract<BinaryOperator, '<' | '<=' | '>' | '>='>;

/** Arithmetic on two numbers, `+` also on two texts, comparison of two numbers or two texts. */
export function compute(
  operator: Arithmetic | Comparison,
  left: JsonValue,
  right: JsonValue,
  node: Binary,
): JsonValue {
  if (typeof left === 'number' && typeof right === 'number') {
    return isComparison(operator)
      ? compares(operator, left - right)
      : finite(arithmetic(operator, left, right, node), node);
  }
  if (typeof left === 'string' && typeof right === 'string') {
    if (operator === '+') return joined(left, right, node);
    if (isComparison(operator)) return compares(operator, compareCodePoints(left, right));
  }
  throw mismatch(operator, left, right, node);
}

function isComparison(operator: Arithmetic | Comparison): operator is Comparison {
  return operator === '<' || operator === '<=' || operator === '>' || operator === '>=';
}

function compares(operator: Comparison, difference: number): boolean {
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

function arithmetic(operator: Arithmetic, left: number, right: number, node: Binary): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
    case '%':
      if (right === 0) {
        throw new ExpressionFailure('EXPRESSION-DIVISION-BY-ZERO', 'This is a division by zero.', node);
      }
      return operator === '/' ? left / right : left % right;
  }
}

/** Zero has no sign, so that a value is the same after it went through JSON. */
function finite(value: number, node: Binary): number {
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  throw new ExpressionFailure('EXPRESSION-OVERFLOW', 'The result is too large for a number.', node);
}

function joined(left: string, right: string, node: Binary): string {
  if (left.length + right.length <= expressionLimits.text) return left + right;
  const message = `The text would have more than ${expressionLimits.text} characters.`;
  throw new ExpressionFailure('EXPRESSION-TOO-LONG', message, node);
}

function mismatch(operator: string, left: JsonValue, right: JsonValue, node: Binary): ExpressionFailure {
  if (left === null || right === null) {
    const place = left === null ? node.left : node.right;
    const message = `An operand of ${operator} is null. Test it with == null first.`;
    return new ExpressionFailure('EXPRESSION-NULL-OPERAND', message, place);
  }
  const message = `${operator} cannot be computed for ${kindInWords(left)} and ${kindInWords(right)}.`;
  return new ExpressionFailure('EXPRESSION-WRONG-OPERAND', message, node);
}
