/** The published JSON Schemas, read as tables of the reference: every member, whether it is required, its default. */
import { isJsonObject } from '../../../src/call/index.ts';
import type { JsonObject, JsonValue } from '../../../src/call/index.ts';
import { jsonSchema } from '../../../src/schemas/index.ts';
import { memberOf, textIn } from './examples.ts';

export interface Member {
  /** With a dot for members of members, `[]` for each element of a list, `*` for names of the author's choice. */
  readonly name: string;
  readonly isRequired: boolean;
  /** As the schema says it; null: there is none. */
  readonly default: string | null;
  readonly schema: JsonObject;
}

export const flowSchema = jsonSchema('flow');
export const routesSchema = jsonSchema('routes');
const definitions = memberOf(flowSchema, '$defs');
export const definition = (name: string): JsonObject => memberOf(definitions, name);

export const listOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** The objects that a value may be: itself, or the options of a union. */
const objectsOf = (schema: JsonObject): readonly JsonObject[] =>
  schema.properties === undefined ? listOf(schema.anyOf).flatMap(objectsOf) : [schema];

/** The members of an object of the schema; those below the names in `elsewhere` have tables of their own. */
export function membersOf(schema: JsonObject, elsewhere: readonly string[] = []): readonly Member[] {
  const found = new Map<string, Member>();
  for (const object of objectsOf(schema)) {
    const required = Array.isArray(object.required) ? object.required : [];
    for (const [name, member] of Object.entries(memberOf(object, 'properties'))) {
      if (!isJsonObject(member) || (name === 'type' && member.const !== undefined)) continue;
      found.set(name, {
        name,
        isRequired: required.includes(name),
        default: defaultOf(member),
        schema: member,
      });
      if (elsewhere.includes(name)) continue;
      for (const below of membersBelow(member)) {
        found.set(name + below.name, { ...below, name: name + below.name });
      }
    }
  }
  return [...found.values()];
}

/** What a member has below itself, with how it is reached. */
function membersBelow(schema: JsonObject): readonly Member[] {
  const at = (step: string, members: readonly Member[]): readonly Member[] =>
    members.map((member) => ({ ...member, name: `${step}${member.name}` }));
  const elements = schema.type === 'array' ? memberOf(schema, 'items') : {};
  const values = memberOf(schema, 'additionalProperties');
  return [
    ...at('.', membersOf(schema)),
    ...at('[].', membersOf(elements)),
    ...at('.*.', membersOf(values)),
    ...at('.*', values.additionalProperties === undefined ? [] : membersBelow(values)),
  ];
}

/** A description ends with the default, in brackets; the members of a document have it as a value. */
function defaultOf({ default: value, description }: JsonObject): string | null {
  if (value !== undefined) return JSON.stringify(value);
  return /\(([^()]+)\)\.?$/.exec(textIn(description))?.[1] ?? null;
}

/** With which words the type of a member begins on a page. */
export function typeWords({ schema }: Member): readonly string[] {
  const { $ref, type, pattern } = schema;
  if (typeof $ref === 'string') {
    const name = $ref.replace('#/$defs/', '');
    return { play: ['play'], rePrompts: ['re-prompts'], input: ['input'], json: ['JSON'] }[name] ?? [name];
  }
  if (type === 'string') {
    const isDuration = textIn(pattern).includes('(ms|s|m|h|d)');
    return isDuration ? ['duration'] : ['text', 'node', 'variable', 'expression', 'key'];
  }
  if (type === 'array') return ['list'];
  if (type === 'object')
    return ['object', ...(memberOf(schema, 'additionalProperties').$ref === undefined ? [] : ['JSON'])];
  return typeof type === 'string' ? [type] : ['target', 'text or object', 'object', 'text', 'list'];
}
