/**
 * X1  Same expression, same scope, same answer, on every replay and every version of Node: no clock, no random,
 *     no locale.
 * X2  Every evaluation ends, in time linear in the expression and what it reads (`expressionLimits`).
 * X3  Only own members of objects are ever read; a name on a prototype is a missing member.
 * X4  Nothing but an ExpressionFailure is thrown, and neither NaN nor an infinity is ever a result.
 */
import { isJsonObject } from '../../call/index.ts';
import type { JsonValue } from '../../call/index.ts';
import { isJsonList } from '../document/index.ts';
import { Arguments } from './arguments.ts';
import { expressionLimits } from './expression.ts';
import type { Expression, ExpressionNode, SourceRange } from './expression.ts';
import { ExpressionFailure } from './failure.ts';
import { functions } from './functions.ts';
import { compute } from './operators.ts';
import type { Scope } from './scope.ts';
import { equalValues, kindInWords, memberOf, weightOf } from './values.ts';

type Node<Kind extends ExpressionNode['kind']> = Extract<ExpressionNode, { readonly kind: Kind }>;

/** The value of an expression in a scope; throws an ExpressionFailure where it cannot be computed. */
export function evaluate(expression: Expression, scope: Scope): JsonValue {
  return valueOf(expression.root, scope);
}

function valueOf(node: ExpressionNode, scope: Scope): JsonValue {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'variable':
      return scope.lookUp(node.name) ?? null;
    case 'list':
      return listOf(node, scope);
    case 'member':
      return member(valueOf(node.object, scope), node);
    case 'index':
      return indexed(valueOf(node.object, scope), valueOf(node.index, scope), node);
    case 'unary':
      return node.operator === '!' ? !truth(node.operand, scope) : negated(node.operand, scope);
    case 'binary':
      return binary(node, scope);
    case 'conditional':
      return valueOf(truth(node.condition, scope) ? node.then : node.otherwise, scope);
    case 'call':
      return called(node, scope);
  }
}

function listOf(node: Node<'list'>, scope: Scope): JsonValue {
  const list = node.items.map((item) => valueOf(item, scope));
  if (weightOf(list, expressionLimits.list) !== undefined) return list;
  throw new ExpressionFailure('EXPRESSION-TOO-LONG', 'This list would become too large or too deep.', node);
}

function member(object: JsonValue, node: Node<'member'>): JsonValue {
  if (object === null) return null;
  if (isJsonObject(object)) return memberOf(object, node.name);
  const message = `"${node.name}" is asked of ${kindInWords(object)}; only an object has members.`;
  throw new ExpressionFailure('EXPRESSION-WRONG-OPERAND', message, node.object);
}

function indexed(object: JsonValue, index: JsonValue, node: Node<'index'>): JsonValue {
  if (index === null) {
    throw new ExpressionFailure('EXPRESSION-NULL-OPERAND', 'The index is null.', node.index);
  }
  if (object === null) return null;
  if (isJsonList(object)) {
    if (typeof index !== 'number') throw wrongIndex('a list', 'a whole number', index, node);
    if (Number.isInteger(index)) return object[index] ?? null;
    throw new ExpressionFailure('EXPRESSION-NOT-WHOLE', 'The index of a list is a whole number.', node.index);
  }
  if (!isJsonObject(object)) {
    const hint = typeof object === 'string' ? ' Parts of a text are taken with substring().' : '';
    const message = `${kindInWords(object)} cannot be indexed.${hint}`;
    throw new ExpressionFailure('EXPRESSION-WRONG-OPERAND', message, node.object);
  }
  if (typeof index !== 'string') throw wrongIndex('an object', 'text', index, node);
  return memberOf(object, index);
}

function wrongIndex(
  object: string,
  wanted: string,
  index: JsonValue,
  node: Node<'index'>,
): ExpressionFailure {
  const message = `The index of ${object} is ${wanted}, not ${kindInWords(index)}.`;
  return new ExpressionFailure('EXPRESSION-WRONG-OPERAND', message, node.index);
}

function truth(node: ExpressionNode, scope: Scope): boolean {
  const value = valueOf(node, scope);
  if (typeof value === 'boolean') return value;
  throw wrongOperand('true or false', value, node);
}

function negated(node: ExpressionNode, scope: Scope): number {
  const value = valueOf(node, scope);
  if (typeof value !== 'number') throw wrongOperand('a number', value, node);
  return value === 0 ? 0 : -value;
}

function wrongOperand(wanted: string, value: JsonValue, place: SourceRange): ExpressionFailure {
  const code = value === null ? 'EXPRESSION-NULL-OPERAND' : 'EXPRESSION-WRONG-OPERAND';
  return new ExpressionFailure(code, `This is ${kindInWords(value)} where ${wanted} is needed.`, place);
}

function binary(node: Node<'binary'>, scope: Scope): JsonValue {
  const { operator, left, right } = node;
  switch (operator) {
    case '&&':
      return truth(left, scope) && truth(right, scope);
    case '||':
      return truth(left, scope) || truth(right, scope);
    case '==':
      return isEqual(valueOf(left, scope), valueOf(right, scope), node);
    case '!=':
      return !isEqual(valueOf(left, scope), valueOf(right, scope), node);
    case 'in':
      return isIn(valueOf(left, scope), valueOf(right, scope), node);
    default:
      return compute(operator, valueOf(left, scope), valueOf(right, scope), node);
  }
}

function isEqual(left: JsonValue, right: JsonValue, place: SourceRange): boolean {
  const equal = equalValues(left, right);
  if (equal !== undefined) return equal;
  throw new ExpressionFailure('EXPRESSION-TOO-DEEP', 'These values are nested too deep to compare.', place);
}

/** An item of a list, or a member's name of an object. */
function isIn(item: JsonValue, container: JsonValue, node: Node<'binary'>): boolean {
  if (item === null) throw wrongOperand('a value', item, node.left);
  if (isJsonList(container)) return container.some((each) => isEqual(item, each, node));
  if (!isJsonObject(container)) throw wrongOperand('a list or an object', container, node.right);
  if (typeof item !== 'string') throw wrongOperand('the name of a member', item, node.left);
  return Object.hasOwn(container, item);
}

function called(node: Node<'call'>, scope: Scope): JsonValue {
  const definition = functions.get(node.name);
  if (definition === undefined) {
    throw new ExpressionFailure('EXPRESSION-UNKNOWN', `There is no function ${node.name}().`, node);
  }
  const values = node.arguments.map((argument) => valueOf(argument, scope));
  const given = new Arguments(scope, node.name, values, node.arguments, node);
  if (values.length > definition.parameters.length) {
    throw given.fail('EXPRESSION-WRONG-OPERAND', 'has too many arguments');
  }
  const result = definition.compute(given);
  return Object.is(result, -0) ? 0 : result;
}
