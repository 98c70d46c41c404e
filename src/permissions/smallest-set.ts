/**
 * The choice of permissions.
 *
 * Q1  The set meets every need, and no set with fewer members does.
 * Q2  Of the sets of that size it is the least privileged: the one whose most privileged member is the least, then the
 *     next.
 */
import type { Alternatives } from './alternatives.ts';
import { permissionFacts } from './permission-facts.ts';
import type { ApplicationPermission } from './permission-facts.ts';

const byPrivilege: readonly ApplicationPermission[] = permissionFacts.map(({ name }) => name);

/** Every set of permissions, in the order of Q1 and Q2. There are few enough to look at each. */
const sets: readonly (readonly ApplicationPermission[])[] = Array.from(
  { length: 2 ** byPrivilege.length },
  (_, number) => byPrivilege.filter((_name, place) => (number & (1 << place)) !== 0),
)
  .map((members, number) => ({ members, number }))
  // Of two numbers of as many bits the smaller has the lower highest bit that differs.
  .sort((one, other) => one.members.length - other.members.length || one.number - other.number)
  .map(({ members }) => members);

/**
 * The smallest set that meets every need together with what is there anyway, least privileged first. A need without
 * alternatives is met by nothing and must not be given.
 */
export function smallestSet(
  needs: readonly Alternatives[],
  among: readonly ApplicationPermission[] = byPrivilege,
  there: readonly ApplicationPermission[] = [],
): readonly ApplicationPermission[] | null {
  const open = needs.filter((need) => !meets(there, need));
  return (
    sets.find((set) => set.every((name) => among.includes(name)) && open.every((need) => meets(set, need))) ??
    null
  );
}

const meets = (set: readonly ApplicationPermission[], need: Alternatives): boolean =>
  need.some((name) => set.includes(name));
