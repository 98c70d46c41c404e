import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/call/index.ts';
import { equalValues, textOf, weightOf } from '../../../src/flow/expressions/values.ts';

/** Small values of few shapes, so that equal ones and nearly equal ones come up. */
const { value: values } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(null, true, 0, 1, '', 'a', '1'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'toString'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
  ),
}));

test('equality is that of Node', () => {
  let equal = 0;
  fc.assert(
    fc.property(values, values, (one, other) => {
      expect(equalValues(one, other)).toBe(isDeepStrictEqual(one, other));
      expect(equalValues(one, JSON.parse(JSON.stringify(one)) as JsonValue)).toBe(true);
      if (isDeepStrictEqual(one, other)) equal += 1;
    }),
    { numRuns: 3000 },
  );
  expect(equal).toBeGreaterThan(50);
});

test.each<[JsonValue, JsonValue]>([
  [{ a: 1 }, { a: 1, b: 2 }],
  [{ a: 1, b: 2 }, { a: 1 }],
  [{ a: null }, { b: null }],
  [{ toString: null }, {}],
  [{}, { toString: null }],
  [
    { a: null, b: 1 },
    { b: 1, c: null },
  ],
  [[], {}],
  [[null], []],
])('%j and %j are different', (one, other) => {
  expect(equalValues(one, other)).toBe(false);
});

test('members may stand in any order', () => {
  expect(equalValues({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
});

test('the weight of a value is never far from its size as JSON, and stops at the limit', () => {
  fc.assert(
    fc.property(values, (value) => {
      const weight = weightOf(value, 10_000) ?? Infinity;
      expect(weight).toBeLessThanOrEqual(JSON.stringify(value).length);
      expect(weight * 8).toBeGreaterThanOrEqual(JSON.stringify(value).length);
      expect(weightOf(value, weight)).toBe(weight);
      expect(weightOf(value, weight - 1)).toBeUndefined();
    }),
  );
});

test('control characters in JSON, which take six characters each, do not pass the bound on texts', () => {
  expect(textOf(['\u0001'.repeat(10_000)])).toHaveLength(60_004);
  expect(textOf(['\u0001'.repeat(11_000)])).toBeUndefined();
});
