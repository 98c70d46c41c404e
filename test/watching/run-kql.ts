/**
 * Runs the queries on made-up rows. It knows the part of KQL that they are written in, and refuses the rest; the parser is
 * Microsoft's (kql.ts). Times and spans are numbers of milliseconds; what is absent is null.
 */
import { kindOf, listIn, nodeIn, syntaxOf, textOf } from './kql.ts';
import { argumentsOf, isRows, number, percentile, valueOf, weighted } from './kql-values.ts';
import type { Row, Run, Value } from './kql-values.ts';
import type { Node } from './kql.ts';

export type Tables = Readonly<Record<string, readonly Row[]>>;

/** What a query gives for these tables, asked at `now`. */
export function runQuery(query: string, tables: Tables, now: number): readonly Row[] {
  const run: Run = {
    now,
    names: new Map<string, readonly Row[] | Value>(Object.entries(tables)),
    rowsOf: (table) => rowsOf(table, run),
  };
  let result: readonly Row[] = [];
  for (const statement of listIn(syntaxOf(query), 'Statements')) {
    const body = nodeIn(statement, 'Expression');
    if (kindOf(statement) === 'LetStatement') {
      const isTabular = kindOf(body) === 'PipeExpression';
      run.names.set(
        textOf(nodeIn(statement, 'Name')),
        isTabular ? rowsOf(body, run) : valueOf(body, {}, run),
      );
    } else result = rowsOf(body, run);
  }
  return result;
}

function rowsOf(node: Node, run: Run): readonly Row[] {
  switch (kindOf(node)) {
    case 'NameReference': {
      const named = run.names.get(textOf(node)) ?? [];
      if (!isRows(named)) throw new Error(`${textOf(node)} is no table`);
      return named;
    }
    case 'ParenthesizedExpression':
      return rowsOf(nodeIn(node, 'Expression'), run);
    case 'UnionOperator':
      return listIn(node, 'Expressions').flatMap((table) => rowsOf(table, run));
    case 'PipeExpression':
      return operate(nodeIn(node, 'Operator'), rowsOf(nodeIn(node, 'Expression'), run), run);
    default:
      throw new Error(`Not known as a table: ${kindOf(node)}`);
  }
}

function operate(operator: Node, rows: readonly Row[], run: Run): readonly Row[] {
  switch (kindOf(operator)) {
    case 'FilterOperator':
      return rows.filter((row) => valueOf(nodeIn(operator, 'Condition'), row, run) === true);
    case 'ProjectOperator':
      return rows.map((row) => namedValues(listIn(operator, 'Expressions'), row, run));
    case 'ExtendOperator':
      return rows.map((row) => ({ ...row, ...namedValues(listIn(operator, 'Expressions'), row, run) }));
    case 'DistinctOperator': {
      const projected = rows.map((row) => namedValues(listIn(operator, 'Expressions'), row, run));
      return [...new Map(projected.map((row) => [JSON.stringify(row), row])).values()];
    }
    case 'SortOperator':
      return sorted(listIn(operator, 'Expressions'), rows, run);
    case 'AsOperator':
      run.names.set(textOf(nodeIn(operator, 'Name')), rows);
      return rows;
    case 'SummarizeOperator':
      return summarized(operator, rows, run);
    case 'JoinOperator':
      return joined(operator, rows, run);
    default:
      throw new Error(`Not known as an operator: ${kindOf(operator)}`);
  }
}

/** `name = expression`, or a name alone; `bin(timestamp, …)` keeps the name of what it bins. */
function nameOf(node: Node): string {
  if (kindOf(node) === 'SimpleNamedExpression') return textOf(nodeIn(node, 'Name'));
  if (kindOf(node) !== 'FunctionCallExpression') return textOf(node);
  const [first] = argumentsOf(node);
  return first === undefined ? '' : textOf(first);
}
const bodyOf = (node: Node): Node =>
  kindOf(node) === 'SimpleNamedExpression' ? nodeIn(node, 'Expression') : node;
/** Columns of one operator: none of them sees another. */
const namedValues = (expressions: readonly Node[], row: Row, run: Run): Row =>
  Object.fromEntries(expressions.map((each) => [nameOf(each), valueOf(bodyOf(each), row, run)]));

function sorted(keys: readonly Node[], rows: readonly Row[], run: Run): readonly Row[] {
  const orders = keys.map((key) => ({
    body: nodeIn(key, 'Expression'),
    sign: textOf(nodeIn(key, 'Ordering')).trim().startsWith('asc') ? 1 : -1,
  }));
  return [...rows].sort((one, other) => {
    for (const { body, sign } of orders) {
      const [first, second] = [valueOf(body, one, run), valueOf(body, other, run)];
      if (first !== second) return (first ?? -Infinity) < (second ?? -Infinity) ? -sign : sign;
    }
    return 0;
  });
}

function joined(operator: Node, left: readonly Row[], run: Run): readonly Row[] {
  const right = rowsOf(nodeIn(operator, 'Expression'), run);
  const keys = listIn(nodeIn(operator, 'ConditionClause'), 'Expressions').map(textOf);
  const keepsAll = listIn(operator, 'Parameters').some((parameter) =>
    textOf(parameter).includes('leftouter'),
  );
  return left.flatMap((row) => {
    const matches = right.filter((other) => keys.every((key) => other[key] === row[key]));
    return matches.length === 0 && keepsAll ? [row] : matches.map((match) => ({ ...match, ...row }));
  });
}

function summarized(operator: Node, rows: readonly Row[], run: Run): readonly Row[] {
  const clause = operator.ByClause === null ? [] : listIn(nodeIn(operator, 'ByClause'), 'Expressions');
  const groups = new Map<string, { readonly key: Row; readonly rows: Row[] }>();
  for (const row of rows) {
    const key = namedValues(clause, row, run);
    const id = JSON.stringify(key);
    const group = groups.get(id) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(id, group);
  }
  if (clause.length === 0 && groups.size === 0) groups.set('', { key: {}, rows: [] });
  const aggregates = listIn(operator, 'Aggregates');
  return [...groups.values()].map((group) =>
    aggregates.reduce((result, each) => ({ ...result, ...aggregated(each, group.rows, run) }), group.key),
  );
}

/** The columns that an aggregate gives for the rows of a group. */
function aggregated(node: Node, rows: readonly Row[], run: Run): Row {
  const body = bodyOf(node);
  if (kindOf(body) !== 'FunctionCallExpression') return { [nameOf(node)]: valueOf(body, {}, run, rows) };
  const [of, ...others] = argumentsOf(body);
  const called = textOf(nodeIn(body, 'Name'));
  if (called === 'arg_max' && of !== undefined) {
    const last = rows.reduce((one, other) =>
      (number(valueOf(of, other, run)) ?? 0) >= (number(valueOf(of, one, run)) ?? 0) ? other : one,
    );
    return namedValues([of, ...others], last, run);
  }
  if (called === 'percentilesw' && of !== undefined) {
    const [weight, ...shares] = others;
    const values = weighted(rows, of, weight, run);
    return Object.fromEntries(
      shares.map((share) => [
        `percentile_${textOf(of)}_${textOf(share)}`,
        percentile(values, Number(textOf(share))),
      ]),
    );
  }
  return { [nameOf(node)]: valueOf(body, {}, run, rows) };
}
