import { nearest } from '../document/index.ts';

/**
 * What the checker knows of a value. Whatever its type, a value may be null when the flow runs, since variables
 * begin unset and callers withhold; `json` is known only then.
 */
export type ExpressionType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'json' | 'list' }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, ExpressionType> };

/** The types that a variable or parameter is declared with; `digits` is a string in expressions. */
export type VariableType = 'string' | 'digits' | 'number' | 'boolean' | 'json';

/** What an expression may name at its place in a flow. */
export interface ExpressionEnvironment {
  readonly variables: ReadonlyMap<string, VariableType>;
  /** The names of the document's schedules. */
  readonly schedules: ReadonlySet<string>;
  /** Whether `error` may be named: on a path that begins with a failure. */
  readonly errorPath: boolean;
}

const string: ExpressionType = { kind: 'string' };
const number: ExpressionType = { kind: 'number' };

export const types = {
  string,
  number,
  boolean: { kind: 'boolean' },
  null: { kind: 'null' },
  json: { kind: 'json' },
  list: { kind: 'list' },
} as const satisfies Record<string, ExpressionType>;

function object(members: Readonly<Record<string, ExpressionType>>): ExpressionType {
  return { kind: 'object', members: new Map(Object.entries(members)) };
}

const party = object({ kind: string, id: string, phone: string, displayName: string, tenantId: string });

/** What every flow has in scope beside its variables (section 1.2 of the flow language). */
const callType = object({
  id: string,
  direction: string,
  from: party,
  to: party,
  locale: string,
  startedAt: string,
});
const errorType = object({ code: string, subcode: number, operation: string });

/** Names that no variable can have: they mean something else in an expression. */
export const reservedNames: ReadonlySet<string> = new Set([
  'call',
  'now',
  'error',
  'true',
  'false',
  'null',
  'in',
]);

/** The type of a name, or undefined where it is not in scope. */
export function typeOfName(name: string, environment: ExpressionEnvironment): ExpressionType | undefined {
  if (name === 'call') return callType;
  if (name === 'now') return types.string;
  if (name === 'error') return environment.errorPath ? errorType : undefined;
  const declared = environment.variables.get(name);
  return declared === undefined ? undefined : typeOfVariable(declared);
}

export function nearestName(name: string, environment: ExpressionEnvironment): string | undefined {
  const context = environment.errorPath ? ['call', 'now', 'error'] : ['call', 'now'];
  return nearest(name, [...environment.variables.keys(), ...context]);
}

function typeOfVariable(declared: VariableType): ExpressionType {
  return declared === 'digits' ? types.string : types[declared];
}

/** Whether a value of this type may be given to a variable of the declared type, as far as can be known. */
export function isAssignable(type: ExpressionType, declared: VariableType): boolean {
  if (declared === 'json' || type.kind === 'json' || type.kind === 'null') return true;
  return type.kind === typeOfVariable(declared).kind;
}

/** A type in words: `a number`, `text`. */
export function typeInWords({ kind }: ExpressionType): string {
  switch (kind) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'json':
      return 'a JSON value';
    case 'list':
      return 'a list';
    case 'object':
      return 'an object';
  }
}
