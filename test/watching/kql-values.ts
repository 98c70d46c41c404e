/** Values of KQL: expressions, functions and aggregates, for run-kql.ts. */
import { kindOf, listIn, nodeIn, textOf } from './kql.ts';
import type { Node } from './kql.ts';

export type Value = string | number | boolean | null | Readonly<Record<string, string>>;
export type Row = Readonly<Record<string, Value>>;

export interface Run {
  readonly now: number;
  /** Tables, and what `let` and `as` have named. */
  readonly names: Map<string, readonly Row[] | Value>;
  readonly rowsOf: (table: Node) => readonly Row[];
}

export const isRows = (value: unknown): value is readonly Row[] => Array.isArray(value);
const text = (value: Value): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
export const number = (value: Value): number | null =>
  value === null || value === '' ? null : Number(value);

export const argumentsOf = (call: Node): readonly Node[] =>
  listIn(nodeIn(call, 'ArgumentList'), 'Expressions');

/** An expression for one row or, in a `summarize`, for the `group` of rows that its aggregates look at. */
export function valueOf(node: Node, row: Row, run: Run, group?: readonly Row[]): Value {
  const of = (name: string): Value => valueOf(nodeIn(node, name), row, run, group);
  switch (kindOf(node)) {
    case 'NameReference': {
      const name = textOf(node);
      const named = run.names.get(name);
      return name in row || named === undefined || isRows(named) ? (row[name] ?? null) : named;
    }
    case 'StringLiteralExpression':
    case 'BooleanLiteralExpression':
      return node.LiteralValue as Value;
    case 'LongLiteralExpression':
    case 'RealLiteralExpression':
      return Number(textOf(node));
    case 'TimespanLiteralExpression':
      return spanOf(textOf(node));
    case 'ParenthesizedExpression':
      return of('Expression');
    case 'PathExpression':
    case 'ElementExpression': {
      const owner = of('Expression');
      const selector = nodeIn(node, 'Selector');
      const name = textOf(selector).replace(/[["\]]/g, '');
      return typeof owner === 'object' && owner !== null ? (owner[name] ?? null) : null;
    }
    case 'InExpression': {
      const listed = nodeIn(node, 'Right');
      const items = listIn(listed, 'Expressions');
      const [only] = items;
      const rows =
        only !== undefined && kindOf(only) === 'NameReference' ? run.names.get(textOf(only)) : undefined;
      const values = isRows(rows)
        ? rows.map((each) => Object.values(each)[0] ?? null)
        : items.map((item) => valueOf(item, row, run));
      return values.includes(of('Left'));
    }
    case 'BetweenExpression': {
      const range = nodeIn(node, 'Right');
      const value = number(of('Left'));
      const first = number(valueOf(nodeIn(range, 'First'), row, run));
      const last = number(valueOf(nodeIn(range, 'Second'), row, run));
      return value !== null && first !== null && last !== null && value >= first && value <= last;
    }
    case 'FunctionCallExpression':
      return called(node, row, run, group);
    case 'ToScalarExpression': {
      const [first = {}] = run.rowsOf(nodeIn(node, 'Expression'));
      return Object.values(first)[0] ?? null;
    }
    default:
      return compared(kindOf(node), of('Left'), of('Right'));
  }
}

function compared(kind: string, left: Value, right: Value): Value {
  if (kind === 'AndExpression') return left === true && right === true;
  if (kind === 'OrExpression') return left === true || right === true;
  if (left === null || right === null) return kind === 'NotEqualExpression' && left !== right ? true : null;
  switch (kind) {
    case 'EqualExpression':
      return left === right;
    case 'NotEqualExpression':
      return left !== right;
    case 'GreaterThanExpression':
      return left > right;
    case 'GreaterThanOrEqualExpression':
      return left >= right;
    case 'LessThanExpression':
      return left < right;
    case 'StartsWithExpression':
      return text(left).startsWith(text(right));
    case 'AddExpression':
      return Number(left) + Number(right);
    case 'SubtractExpression':
      return Number(left) - Number(right);
    case 'MultiplyExpression':
      return Number(left) * Number(right);
    case 'DivideExpression':
      return Number(left) / Number(right);
    default:
      throw new Error(`Not known as an expression: ${kind}`);
  }
}

const spanOf = (span: string): number => {
  const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(span) ?? [];
  return Number(count) * (units[unit] ?? NaN);
};

/** A function; in a `summarize` an aggregate, which looks at every row of its group. */
function called(node: Node, row: Row, run: Run, group?: readonly Row[]): Value {
  const name = textOf(nodeIn(node, 'Name'));
  const given = argumentsOf(node);
  const rows = group ?? [];
  const each = (index: number, of: readonly Row[] = rows): readonly Value[] =>
    of.map((one) => valueOf(given[index]!, one, run));
  const where = (index: number): readonly Row[] =>
    rows.filter((one) => valueOf(given[index]!, one, run) === true);
  const numbers = (values: readonly Value[]): readonly number[] =>
    values.flatMap((value) => number(value) ?? []);
  const most = (values: readonly number[]): Value => (values.length === 0 ? null : Math.max(...values));
  const least = (values: readonly number[]): Value => (values.length === 0 ? null : Math.min(...values));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const some = (values: readonly Value[]): Value =>
    values.find((value) => value !== null && value !== '') ?? '';
  if (group !== undefined)
    switch (name) {
      case 'count':
        return rows.length;
      case 'countif':
        return where(0).length;
      case 'dcount':
        return new Set(each(0)).size;
      case 'min':
        return least(numbers(each(0)));
      case 'max':
        return most(numbers(each(0)));
      case 'minif':
        return least(numbers(each(0, where(1))));
      case 'maxif':
        return most(numbers(each(0, where(1))));
      case 'sum':
        return sum(numbers(each(0)));
      case 'avg':
        return numbers(each(0)).length === 0 ? null : sum(numbers(each(0))) / numbers(each(0)).length;
      case 'take_any':
        return some(each(0).slice(0, 1));
      case 'take_anyif':
        return some(each(0, where(1)).slice(0, 1));
      case 'percentile':
        return percentile(weighted(rows, given[0]!, undefined, run), Number(textOf(given[1]!)));
      case 'percentilew':
        return percentile(weighted(rows, given[0]!, given[1], run), Number(textOf(given[2]!)));
      default:
    }
  const values = given.map((one) => valueOf(one, row, run, group));
  const [first = null, second = null, third = null] = values;
  switch (name) {
    case 'tostring':
      return text(first);
    case 'todouble':
    case 'tolong':
    case 'toint':
      return number(typeof first === 'boolean' ? Number(first) : first);
    case 'tobool':
      return text(first).toLowerCase() === 'true';
    case 'isempty':
      return text(first) === '';
    case 'isnotempty':
      return text(first) !== '';
    case 'iff':
      return first === true ? second : third;
    case 'coalesce':
      return values.find((value) => value !== null && value !== '') ?? null;
    case 'round':
      return first === null
        ? null
        : Math.round(Number(first) * 10 ** Number(second ?? 0)) / 10 ** Number(second ?? 0);
    case 'bin':
      return Math.floor(Number(first) / Number(second)) * Number(second);
    case 'ago':
      return run.now - Number(first);
    case 'datetime_diff':
      if (second === null || third === null) return null;
      return Math.trunc((Number(second) - Number(third)) / (first === 'second' ? 1_000 : 1));
    default:
      throw new Error(`Not known as a function: ${name}`);
  }
}

export const weighted = (
  rows: readonly Row[],
  of: Node,
  weight: Node | undefined,
  run: Run,
): readonly number[] =>
  rows
    .flatMap((row) => {
      const value = number(valueOf(of, row, run));
      const times = weight === undefined ? 1 : Number(valueOf(weight, row, run));
      return value === null ? [] : Array<number>(times).fill(value);
    })
    .sort((one, other) => one - other);

/** The smallest value that has this share of all values at or below it. */
export const percentile = (values: readonly number[], share: number): number | null =>
  values[Math.max(0, Math.ceil((values.length * share) / 100) - 1)] ?? null;
