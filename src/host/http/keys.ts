import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { AuthLevel } from '../functions.ts';

/** The keys of a host, made anew at every start. */
export interface HostKeys {
  /** Opens everything. */
  readonly master: string;
  /** Opens every function of level `function`. */
  readonly host: string;
  /** Opens the durable management API. */
  readonly durable: string;
  /** Each opens its own function. */
  readonly functions: ReadonlyMap<string, string>;
}

export function createKeys(functionNames: readonly string[]): HostKeys {
  return {
    master: newKey(),
    host: newKey(),
    durable: newKey(),
    functions: new Map(functionNames.map((name) => [name, newKey()])),
  };
}

function newKey(): string {
  return randomBytes(40).toString('base64url');
}

/** Whether the key presented opens a function. */
export function opensFunction(
  keys: HostKeys,
  name: string,
  level: AuthLevel,
  presented: string | null,
): boolean {
  if (level === 'anonymous') return true;
  const accepted =
    level === 'admin' ? [keys.master] : [keys.master, keys.host, keys.functions.get(name) ?? ''];
  return isOneOf(presented, accepted);
}

export function opensDurable(keys: HostKeys, presented: string | null): boolean {
  return isOneOf(presented, [keys.durable, keys.master]);
}

function isOneOf(presented: string | null, accepted: readonly string[]): boolean {
  if (presented === null || presented === '') return false;
  const given = Buffer.from(presented);
  return accepted.some((key) => {
    const expected = Buffer.from(key);
    return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
  });
}
