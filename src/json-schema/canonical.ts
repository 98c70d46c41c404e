import type { JsonValue } from '../call/index.ts';
import { isJsonObject, ownMember } from '../call/index.ts';
import { isList } from './keyword.ts';
import type { Run } from './run.ts';

/** One text for all values that are equal in JSON Schema's sense: 1 is 1.0, and the order of members means nothing. */
export function canonical(value: JsonValue, run: Run): string {
  if (typeof value === 'string') {
    run.spend(1 + value.length / 64);
    return JSON.stringify(value);
  }
  return run.nested(() => {
    if (isList(value)) return `[${value.map((item) => canonical(item, run)).join(',')}]`;
    if (!isJsonObject(value)) return JSON.stringify(value);
    const members = Object.keys(value).sort();
    return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(ownMember(value, name) ?? null, run)}`).join(',')}}`;
  });
}
