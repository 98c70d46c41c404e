/** The functions of Bicep that the templates call where they are worked out. Another is refused until it is here. */
import { areEqual, asText, isList, isObject, lambda, list, number, object, plain, text } from './values.ts';
import type { Input, Members, Value, Work } from './values.ts';

const missing: Value = null;

/** Objects within objects are made one too; lists within them are not. */
function merged(one: Members, other: Members): Members {
  const both = Object.entries(other).map(([name, value]): [string, Value] => {
    const before = one[name] ?? missing;
    return [name, isObject(before) && isObject(value) ? merged(before, value) : value];
  });
  return { ...one, ...Object.fromEntries(both) };
}

const distinct = (values: readonly Value[]): readonly Value[] =>
  values.filter((value, at) => values.findIndex((each) => areEqual(each, value)) === at);

function isEmpty(value: Input): boolean {
  if (value === null) return true;
  if (typeof value === 'string' || isList(value)) return value.length === 0;
  return Object.keys(object(value)).length === 0;
}

export const functions: ReadonlyMap<string, Work> = new Map<string, Work>([
  ['concat', (...parts) => (parts.every(isList) ? parts.flat() : parts.map(text).join(''))],
  ['empty', (value = missing) => isEmpty(value)],
  [
    'filter',
    (values = missing, keep = missing) => list(values).filter((each) => lambda(keep)(each) === true),
  ],
  ['guid', (...parts) => `guid of ${parts.map(text).join(' ')}`],
  ['items', (value = missing) => Object.entries(object(value)).map(([key, each]) => ({ key, value: each }))],
  ['join', (values = missing, between = missing) => list(values).map(asText).join(text(between))],
  ['length', (value = missing) => (typeof value === 'string' ? value : list(value)).length],
  ['map', (values = missing, change = missing) => list(values).map((each) => lambda(change)(each))],
  [
    'range',
    (from = missing, count = missing) => Array.from({ length: number(count) }, (_, at) => number(from) + at),
  ],
  [
    'replace',
    (all = missing, from = missing, to = missing) => text(all).replaceAll(text(from), () => text(to)),
  ],
  ['string', (value = missing) => asText(value)],
  ['take', (all = missing, count = missing) => (isList(all) ? all : text(all)).slice(0, number(count))],
  ['toLower', (value = missing) => text(value).toLowerCase()],
  [
    'union',
    (...parts) =>
      parts.every(isList) ? distinct(parts.flat().map(plain)) : parts.map(object).reduce(merged, {}),
  ],
]);
