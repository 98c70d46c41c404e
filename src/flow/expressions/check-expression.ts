import { nearest } from '../document/index.ts';
import { checkCall } from './check-call.ts';
import type { TypeChecker } from './type-checker.ts';
import type {
  BinaryOperator,
  Expression,
  ExpressionNode,
  ExpressionProblem,
  SourceRange,
} from './expression.ts';
import { nearestName, typeInWords, typeOfName, types } from './types.ts';
import type { ExpressionEnvironment, ExpressionType } from './types.ts';

type Node<Kind extends ExpressionNode['kind']> = Extract<ExpressionNode, { readonly kind: Kind }>;

export interface CheckedExpression {
  /** What the expression gives where it can be computed; `json` where that is known only when the flow runs. */
  readonly type: ExpressionType;
  /** All problems, by their place in the source. */
  readonly problems: readonly ExpressionProblem[];
}

/**
 * Type-checks an expression against what is declared. Every problem at once: unknown names, members, functions
 * and schedules, wrong arguments and operand types, patterns that do not compile. JSON values are checked when
 * the flow runs; null may be anywhere, but not as a literal operand.
 */
export function checkExpression(
  expression: Expression,
  environment: ExpressionEnvironment,
): CheckedExpression {
  const checker = new Checker(expression.source, environment);
  const type = checker.typeOf(expression.root);
  const problems = checker.problems.toSorted(
    (left, right) => left.start - right.start || left.end - right.end,
  );
  return { type, problems };
}

/** Walks the tree once; a part that has a problem counts as `json`, so that one fault gives one problem. */
class Checker implements TypeChecker {
  readonly source: string;
  readonly environment: ExpressionEnvironment;
  readonly problems: ExpressionProblem[] = [];

  constructor(source: string, environment: ExpressionEnvironment) {
    this.source = source;
    this.environment = environment;
  }

  report(
    code: ExpressionProblem['code'],
    message: string,
    { start, end }: SourceRange,
    suggestion?: string,
  ): void {
    const problem = { code, message, start, end };
    this.problems.push(suggestion === undefined ? problem : { ...problem, suggestion });
  }

  typeOf(node: ExpressionNode): ExpressionType {
    switch (node.kind) {
      case 'literal':
        return typeOfLiteral(node.value);
      case 'variable':
        return this.#variable(node);
      case 'list':
        for (const item of node.items) this.typeOf(item);
        return types.list;
      case 'member':
        return this.#member(node);
      case 'index':
        return this.#index(node);
      case 'unary':
        return this.need(node.operand, node.operator === '!' ? ['boolean'] : ['number'], node.operator);
      case 'binary':
        return this.#binary(node);
      case 'conditional':
        this.need(node.condition, ['boolean'], '?');
        return joint(this.typeOf(node.then), this.typeOf(node.otherwise));
      case 'call':
        return checkCall(this, node);
    }
  }

  need(node: ExpressionNode, wanted: readonly ExpressionType['kind'][], by: string): ExpressionType {
    return this.#needType(this.typeOf(node), node, wanted, by);
  }

