import fc from 'fast-check';
import { compileSchema } from '../../src/json-schema/index.ts';
import type { JudgedValue } from '../../src/json-schema/index.ts';
import type { JsonValue } from '../../src/call/index.ts';
import { processorTime } from '../support/processor-time.ts';

function judge(schema: JsonValue, value: JsonValue): JudgedValue {
  const compiled = compileSchema(schema);
  if (compiled.kind === 'bad') throw new Error(JSON.stringify(compiled.problems));
  return compiled.judge(value);
}

const problemsOf = (schema: JsonValue): readonly string[] => {
  const compiled = compileSchema(schema);
  return compiled.kind === 'ok'
    ? []
    : compiled.problems.map(({ place, message }) => `${place.join('/')}: ${message}`);
};

describe('J2: what is not known is refused', () => {
  test.each<[string, JsonValue, string]>([
    ['a misspelt keyword', { requird: ['a'] }, 'requird: has the keyword "requird", which is not known here'],
    ['a keyword that needs annotations', { unevaluatedProperties: false }, 'unevaluatedProperties: has the'],
    ['an id, which would move references', { $id: 'https://contoso.com/a' }, '$id: has the keyword "$id"'],
    [
      'a format',
      { format: 'email' },
      'format: must have a format that is judged: date, time, date-time, uuid',
    ],
    ['a remote reference', { $ref: 'https://contoso.com/schema' }, '$ref: may refer to itself only'],
    ['an anchor', { $ref: '#here' }, '$ref: may refer to itself only'],
    ['a missing place', { $ref: '#/$defs/a' }, '$ref: refers to a place where it has no schema'],
    ['a place that is no schema', { properties: { a: {} }, $ref: '#/properties' }, '$ref: refers to a place'],
    ['a reference in bad percent coding', { $ref: '#/%E0%A4%A' }, '$ref: may refer to itself only'],
    ['a reference to itself', { $ref: '#' }, '$ref: refers to itself without looking at a part of the value'],
    [
      'a reference to itself over another',
      { allOf: [{ $ref: '#/$defs/a' }], $defs: { a: { anyOf: [{ $ref: '#' }] } } },
      'allOf/0/$ref: refers to itself',
    ],
    ['a look-around', { pattern: '(?=a)' }, 'pattern: has a pattern that cannot be used: '],
    ['a back-reference', { patternProperties: { '(a)\\1': {} } }, 'patternProperties/(a)\\1: has a pattern'],
    ['a pattern that multiplies', { pattern: '((a{100}){100}){100}' }, 'pattern: has a pattern that cannot'],
    ['another draft', { $schema: 'http://json-schema.org/draft-07/schema#' }, '$schema: must be one of'],
    ['no schema', [], ': must be an object, true or false here'],
    ['no schema below', { properties: { a: 1 } }, 'properties/a: must be an object, true or false here'],
    ['an unknown type', { type: 'float' }, 'type: has the type "float"; there are null, boolean, number'],
    ['a bound that is no number', { minLength: '3' }, 'minLength: must have a whole number from 0 here'],
    ['a member of every object', { constructor: {} }, 'constructor: has the keyword "constructor"'],
  ])('%s', (_, schema, problem) => {
    expect(problemsOf(schema)[0]).toContain(problem);
  });

  test('all of it at once, each in its place', () => {
    const schema = { properties: { a: { type: 'text' }, b: { minimum: true } }, nonsense: 1 };
    expect(problemsOf(schema).map((text) => text.split(':')[0])).toEqual([
      'properties/a/type',
      'properties/b/minimum',
      'nonsense',
    ]);
  });

  test('a schema that nests too deep or has too many parts', () => {
    let deep: JsonValue = {};
    for (let level = 0; level < 100_000; level += 1) deep = { not: deep };
    expect(problemsOf(deep)).toHaveLength(1);
    expect(problemsOf({ allOf: Array.from({ length: 3000 }, () => ({})) })).toHaveLength(1);
  });
});

describe('a judgement', () => {
  test('names the keyword that the value breaks, and nothing of the value', () => {
    const schema = { type: 'object', properties: { items: { items: { required: ['name'] } } } };
    expect(judge(schema, { items: [{ name: 1 }, { secret: 2 }] })).toEqual({
      kind: 'invalid',
      place: ['properties', 'items', 'items', 'required'],
    });
  });

  test('a schema of false is broken where it stands', () => {
    expect(judge({ properties: { a: false } }, { a: 1 })).toEqual({
      kind: 'invalid',
      place: ['properties', 'a'],
    });
  });

  test('J3: members on prototypes do not count', () => {
    expect(judge({ required: ['toString'] }, {}).kind).toBe('invalid');
    expect(judge({ required: ['__proto__'] }, JSON.parse('{"__proto__":1}')).kind).toBe('valid');
    expect(judge(JSON.parse('{"properties":{"__proto__":false}}'), {}).kind).toBe('valid');
  });

  test('a recursive schema judges a tree', () => {
    const schema = { properties: { next: { $ref: '#' }, value: { type: 'number' } } };
    expect(judge(schema, { next: { next: { value: 1 } } }).kind).toBe('valid');
    expect(judge(schema, { next: { next: { value: 'one' } } }).kind).toBe('invalid');
  });
});

