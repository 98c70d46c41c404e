import { createHash } from 'node:crypto';
import type { JsonValue } from '../../call/index.ts';
import { isJsonList } from './json-list.ts';

/**
 * The SHA-256 of a JSON value in lower-case hex (64 characters), the same whatever the order of its members:
 * it is taken of the canonical form. The value must come from JSON: no cycles, at most `deepestDocument` deep.
 */
export function contentHash(value: JsonValue): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}

/** JSON without white space and with members ordered by the UTF-16 code units of their names, as in RFC 8785. */
export function canonicalJson(value: JsonValue): string {
  if (isJsonList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(
      ([name, member]: readonly [string, JsonValue]) => `${JSON.stringify(name)}:${canonicalJson(member)}`,
    );
  return `{${members.join(',')}}`;
}
