/**
 * The language a second time, as directly as JavaScript allows and without a line of the product's: slow, without
 * limits, with no more to say than "failed". What it computes is compared with the evaluator.
 */
import type { JsonValue } from '../../../src/call/index.ts';
import type { ExpressionNode } from '../../../src/flow/expressions/index.ts';

export class Failed extends Error {}

type Values = Readonly<Record<string, JsonValue>>;

function need<Wanted extends JsonValue>(value: JsonValue, is: (value: JsonValue) => value is Wanted): Wanted {
  if (is(value)) return value;
  throw new Failed();
}
const isText = (value: JsonValue): value is string => typeof value === 'string';
const isNumber = (value: JsonValue): value is number => typeof value === 'number';
const isTruth = (value: JsonValue): value is boolean => typeof value === 'boolean';

function finite(value: number): number {
  if (Number.isFinite(value)) return value + 0 === 0 ? 0 : value;
  throw new Failed();
}

/** Values are equal if their JSON is, with members in order. */
function same(one: JsonValue, other: JsonValue): boolean {
  return ordered(one) === ordered(other);
}
function ordered(value: JsonValue): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function own(object: JsonValue, name: JsonValue): JsonValue {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) throw new Failed();
  const found = Object.entries(object).find(([each]) => each === need(name, isText));
  return found === undefined ? null : found[1];
}

export function model(node: ExpressionNode, values: Values): JsonValue {
  const value = (part: ExpressionNode) => model(part, values);
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'variable':
      return Object.entries(values).find(([name]) => name === node.name)?.[1] ?? null;
    case 'list':
      return node.items.map(value);
    case 'member': {
      const object = value(node.object);
      return object === null ? null : own(object, node.name);
    }
    case 'index': {
      const object = value(node.object);
      const index = value(node.index);
      if (index === null) throw new Failed();
      if (object === null) return null;
      if (!Array.isArray(object)) return own(object, index);
      if (!Number.isInteger(need(index, isNumber))) throw new Failed();
      const items: readonly JsonValue[] = object;
      return items.find((_item, place) => place === index) ?? null;
    }
    case 'unary':
      return node.operator === '!'
        ? !need(value(node.operand), isTruth)
        : finite(-need(value(node.operand), isNumber));
    case 'conditional':
      return need(value(node.condition), isTruth) ? value(node.then) : value(node.otherwise);
    case 'binary':
      return binary(node, value);
    case 'call':
      return call(node.name, node.arguments.map(value));
  }
}

type Binary = Extract<ExpressionNode, { readonly kind: 'binary' }>;

function binary({ operator, left, right }: Binary, value: (node: ExpressionNode) => JsonValue): JsonValue {
  if (operator === '&&') return need(value(left), isTruth) ? need(value(right), isTruth) : false;
  if (operator === '||') return need(value(left), isTruth) ? true : need(value(right), isTruth);
  const one = value(left);
  const other = value(right);
  if (operator === '==') return same(one, other);
  if (operator === '!=') return !same(one, other);
  if (one === null || other === null) throw new Failed();
  if (operator === 'in') {
    if (Array.isArray(other)) return (other as readonly JsonValue[]).some((each) => same(one, each));
    if (typeof other !== 'object') throw new Failed();
    return Object.keys(other).includes(need(one, isText));
  }
  if (isText(one) && isText(other)) {
    const order = Buffer.compare(Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8'));
    if (operator === '+') return one + other;
    return ordering(operator, order);
  }
  const a = need(one, isNumber);
  const b = need(other, isNumber);
  if ((operator === '/' || operator === '%') && b === 0) throw new Failed();
  if (operator === '+') return finite(a + b);
  if (operator === '-') return finite(a - b);
  if (operator === '*') return finite(a * b);
  if (operator === '/') return finite(a / b);
  if (operator === '%') return finite(a % b);
  return ordering(operator, a === b ? 0 : a < b ? -1 : 1);
}

function ordering(operator: string, order: number): boolean {
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  if (operator === '>') return order > 0;
  if (operator === '>=') return order >= 0;
  throw new Failed();
}

const arity: Readonly<Record<string, readonly [number, number]>> = {
  size: [1, 1],
  startsWith: [2, 2],
  endsWith: [2, 2],
  contains: [2, 2],
  indexOf: [2, 2],
  substring: [2, 3],
  trim: [1, 1],
  lower: [1, 1],
  upper: [1, 1],
  number: [1, 1],
  string: [1, 1],
  isDigits: [1, 1],
  luhn: [1, 1],
};
/** What the model leaves to other tests: these need a scope or a pattern engine. */
export const beyondModel: ReadonlySet<string> = new Set(['matches', 'schedule', 'nextOpening', 'bucket']);

function call(name: string, list: readonly JsonValue[]): JsonValue {
  const [least, most] = (Object.hasOwn(arity, name) ? arity[name] : undefined) ?? [Infinity, 0];
  if (list.length < least || list.length > most) throw new Failed();
  if (list.some((each) => each === null)) throw new Failed();
  const [one = null, two = null, three = null] = list;
  if (name === 'string') return typeof one === 'object' ? JSON.stringify(one) : String(one);
  if (name === 'size' && typeof one === 'object' && one !== null) return Object.keys(one).length;
  if (name === 'number' && typeof one === 'number') return one;
  const text = need(one, isText);
  const points = Array.from(text);
  switch (name) {
    case 'size':
      return points.length;
    case 'startsWith':
      return text.startsWith(need(two, isText));
    case 'endsWith':
      return text.endsWith(need(two, isText));
    case 'contains':
      return text.includes(need(two, isText));
    case 'indexOf': {
      const at = text.indexOf(need(two, isText));
      return at < 0 ? -1 : Array.from(text.slice(0, at)).length;
    }
    case 'substring': {
      const whole = [two, ...(list.length > 2 ? [three] : [])].map((each) => need(each, isNumber));
      if (!whole.every(Number.isInteger)) throw new Failed();
      const [from = 0, to = Infinity] = whole.map((each) => Math.max(0, each));
      return points.slice(from, to).join('');
    }
    case 'trim':
      return text.replace(/^\s+|\s+$/g, '');
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'number':
      if (!/^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$/.test(text)) throw new Failed();
      return finite(parseFloat(text));
    case 'isDigits':
      return points.length > 0 && points.every((point) => '0123456789'.includes(point));
    case 'luhn': {
      if (points.length < 2 || !points.every((point) => '0123456789'.includes(point))) return false;
      const doubled = [...points].reverse().map((point, place) => String(Number(point) * (1 + (place % 2))));
      return Array.from(doubled.join('')).reduce((sum, digit) => sum + Number(digit), 0) % 10 === 0;
    }
    default:
      throw new Failed();
  }
}
