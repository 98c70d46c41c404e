import { isJsonObject } from '../../call/index.ts';
import type { JsonValue } from '../../call/index.ts';
import { isJsonList } from '../document/index.ts';
import { expressionLimits } from './expression.ts';

/** What a value is, in words for a failure's message. */
export function kindInWords(value: JsonValue): string {
  if (value === null) return 'null';
  if (isJsonList(value)) return 'a list';
  if (isJsonObject(value)) return 'an object';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'number' ? 'a number' : 'text';
}

/**
 * Deep equality: same kind, same value, members in any order; values of different kinds are unequal. Undefined
 * where the values are nested too deep to compare. Linear in the smaller value; no recursion.
 */
export function equalValues(left: JsonValue, right: JsonValue): boolean | undefined {
  const pairs: [JsonValue, JsonValue, number][] = [[left, right, 0]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [one, other, depth] = pair;
    if (one === other) continue;
    const inner = innerPairs(one, other);
    if (inner === undefined) return false;
    if (depth >= expressionLimits.valueDepth) return undefined;
    for (const [a, b] of inner) pairs.push([a, b, depth + 1]);
  }
  return true;
}

/** The parts of two lists or objects of the same shape, side by side; undefined if the shapes differ. */
function innerPairs(one: JsonValue, other: JsonValue): readonly [JsonValue, JsonValue][] | undefined {
  if (isJsonList(one) && isJsonList(other)) {
    if (one.length !== other.length) return undefined;
    return one.map((item, index) => [item, other[index] ?? null]);
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return undefined;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return undefined;
  if (!names.every((name) => Object.hasOwn(other, name))) return undefined;
  return names.map((name) => [one[name] ?? null, other[name] ?? null]);
}

/** The own member of an object; null where it has none of that name (invariant X3). */
export function memberOf(object: Readonly<Record<string, JsonValue>>, name: string): JsonValue {
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null;
}

/**
 * A value as text: a number in its shortest form, true and false, null as nothing, lists and objects as JSON.
 * Undefined where it is too long or too deep to write.
 */
export function textOf(value: JsonValue): string | undefined {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  return weightOf(value, expressionLimits.text) === undefined ? undefined : boundedJson(value);
}

function boundedJson(value: JsonValue): string | undefined {
  const text = JSON.stringify(value);
  return text.length <= expressionLimits.text ? text : undefined;
}

/**
 * How much a value weighs: one for each value and for each code unit of its texts and names. Undefined if that is
 * more than `most` or the value is nested too deep; stops there, so that it never costs more than `most`.
 */
export function weightOf(value: JsonValue, most: number): number | undefined {
  const rest: (readonly [JsonValue, number])[] = [[value, 0]];
  let weight = 0;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [part, depth] = next;
    weight += typeof part === 'string' ? 1 + part.length : 1;
    if (typeof part === 'object' && part !== null) {
      if (depth >= expressionLimits.valueDepth) return undefined;
      const inner = isJsonList(part) ? part : Object.values(part);
      if (inner.length > most) return undefined;
      for (const each of inner) rest.push([each, depth + 1]);
      if (!isJsonList(part)) weight += Object.keys(part).join('').length;
    }
    if (weight > most) return undefined;
  }
  return weight;
}
