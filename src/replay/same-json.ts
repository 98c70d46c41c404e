import type { JsonValue } from '../call/index.ts';
import { isJsonObject } from '../call/index.ts';

/** Whether two values are the same as JSON, whatever the order of their members. */
export function sameJson(one: object, other: object): boolean {
  return canonical(one) === canonical(other);
}

const canonical = (value: object): string =>
  JSON.stringify(value, (_name, member: JsonValue) =>
    isJsonObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([first], [second]) => (first < second ? -1 : 1)))
      : member,
  );
