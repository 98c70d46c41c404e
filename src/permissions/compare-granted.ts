import type { Alternatives } from './alternatives.ts';
import { permissionFacts } from './permission-facts.ts';
import type { PermissionFacts } from './permission-facts.ts';
import type { Granted } from './read-granted.ts';
import { smallestSet } from './smallest-set.ts';

/** Something that an app has and does not need. */
export type Surplus = Granted;

export interface Comparison {
  /** What has to be granted besides, least privileged first; empty where everything is allowed. */
  readonly missing: readonly PermissionFacts[];
  readonly tooMuch: readonly Surplus[];
}

/**
 * What an app lacks of what is needed, and what it has for nothing. What it has counts: where it may do all with another
 * set than the smallest one, nothing is missing.
 */
export function compareGranted(needs: readonly Alternatives[], granted: readonly Granted[]): Comparison {
  const names = permissionFacts.map(({ name }) => name);
  const has = names.filter((name) => granted.some((one) => one.name === name));
  const missing = smallestSet(needs, names, has) ?? [];
  const used =
    smallestSet(
      needs,
      names.filter((name) => has.includes(name) || missing.includes(name)),
    ) ?? [];
  return {
    missing: permissionFacts.filter(({ name }) => missing.includes(name)),
    tooMuch: granted.filter(({ name }) => !used.some((one) => one === name)),
  };
}