  /** The type of a part as one of those wanted; reports the part if it can be none of them. */
  #needType(
    type: ExpressionType,
    node: ExpressionNode,
    wanted: readonly ExpressionType['kind'][],
    by: string,
  ): ExpressionType {
    if (type.kind === 'json') return wanted.length === 1 ? simpleType(wanted[0]) : types.json;
    if (wanted.includes(type.kind)) return type;
    const list = wanted.map((kind) => typeInWords(simpleType(kind)));
    const message =
      type.kind === 'null'
        ? `null cannot be computed with: ${by} needs ${list.join(' or ')}.`
        : `${by} needs ${list.join(' or ')}, but this is ${typeInWords(type)}.`;
    this.report('EXPRESSION-WRONG-TYPE', message, node);
    return wanted.length === 1 ? simpleType(wanted[0]) : types.json;
  }

  #variable(node: Node<'variable'>): ExpressionType {
    const type = typeOfName(node.name, this.environment);
    if (type !== undefined) return type;
    const message =
      node.name === 'error'
        ? '"error" is known only on a path that begins with a failure.'
        : `There is no variable ${JSON.stringify(node.name)}. Declare it under "variables"; a text is written in quotes, '${node.name}'.`;
    this.report('EXPRESSION-UNKNOWN-NAME', message, node, nearestName(node.name, this.environment));
    return types.json;
  }

  #member(node: Node<'member'>): ExpressionType {
    const object = this.typeOf(node.object);
    if (object.kind === 'json' || object.kind === 'null') return object;
    const range = { start: node.end - node.name.length, end: node.end };
    if (object.kind === 'object') return this.#known(object, node.name, range);
    const message = `${JSON.stringify(node.name)} is asked of ${typeInWords(object)}; only an object has members.`;
    this.report('EXPRESSION-WRONG-TYPE', message, range);
    return types.json;
  }

  #known(
    object: Extract<ExpressionType, { readonly kind: 'object' }>,
    name: string,
    range: SourceRange,
  ): ExpressionType {
    const type = object.members.get(name);
    if (type !== undefined) return type;
    const members = [...object.members.keys()];
    const message = `There is no member ${JSON.stringify(name)} here. Known are ${members.join(', ')}.`;
    this.report('EXPRESSION-UNKNOWN-MEMBER', message, range, nearest(name, members));
    return types.json;
  }

  #index(node: Node<'index'>): ExpressionType {
    const object = this.typeOf(node.object);
    if (object.kind === 'list') this.need(node.index, ['number'], 'The index of a list');
    else if (object.kind === 'object') {
      this.need(node.index, ['string'], 'The index of an object');
      const { index } = node;
      if (index.kind === 'literal' && typeof index.value === 'string') {
        return this.#known(object, index.value, index);
      }
    } else this.need(node.index, ['number', 'string'], 'An index');
    if (object.kind === 'string' || object.kind === 'number' || object.kind === 'boolean') {
      const hint =
        object.kind === 'string' ? ' Parts of a text are taken with substring(text, from, to).' : '';
      this.report('EXPRESSION-WRONG-TYPE', `${typeInWords(object)} cannot be indexed.${hint}`, node.object);
    }
    return types.json;
  }

  #binary(node: Node<'binary'>): ExpressionType {
    const { operator, left, right } = node;
    switch (operator) {
      case '&&':
      case '||':
        this.need(left, ['boolean'], operator);
        this.need(right, ['boolean'], operator);
        return types.boolean;
      case '==':
      case '!=':
        this.#equality(node);
        return types.boolean;
      case 'in':
        this.#membership(node);
        return types.boolean;
      case '-':
      case '*':
      case '/':
      case '%':
        this.need(left, ['number'], operator);
        this.need(right, ['number'], operator);
        return types.number;
      default:
        return this.#numbersOrTexts(operator, node);
    }
  }

  /** `+` and the comparisons: two numbers or two texts. */
  #numbersOrTexts(operator: BinaryOperator, node: Node<'binary'>): ExpressionType {
    const left = this.need(node.left, ['number', 'string'], operator);
    const right = this.need(node.right, ['number', 'string'], operator);
    const both = left.kind === 'json' ? right : left;
    if (left.kind !== 'json' && right.kind !== 'json' && left.kind !== right.kind) {
      const hint = operator === '+' ? ' Write string(…) around the number to join texts.' : '';
      const message = `${operator} needs two numbers or two texts, not ${typeInWords(left)} and ${typeInWords(right)}.${hint}`;
      this.report('EXPRESSION-WRONG-TYPE', message, node);
      return operator === '+' ? types.json : types.boolean;
    }
    return operator === '+' ? both : types.boolean;
  }

  #equality({ operator, left: leftNode, right: rightNode, ...range }: Node<'binary'>): void {
    const left = this.typeOf(leftNode);
    const right = this.typeOf(rightNode);
    const open = [left, right].some(({ kind }) => kind === 'json' || kind === 'null');
    if (left.kind === 'string' && right.kind === 'string') this.#scheduleState(leftNode, rightNode);
    if (open || left.kind === right.kind) return;
    const result = operator === '==' ? 'never' : 'always';
    const message = `This compares ${typeInWords(left)} with ${typeInWords(right)}, which is ${result} true.`;
    this.report('EXPRESSION-WRONG-TYPE', message, range);
  }

  /** A text that no schedule ever answers would make a condition that nobody notices to be always the same. */
  #scheduleState(...sides: readonly [ExpressionNode, ExpressionNode]): void {
    if (!sides.some((side) => side.kind === 'call' && side.name === 'schedule')) return;
    for (const side of sides) {
      if (side.kind !== 'literal' || typeof side.value !== 'string') continue;
      if (scheduleStates.some((state) => state === side.value)) continue;
      const message = `schedule() is never ${JSON.stringify(side.value)}; it is 'open', 'closed' or 'holiday'.`;
      const near = nearest(side.value, scheduleStates);
      this.report('EXPRESSION-WRONG-TYPE', message, side, near === undefined ? undefined : `'${near}'`);
    }
  }

  #membership({ left, right }: Node<'binary'>): void {
    const item = this.typeOf(left);
    if (item.kind === 'null') this.#needType(item, left, ['string', 'number', 'boolean'], 'in');
    const container = this.typeOf(right);
    if (container.kind === 'object') this.#needType(item, left, ['string'], 'in with an object');
    if (container.kind === 'list' || container.kind === 'object' || container.kind === 'json') return;
    const hint = container.kind === 'string' ? ' Parts of a text are sought with contains(text, part).' : '';
    const message = `in needs a list or an object on its right, but this is ${typeInWords(container)}.${hint}`;
    this.report('EXPRESSION-WRONG-TYPE', message, right);
  }
}

/** What `schedule` may answer. */
const scheduleStates = ['open', 'closed', 'holiday'] as const;

function typeOfLiteral(value: string | number | boolean | null): ExpressionType {
  if (value === null) return types.null;
  if (typeof value === 'string') return types.string;
  return typeof value === 'number' ? types.number : types.boolean;
}

function simpleType(kind: ExpressionType['kind'] | undefined): ExpressionType {
  return kind === undefined || kind === 'object' ? types.json : types[kind];
}

/** The type of a choice between two: theirs if they agree or one is null. */
function joint(one: ExpressionType, other: ExpressionType): ExpressionType {
  if (one === other || other.kind === 'null') return one;
  if (one.kind === 'null') return other;
  return one.kind === other.kind && one.kind !== 'object' ? one : types.json;
}
