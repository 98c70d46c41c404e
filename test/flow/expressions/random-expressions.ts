import fc from 'fast-check';
import type { BinaryOperator, ExpressionNode } from '../../../src/flow/expressions/index.ts';
import { functions } from '../../../src/flow/expressions/index.ts';

const none = { start: 0, end: 0 };

const names = fc.constantFrom(
  'n',
  'name',
  'digits',
  'flag',
  'nothing',
  'emoji',
  'list',
  'customer',
  'call',
  'unset',
  'now',
);
const members = fc.oneof(
  names,
  fc.constantFrom('id', 'from', 'phone', 'tags', 'address', 'zip', 'constructor', '__proto__', 'toString'),
);
const literals = fc.oneof(
  fc.constantFrom<string | number | boolean | null>(
    null,
    true,
    false,
    0,
    1,
    2,
    3,
    0.5,
    1e308,
    5e-324,
    9007199254740991,
  ),
  fc
    .double({ min: 0, noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Number.isInteger(value) || value < 2 ** 53),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', '42', '-1.5', 'x', 'office', 'name', '(', 'a|b', '^[0-9]+$', '\u{1F600}'),
);
const binaryOperators = fc.constantFrom<BinaryOperator>(
  '+',
  '-',
  '*',
  '/',
  '%',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  '&&',
  '||',
);
const functionNames = fc.constantFrom(...functions.keys(), 'nothingOfTheKind');

/** Random syntax trees, well within the limits; offsets are all zero. */
export const randomNodes: fc.Arbitrary<ExpressionNode> = fc.letrec<{ node: ExpressionNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      literals.map((value): ExpressionNode => ({ kind: 'literal', value, ...none })),
      names.map((name): ExpressionNode => ({ kind: 'variable', name, ...none })),
    ),
    fc
      .array(tie('node'), { maxLength: 3 })
      .map((items): ExpressionNode => ({ kind: 'list', items, ...none })),
    fc
      .tuple(tie('node'), members)
      .map(([object, name]): ExpressionNode => ({ kind: 'member', object, name, ...none })),
    fc
      .tuple(tie('node'), tie('node'))
      .map(([object, index]): ExpressionNode => ({ kind: 'index', object, index, ...none })),
    fc
      .tuple(fc.constantFrom('-' as const, '!' as const), tie('node'))
      .map(([operator, operand]): ExpressionNode => ({ kind: 'unary', operator, operand, ...none })),
    fc
      .tuple(binaryOperators, tie('node'), tie('node'))
      .map(([operator, left, right]): ExpressionNode => ({ kind: 'binary', operator, left, right, ...none })),
    fc.tuple(tie('node'), tie('node'), tie('node')).map(([condition, then, otherwise]): ExpressionNode => ({
      kind: 'conditional',
      condition,
      then,
      otherwise,
      ...none,
    })),
    fc
      .tuple(functionNames, fc.array(tie('node'), { maxLength: 3 }))
      .map(([name, list]): ExpressionNode => ({ kind: 'call', name, arguments: list, ...none })),
  ),
})).node;

const strength: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};

/** How strongly a node holds together: 0 for `? :`, 6 for a sign, 7 for anything that needs no brackets. */
function strengthOf(node: ExpressionNode): number {
  if (node.kind === 'conditional') return 0;
  if (node.kind === 'binary') return strength[node.operator];
  return node.kind === 'unary' ? 6 : 7;
}

/** Prints a tree with no more brackets than precedence and associativity call for. */
export function print(node: ExpressionNode): string {
  const within = (part: ExpressionNode, least: number) =>
    strengthOf(part) < least ? `(${print(part)})` : print(part);
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? quoted(node.value) : String(node.value);
    case 'variable':
      return node.name;
    case 'list':
      return `[${node.items.map(print).join(', ')}]`;
    case 'member':
      return `${receiver(node.object)}.${node.name}`;
    case 'index':
      return `${receiver(node.object)}[${print(node.index)}]`;
    case 'unary':
      return `${node.operator}${within(node.operand, 6)}`;
    case 'binary': {
      const level = strength[node.operator];
      return `${within(node.left, level)} ${node.operator} ${within(node.right, level + 1)}`;
    }
    case 'conditional':
      return `${within(node.condition, 1)} ? ${within(node.then, 1)} : ${print(node.otherwise)}`;
    case 'call':
      return `${node.name}(${node.arguments.map(print).join(', ')})`;
  }
}

function receiver(node: ExpressionNode): string {
  const number = node.kind === 'literal' && typeof node.value === 'number';
  return strengthOf(node) < 7 || number ? `(${print(node)})` : print(node);
}

function quoted(text: string): string {
  const escaped = text.replace(/[\\'\u0000-\u001f]/g, (character) =>
    character === '\\' || character === "'"
      ? `\\${character}`
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${escaped}'`;
}

/** The tree with its offsets set to zero, so that trees can be compared. */
export function withoutOffsets(node: ExpressionNode): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => (key === 'start' || key === 'end' ? 0 : value)),
  );
}
