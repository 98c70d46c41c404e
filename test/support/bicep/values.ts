/** What expressions come to. */
export type Value = string | number | boolean | null | readonly Value[] | Members;

export interface Members {
  readonly [name: string]: Value;
}

/** A function that is handed over, as to `map`. */
export type Lambda = (...inputs: readonly Value[]) => Value;

/** What a function is called with. */
export type Input = Value | Lambda;

export type Work = (...inputs: readonly Input[]) => Value;

const refuse = (expected: string, value: Input): never => {
  throw new Error(
    `expected ${expected}: ${typeof value === 'function' ? 'a lambda' : JSON.stringify(value)}`,
  );
};

export const isList = (value: Input): value is readonly Value[] => Array.isArray(value);

export const isObject = (value: Input): value is Members =>
  typeof value === 'object' && value !== null && !isList(value);

export const plain = (value: Input): Value =>
  typeof value === 'function' ? refuse('a value', value) : value;

export const truth = (value: Input): boolean =>
  typeof value === 'boolean' ? value : refuse('true or false', value);

export const number = (value: Input): number =>
  typeof value === 'number' ? value : refuse('a number', value);

export const text = (value: Input): string => (typeof value === 'string' ? value : refuse('a text', value));

export const list = (value: Input): readonly Value[] => (isList(value) ? value : refuse('a list', value));

export const object = (value: Input): Members => (isObject(value) ? value : refuse('an object', value));

export const lambda = (value: Input): Lambda =>
  typeof value === 'function' ? value : refuse('a lambda', value);

/** As it is put into a text. */
export const asText = (value: Input): string =>
  typeof value === 'string' ? value : JSON.stringify(plain(value));

/** Whether two values are the same, whatever the order of members. */
export function areEqual(one: Value, other: Value): boolean {
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((each, at) => areEqual(each, other[at] ?? null));
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => name in other && areEqual(one[name] ?? null, other[name] ?? null))
    );
  }
  return one === other;
}
