import { assertNever } from '../../call/index.ts';
import type { Expression, ExpressionNode } from './expression.ts';

/** What an expression makes use of; each list in the order of first use, without repeats. */
export interface References {
  /** The names of variables, and `call`, `now`, `error` where they are used. */
  readonly variables: readonly string[];
  /** The schedules that `schedule` and `nextOpening` ask for. */
  readonly schedules: readonly string[];
  readonly functions: readonly string[];
}

export function references(expression: Expression): References {
  return referencesOfAll([expression]);
}

/** The references of several expressions together, of a template for instance. */
export function referencesOfAll(expressions: Iterable<Expression>): References {
  const variables = new Set<string>();
  const schedules = new Set<string>();
  const functions = new Set<string>();
  for (const { root } of expressions) {
    for (const node of nodesOf(root)) {
      if (node.kind === 'variable') variables.add(node.name);
      if (node.kind !== 'call') continue;
      functions.add(node.name);
      const [first] = node.arguments;
      const scheduled = node.name === 'schedule' || node.name === 'nextOpening';
      if (scheduled && first?.kind === 'literal') schedules.add(String(first.value));
    }
  }
  return { variables: [...variables], schedules: [...schedules], functions: [...functions] };
}

/** Every node of a tree, parents before their parts, from left to right. */
export function* nodesOf(node: ExpressionNode): Iterable<ExpressionNode> {
  yield node;
  for (const part of partsOf(node)) yield* nodesOf(part);
}

function partsOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case 'literal':
    case 'variable':
      return [];
    case 'list':
      return node.items;
    case 'member':
      return [node.object];
    case 'index':
      return [node.object, node.index];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.condition, node.then, node.otherwise];
    case 'call':
      return node.arguments;
    default:
      return assertNever(node, 'expression node');
  }
}
