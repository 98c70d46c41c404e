import { assertNever } from '../../call/index.ts';
import type { Expression, ExpressionNode } from '../expressions/index.ts';

/** Functions whose result does not tell what they were given. */
const tellNothing: ReadonlySet<string> = new Set([
  'size',
  'startsWith',
  'endsWith',
  'contains',
  'matches',
  'isDigits',
  'luhn',
  'schedule',
  'nextOpening',
  'bucket',
]);

const yieldOperand: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);

/**
 * The variables whose value, or a part of it, the result of an expression may show. A yes or no about a secret,
 * or its length, is not the secret: the flow could branch on it as well.
 */
export function exposedVariables(expression: Expression): ReadonlySet<string> {
  return new Set(exposedBy(expression.root));
}

function exposedBy(node: ExpressionNode): readonly string[] {
  switch (node.kind) {
    case 'literal':
      return [];
    case 'variable':
      return [node.name];
    case 'list':
      return node.items.flatMap(exposedBy);
    case 'member':
      return exposedBy(node.object);
    case 'index':
      return [...exposedBy(node.object), ...exposedBy(node.index)];
    case 'unary':
      return node.operator === '!' ? [] : exposedBy(node.operand);
    case 'binary':
      return yieldOperand.has(node.operator) ? [...exposedBy(node.left), ...exposedBy(node.right)] : [];
    case 'conditional':
      return [...exposedBy(node.then), ...exposedBy(node.otherwise)];
    case 'call':
      return tellNothing.has(node.name) ? [] : node.arguments.flatMap(exposedBy);
    default:
      return assertNever(node, 'expression node');
  }
}
