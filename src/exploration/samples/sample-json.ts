import * as z from 'zod';
import { isJsonObject, ownMember } from '../../call/index.ts';
import type { JsonObject, JsonValue } from '../../call/index.ts';
import { compileSchema } from '../../json-schema/index.ts';
import type { Dictionary } from '../dictionary.ts';
import type { Random } from '../random.ts';
import { samplePattern } from './sample-pattern.ts';

const jsonSchema = z.json();
type JsonBody = z.infer<typeof jsonSchema>;

const mostTries = 20;
const deepest = 6;

/** A body that fits `expect` where that is found easily, and has what is read of the variable that it goes into. */
export function sampleBody(
  { expect, into }: { readonly expect: JsonObject | null; readonly into: string | null },
  dictionary: Dictionary,
  random: Random,
): JsonBody {
  const members = into === null ? [] : (dictionary.members.get(into) ?? []);
  const schema = expect === null ? null : compileSchema(expect);
  let body: JsonValue = null;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const bare = expect === null ? {} : sampleOf(expect, { dictionary, random, depth: 0 });
    body = withMembers(bare, members, dictionary, random);
    if (schema?.kind !== 'ok' || schema.judge(body).kind === 'valid') return jsonSchema.parse(body);
  }
  return jsonSchema.parse(body);
}

/** Any value that something of no known form may have. */
function sampleValue(dictionary: Dictionary, random: Random): JsonValue {
  return random.oneOf<() => JsonValue>([
    () => random.maybeOf(dictionary.texts) ?? 'word',
    () => random.maybeOf(dictionary.numbers) ?? 1,
    () => random.chance(0.5),
    () => 'Contoso',
  ])();
}

/** Members that are read and not there yet are given values; at times one is left out. */
function withMembers(
  value: JsonValue,
  paths: readonly (readonly string[])[],
  dictionary: Dictionary,
  random: Random,
): JsonValue {
  return paths.reduce<JsonValue>(
    (whole, path) => (random.chance(0.9) ? withMember(whole, path, dictionary, random) : whole),
    value,
  );
}

function withMember(
  value: JsonValue,
  [name, ...below]: readonly string[],
  dictionary: Dictionary,
  random: Random,
): JsonValue {
  if (name === undefined || !isJsonObject(value)) return value;
  const there = ownMember(value, name);
  if (there !== undefined && !isJsonObject(there)) return value;
  if (below.length === 0 && there !== undefined) return value;
  const member =
    below.length === 0 ? sampleValue(dictionary, random) : withMember(there ?? {}, below, dictionary, random);
  return { ...value, [name]: member };
}

interface Sampling {
  readonly dictionary: Dictionary;
  readonly random: Random;
  readonly depth: number;
}

function sampleOf(schema: JsonValue, sampling: Sampling): JsonValue {
  const { random, dictionary, depth } = sampling;
  if (!isJsonObject(schema) || depth > deepest) return sampleValue(dictionary, random);
  const given = ownMember(schema, 'const');
  if (given !== undefined) return given;
  const values = [...listOf(schema, 'enum'), ...listOf(schema, 'examples')];
  if (values.length > 0) return random.maybeOf(values) ?? null;
  const schemas = [...listOf(schema, 'anyOf'), ...listOf(schema, 'oneOf')];
  if (schemas.length > 0) return sampleOf(random.maybeOf(schemas) ?? {}, { ...sampling, depth: depth + 1 });
  const name = random.maybeOf(listOf(schema, 'type')) ?? ownMember(schema, 'type');
  return sampleOfType(typeof name === 'string' ? name : typeBySign(schema), schema, sampling);
}

/** A member that is a list; else nothing. */
function listOf(schema: JsonObject, name: string): readonly JsonValue[] {
  const value = ownMember(schema, name);
  return isList(value) ? value : [];
}

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

function typeBySign(schema: JsonObject): string {
  if (ownMember(schema, 'properties') !== undefined || ownMember(schema, 'required') !== undefined)
    return 'object';
  if (ownMember(schema, 'items') !== undefined) return 'array';
  return ownMember(schema, 'minimum') === undefined ? 'string' : 'number';
}

function sampleOfType(type: string, schema: JsonObject, sampling: Sampling): JsonValue {
  const { random, dictionary, depth } = sampling;
  const number = (name: string, fallback: number): number => {
    const value = ownMember(schema, name);
    return typeof value === 'number' ? value : fallback;
  };
  switch (type) {
    case 'object':
      return sampleObject(schema, sampling);
    case 'array': {
      const least = number('minItems', 0);
      const length = random.between(least, Math.max(least, Math.min(number('maxItems', 3), least + 3)));
      const items = ownMember(schema, 'items') ?? {};
      return Array.from({ length }, () => sampleOf(items, { ...sampling, depth: depth + 1 }));
    }
    case 'integer':
    case 'number': {
      const [least, most] = [number('minimum', 0), number('maximum', 1_000)];
      const known = dictionary.numbers.filter((each) => each >= least && each <= most);
      return known.length > 0 && random.chance(0.7)
        ? (random.maybeOf(known) ?? least)
        : random.between(Math.ceil(least), Math.floor(most));
    }
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return sampleText(schema, sampling, number('minLength', 1), number('maxLength', 20));
  }
}

function sampleObject(schema: JsonObject, sampling: Sampling): JsonValue {
  const properties = ownMember(schema, 'properties');
  const known = properties !== undefined && isJsonObject(properties) ? properties : {};
  const needed = listOf(schema, 'required').filter((name) => typeof name === 'string');
  const names = new Set([...needed, ...Object.keys(known)]);
  return Object.fromEntries(
    [...names].flatMap((name) =>
      needed.includes(name) || sampling.random.chance(0.8)
        ? [
            [
              name,
              sampleOf(ownMember(known, name) ?? {}, { ...sampling, depth: sampling.depth + 1 }),
            ] as const,
          ]
        : [],
    ),
  );
}

function sampleText(
  schema: JsonObject,
  { dictionary, random }: Sampling,
  least: number,
  most: number,
): string {
  const format = ownMember(schema, 'format');
  const pattern = ownMember(schema, 'pattern');
  if (typeof pattern === 'string') return samplePattern(pattern, random) ?? '';
  const day = `2026-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
  const time = `${two(random.between(0, 23))}:${two(random.between(0, 59))}:00Z`;
  switch (format) {
    case 'date':
      return day;
    case 'time':
      return time;
    case 'date-time':
      return `${day}T${time}`;
    case 'uuid':
      return '00000000-0000-4000-8000-00000000a1ce';
    default: {
      const text = random.maybeOf(['Contoso', 'Alex', ...dictionary.texts]) ?? 'Alex';
      return text.padEnd(least, 'a').slice(0, Math.max(least, most));
    }
  }
}

const two = (number: number): string => String(number).padStart(2, '0');
