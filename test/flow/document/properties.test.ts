import { isDeepStrictEqual, inspect } from 'node:util';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/call/index.ts';
import { isJsonObject } from '../../../src/call/index.ts';
import {
  bindSettings,
  canonicalJson,
  contentHash,
  isJsonList,
  pathOf,
  pointerBelow,
  pointerOf,
  readJson,
} from '../../../src/flow/document/index.ts';

const keys = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('a', 'a/b', '~', '', 'constructor'),
);
const { value: jsonValues } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(
      fc.constantFrom(null, true, false),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
      fc.string({ unit: 'binary', maxLength: 10 }),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      keys.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));
const layouts = fc.constantFrom(0, 1, 2, '\t', '\r\n ');

/** Every pointer of a value with what it points at. */
function* everything(value: JsonValue, pointer = ''): Iterable<readonly [string, JsonValue]> {
  yield [pointer, value];
  if (isJsonList(value))
    for (const [index, item] of value.entries()) yield* everything(item, pointerBelow(pointer, index));
  else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value))
      yield* everything(member, pointerBelow(pointer, name));
  }
}

function positionsOf(text: string) {
  const result = readJson(text, 'random.json');
  if (result.kind === 'problems') throw new Error(`${text}: ${JSON.stringify(result.problems)}`);
  return result;
}

/** The text of a file from a line and column, both from 1. */
function textAt(text: string, line: number, column: number, length: number): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  const start = (starts[line - 1] ?? 0) + column - 1;
  return text.slice(start, start + length);
}

/** Deep equality that a member named "constructor" does not confuse, as it does jest's. */
function same(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) throw new Error(`${inspect(found)} is not ${inspect(expected)}`);
}

describe('positions', () => {
  test('of every value and key point at its text, whatever the layout', () => {
    fc.assert(
      fc.property(jsonValues, layouts, (value, layout) => {
        const text = JSON.stringify(value, null, layout);
        const { positions, value: read } = positionsOf(text);
        same(read, value);
        for (const [pointer, part] of everything(value)) {
          const place = positions.of(pointer, 'value');
          const cut = textAt(text, place.line, place.column, place.length);
          same(JSON.parse(cut), part);
          expect(text.slice(place.offset, place.offset + place.length)).toBe(cut);
          same(positions.valueAt(pointer), part);
          expect(positions.has(pointer)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('of a key point at the key; of something missing at the key around it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          keys.filter((key) => key !== '__proto__'),
          jsonValues,
          { minKeys: 1, noNullPrototype: true },
        ),
        layouts,
        (value, layout) => {
          const text = JSON.stringify(value, null, layout);
          const { positions } = positionsOf(text);
          for (const name of Object.keys(value)) {
            const pointer = pointerOf([name]);
            const key = positions.of(pointer, 'key');
            expect(JSON.parse(textAt(text, key.line, key.column, key.length))).toBe(name);
            const missing = pointerBelow(pointer, 'not there at all', 7);
            expect(positions.has(missing)).toBe(false);
            expect(positions.of(missing, 'key')).toStrictEqual(key);
            expect(positions.of(missing, 'value')).toStrictEqual(key);
          }
        },
      ),
    );
  });

  test('inside a string are right whatever is escaped', () => {
    const escaped = fc.array(fc.constantFrom('a', '"', '\\', '\n', '\u0001', 'é', '\u{1F600}', '/'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(escaped, fc.nat(), fc.nat(), (units, a, b) => {
        const value = units.join('');
        const [start = 0, end = 0] = [a % (value.length + 1), b % (value.length + 1)].sort((x, y) => x - y);
        const text = JSON.stringify({ key: value }, null, 2);
        const { offset, length } = positionsOf(text).positions.within('/key', start, end);
        expect(JSON.parse(`"${text.slice(offset, offset + length)}"`)).toBe(value.slice(start, end));
      }),
    );
  });
});

describe('D2 reading', () => {
  test('accepts exactly what JSON.parse accepts, duplicates and __proto__ aside', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"b"',
      '1',
      '-',
      '0',
      '.5',
      'e1',
      'true',
      'null',
      ' ',
      '\n',
      '"',
      '\\',
      '\\u00',
      '\u0001',
      'x',
      "'",
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
      fc
        .tuple(jsonValues, fc.nat(), fc.string({ unit: 'binary', maxLength: 2 }))
        .map(([value, place, put]) => {
          const text = JSON.stringify(value);
          const at = place % (text.length + 1);
          return `${text.slice(0, at)}${put}${text.slice(at + 1)}`;
        }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const result = readJson(text, 'random.json');
        const codes = result.kind === 'ok' ? [] : result.problems.map(({ code }) => code);
        fc.pre(!codes.includes('JSON-DUPLICATE-KEY') && !codes.includes('JSON-FORBIDDEN-KEY'));
        let expected: unknown;
        try {
          expected = { value: JSON.parse(text) as unknown };
        } catch {
          expected = 'refused';
        }
        if (result.kind === 'ok') accepted += 1;
        same(result.kind === 'ok' ? { value: result.value } : 'refused', expected);
        if (result.kind === 'problems') expect(codes).toStrictEqual(['JSON-SYNTAX']);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(60);
  });
});

test('pointers and paths are the reverse of one another', () => {
  fc.assert(
    fc.property(fc.array(keys), (path) => {
      expect(pathOf(pointerOf(path))).toStrictEqual(path);
    }),
  );
});

describe('content hash', () => {
  test('does not depend on the order of members or the layout', () => {
    fc.assert(
      fc.property(jsonValues, (value) => {
        const turned = reversed(value);
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(contentHash(turned)).toBe(contentHash(value));
        same(JSON.parse(canonicalJson(value)), value);
      }),
    );
  });

  test('is that of the canonical text, and differs for different values', () => {
    // sha256 of {"a":1,"b":[true,null]}, from another tool
    expect(contentHash({ b: [true, null], a: 1 })).toBe(
      '1cc69c7fa23616ca2ec3ee70d24390a6225c8832db8a4c814c7e0e7f942f8668',
    );
    expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]));
    expect(contentHash('1')).not.toBe(contentHash(1));
  });

  function reversed(value: JsonValue): JsonValue {
    if (isJsonList(value)) return value.map(reversed);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, member]) => [name, reversed(member)]),
    );
  }
});

test('a document without settings is bound to itself', () => {
  fc.assert(
    fc.property(jsonValues, (value) => {
      fc.pre(!/\$\$?\{/.test(JSON.stringify(value)));
      const bound = bindSettings(value, () => undefined);
      same(bound.value, value);
      expect(bound.missing).toStrictEqual([]);
    }),
  );
});
