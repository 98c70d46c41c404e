/** What expressions come to, where names mean something. */
import type { Expression, Shapes } from './syntax-tree.ts';
import { areEqual, asText, isList, list, number, object, text, truth } from './values.ts';
import type { Input, Lambda, Members, Value, Work } from './values.ts';

/** What names mean in one place. */
export interface Scope {
  /** Its file: what is loaded is named from there. */
  readonly path: string;
  /** Worked out when it is asked for, at most once. */
  readonly values: ReadonlyMap<string, () => Value>;
  readonly functions: ReadonlyMap<string, Work>;
}

type Evaluate = {
  readonly [Kind in keyof Shapes]: (expression: Expression<Kind>, scope: Scope) => Value;
};

export const within = (scope: Scope, names: readonly string[], inputs: readonly Value[]): Scope => {
  const more = names.map((name, at): [string, () => Value] => {
    const input = inputs[at];
    if (input === undefined) throw new Error(`${scope.path}: ${name} is given nothing`);
    return [name, () => input];
  });
  return { ...scope, values: new Map([...scope.values, ...more]) };
};

const own = (members: Members, name: string): Value | undefined =>
  Object.hasOwn(members, name) ? members[name] : undefined;

function memberOf(value: Value, name: Value, isOptional: boolean): Value {
  if (isOptional && value === null) return null;
  const found = isList(value) ? value[number(name)] : own(object(value), text(name));
  if (found !== undefined) return found;
  if (isOptional) return null;
  throw new Error(`no member ${asText(name)} in ${JSON.stringify(value)}`);
}

const binary: ReadonlyMap<string, (left: Value, right: () => Value) => Value> = new Map<
  string,
  (left: Value, right: () => Value) => Value
>([
  ['??', (left, right) => left ?? right()],
  ['||', (left, right) => truth(left) || truth(right())],
  ['&&', (left, right) => truth(left) && truth(right())],
  ['==', (left, right) => areEqual(left, right())],
  ['!=', (left, right) => !areEqual(left, right())],
  ['=~', (left, right) => text(left).toLowerCase() === text(right()).toLowerCase()],
  ['!~', (left, right) => text(left).toLowerCase() !== text(right()).toLowerCase()],
  ['<', (left, right) => number(left) < number(right())],
  ['<=', (left, right) => number(left) <= number(right())],
  ['>', (left, right) => number(left) > number(right())],
  ['>=', (left, right) => number(left) >= number(right())],
  ['+', (left, right) => number(left) + number(right())],
  ['-', (left, right) => number(left) - number(right())],
  ['*', (left, right) => number(left) * number(right())],
  ['/', (left, right) => Math.trunc(number(left) / number(right()))],
  ['%', (left, right) => number(left) % number(right())],
]);

/** For each of a list; what has a condition that does not hold is not there. */
function looped({ names, over, body }: Expression<'loop'>, scope: Scope): readonly Value[] {
  return list(evaluate(over, scope)).flatMap((item, index): readonly Value[] => {
    const inner = within(scope, names, [item, index].slice(0, names.length));
    if (body.kind !== 'where') return [evaluate(body, inner)];
    return truth(evaluate(body.condition, inner)) ? [evaluate(body.body, inner)] : [];
  });
}

const evaluators: Evaluate = {
  literal: ({ value }) => value,
  text: ({ pieces }, scope) =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : asText(evaluate(piece, scope)))).join(''),
  name: ({ name }, scope) => {
    const value = scope.values.get(name);
    if (value === undefined) throw new Error(`${scope.path}: ${name} is not known`);
    return value();
  },
  object: ({ members }, scope) =>
    Object.fromEntries(
      members.flatMap((member): readonly (readonly [string, Value])[] =>
        member.kind === 'spread'
          ? Object.entries(object(evaluate(member.value, scope)))
          : [[text(evaluate(member.name, scope)), evaluate(member.value, scope)]],
      ),
    ),
  list: ({ items }, scope) =>
    items.flatMap((item) =>
      item.kind === 'spread' ? list(evaluate(item.value, scope)) : [evaluate(item.value, scope)],
    ),
  loop: looped,
  where: ({ condition, body }, scope) => (truth(evaluate(condition, scope)) ? evaluate(body, scope) : null),
  lambda: (_, { path }) => {
    throw new Error(`${path}: a lambda is only handed to a function`);
  },
  call: ({ name, inputs }, scope) => {
    const called = scope.functions.get(name);
    if (called === undefined) throw new Error(`${scope.path}: the function ${name} is not known`);
    return called(...inputs.map((input) => inputOf(input, scope)));
  },
  member: ({ of, name, isOptional }, scope) =>
    memberOf(evaluate(of, scope), evaluate(name, scope), isOptional),
  not: ({ value }, scope) => !truth(evaluate(value, scope)),
  negative: ({ value }, scope) => -number(evaluate(value, scope)),
  binary: ({ operator, left, right }, scope) => {
    const work = binary.get(operator);
    if (work === undefined) throw new Error(`${scope.path}: the operator ${operator} is not known`);
    return work(evaluate(left, scope), () => evaluate(right, scope));
  },
  choice: ({ condition, yes, no }, scope) => evaluate(truth(evaluate(condition, scope)) ? yes : no, scope),
};

export function evaluate<Kind extends keyof Shapes>(expression: Expression<Kind>, scope: Scope): Value {
  const kind: Kind = expression.kind;
  return evaluators[kind](expression, scope);
}

function inputOf(input: Expression, scope: Scope): Input {
  if (input.kind !== 'lambda') return evaluate(input, scope);
  const { names, body } = input;
  const called: Lambda = (...inputs) => evaluate(body, within(scope, names, inputs.slice(0, names.length)));
  return called;
}
