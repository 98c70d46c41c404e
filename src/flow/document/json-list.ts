import type { JsonValue } from '../../call/index.ts';

/** True for a JSON list; unlike Array.isArray it keeps the type of the elements. */
export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
