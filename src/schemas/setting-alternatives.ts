import type { JsonObject, JsonValue } from '../call/index.ts';

/**
 * Settings in a schema: `${NAME}` may stand in any string of a document and is judged by what is put in for it, so
 * wherever a schema judges a string it has to take one that names a setting as it is. Keys are never bound, and what a
 * thing is (a `const` by which the options of a union are told apart) is not left to a setting.
 */

/** A string in which a setting is put: `${NAME}` that no `$` makes plain text. */
const settingPattern = '(?:^|[^$])\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}';

const judging = ['pattern', 'minLength', 'maxLength', 'format', 'enum', 'const'];
/** Members that hold one schema, a list of them, or schemas by name. Conditions and keys are not among them. */
const holders = ['additionalProperties', 'items', 'then', 'else'];
const lists = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const maps = ['properties', '$defs'];

/** The same schema, in which every judged string may also name a setting. `unions` are the members that tell options apart. */
export function withSettings(schema: JsonObject, unions: ReadonlySet<string>): JsonObject {
  const walk = (value: JsonValue, name: string): JsonValue => {
    if (!isObject(value)) return value;
    const below = Object.entries(value).map(([member, held]): readonly [string, JsonValue] => {
      if (holders.includes(member)) return [member, walk(held, '')];
      if (lists.includes(member) && isList(held)) return [member, held.map((each) => walk(each, name))];
      if (!maps.includes(member) || !isObject(held)) return [member, held];
      const entries = Object.entries(held).map(([key, each]) => [key, walk(each, key)] as const);
      return [member, Object.fromEntries(entries)];
    });
    const walked = Object.fromEntries(below);
    return unions.has(name) && Object.hasOwn(walked, 'const') ? walked : withAlternative(walked);
  };
  const walked = walk(schema, '');
  return isObject(walked) ? walked : schema;
}

function withAlternative(schema: JsonObject): JsonObject {
  const judged = Object.entries(schema).filter(([member]) => judging.includes(member));
  const [only] = judged;
  if (only === undefined || !isOfText(schema) || takesAnyText(judged)) return schema;
  const [member, value] = only;
  if (judged.length === 1 && member === 'pattern' && typeof value === 'string')
    return { ...schema, pattern: `(?:${value})|${settingPattern}` };
  const messages = Object.entries(schema).filter(([name]) => name === 'patternErrorMessage');
  const rest = Object.entries(schema).filter(
    ([name]) => !judging.includes(name) && name !== 'patternErrorMessage',
  );
  return {
    ...Object.fromEntries(rest),
    anyOf: [{ ...Object.fromEntries([...judged, ...messages]) }, { pattern: settingPattern }],
  };
}

const isOfText = ({ type }: JsonObject): boolean =>
  type === 'string' || (isList(type) && type.includes('string'));

/** A string that may not be empty: one that names a setting is not. */
const takesAnyText = (judged: readonly (readonly [string, JsonValue])[]): boolean =>
  judged.every(([member, value]) => member === 'minLength' && Number(value) <= 1);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