describe('J1: every judgement ends', () => {
  const withinSeconds = (seconds: number, run: () => JudgedValue): JudgedValue['kind'] => {
    const started = processorTime();
    const { kind } = run();
    expect(processorTime() - started).toBeLessThan(seconds * 1000);
    return kind;
  };

  test('a pattern that would run for ever elsewhere', () => {
    const text = 'a'.repeat(100_000);
    expect(withinSeconds(5, () => judge({ pattern: '^(a|a)*b$' }, text))).toBe('invalid');
  });

  test('a megabyte of text and many patterns', () => {
    const schema = { allOf: Array.from({ length: 100 }, (_, at) => ({ pattern: `(x+x+)+${at}|.` })) };
    expect(withinSeconds(10, () => judge(schema, 'x'.repeat(1_000_000)))).toBe('tooCostly');
  });

  test('one large pattern and a megabyte of text that nearly matches everywhere', () => {
    const schema = { pattern: '[a-z]{5,500}[0-9]' };
    expect(withinSeconds(5, () => judge(schema, 'x'.repeat(1_000_000)))).toBe('tooCostly');
    expect(judge(schema, 'x'.repeat(1_000)).kind).toBe('invalid');
    expect(
      judge({ patternProperties: { '[a-z]{5,500}[0-9]': true } }, { ['x'.repeat(1_000_000)]: 1 }).kind,
    ).toBe('tooCostly');
    expect(judge({ pattern: '^[A-Za-z0-9+/=]*$' }, 'x'.repeat(1_000_000)).kind).toBe('valid');
  });

  test('references that double at every step', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `s${at}`,
        at === 39
          ? { type: 'number' }
          : { oneOf: [{ $ref: `#/$defs/s${at + 1}` }, { $ref: `#/$defs/s${at + 1}` }] },
      ]),
    );
    expect(withinSeconds(5, () => judge({ $defs, $ref: '#/$defs/s0' }, 1))).toBe('tooCostly');
  });

  test('unique items among very many', () => {
    const items = Array.from({ length: 150_000 }, (_, at) => at);
    expect(withinSeconds(5, () => judge({ uniqueItems: true }, items))).toBe('valid');
  });

  test('a value that nests deeper than any stack', () => {
    let deep: JsonValue = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(judge({ items: { $ref: '#' } }, deep).kind).toBe('tooCostly');
    expect(judge({ const: 1 }, deep).kind).toBe('tooCostly');
  });

  test('numbers at the edge of what there is', () => {
    expect(judge({ multipleOf: 5e-324 }, 1.7976931348623157e308).kind).toBe('valid');
    expect(judge({ multipleOf: 0.1 }, 0.3).kind).toBe('valid');
    expect(judge({ multipleOf: 0.1 }, -0.35).kind).toBe('invalid');
  });
});

describe('properties', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).map((value): JsonValue => JSON.parse(JSON.stringify(value)));

  test('any JSON as a schema is read or refused, and what was read judges any JSON', () => {
    fc.assert(
      fc.property(json, json, (schema, value) => {
        const compiled = compileSchema(schema);
        if (compiled.kind === 'ok') expect(['valid', 'invalid']).toContain(compiled.judge(value).kind);
        else expect(compiled.problems.length).toBeGreaterThan(0);
      }),
    );
  });

  test('a value is equal to itself and to nothing else', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(judge({ const: one }, one).kind).toBe('valid');
        expect(judge({ enum: [one] }, one).kind).toBe('valid');
        expect(judge({ uniqueItems: true }, [one, one]).kind).toBe('invalid');
        const same = canonicalText(one) === canonicalText(other);
        expect(judge({ const: one }, other).kind).toBe(same ? 'valid' : 'invalid');
      }),
    );
  });

  test('not turns every verdict around', () => {
    const schemas = fc.constantFrom<JsonValue>(
      { type: 'string' },
      { minimum: 0 },
      { minItems: 1 },
      { required: ['a'] },
    );
    fc.assert(
      fc.property(schemas, json, (schema, value) => {
        expect(judge({ not: schema }, value).kind === 'valid').toBe(judge(schema, value).kind === 'invalid');
      }),
    );
  });
});

/** Independent of the code: sorted by a replacer. What was an object stays one: {} is not []. */
function canonicalText(value: JsonValue): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? { members: Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)) }
      : member,
  );
}
