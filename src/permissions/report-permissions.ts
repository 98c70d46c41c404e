import type { NeededOperation } from '../flow/index.ts';
import { alternativesFor } from './alternatives.ts';
import type { Alternatives } from './alternatives.ts';
import { permissionFacts } from './permission-facts.ts';
import type { ApplicationPermission, PermissionFacts } from './permission-facts.ts';
import { smallestSet } from './smallest-set.ts';

/** A node, and an operation of it that the permission allows. */
export type NeededBy = Readonly<Record<'flow' | 'node' | 'operation', string>>;

export interface NeededPermission extends PermissionFacts {
  readonly neededBy: readonly NeededBy[];
}

export interface PermissionsReport {
  /** Least privileged first. */
  readonly permissions: readonly NeededPermission[];
  /** All that has to be allowed. */
  readonly needs: readonly Alternatives[];
}

/**
 * The smallest set of permissions for these operations, of several equally small ones the least privileged. What more
 * than one of the set allows is told of the most privileged, which is needed anyway: so the others are told only of what
 * could not be done without them.
 */
export function reportPermissions(needed: readonly NeededOperation[]): PermissionsReport {
  const open = needed.flatMap(({ flow, node, use }) => {
    const alternatives = alternativesFor(use);
    if (alternatives.length === 0) return [];
    return [{ by: { flow, node, operation: use.operation }, alternatives }];
  });
  const needs = open.map(({ alternatives }) => alternatives);
  const chosen = smallestSet(needs) ?? [];
  const told = distinct(open.map(({ by, alternatives }) => ({ by, name: teller(chosen, alternatives) })));
  const permissions = permissionFacts
    .filter(({ name }) => chosen.includes(name))
    .map((facts) => ({
      ...facts,
      neededBy: told.filter(({ name }) => name === facts.name).map(({ by }) => by),
    }));
  return { permissions, needs };
}

interface Told {
  readonly by: NeededBy;
  readonly name: ApplicationPermission | undefined;
}

/** Both the chosen and the alternatives stand in the order of privilege. */
const teller = (
  chosen: readonly ApplicationPermission[],
  alternatives: Alternatives,
): ApplicationPermission | undefined => chosen.filter((name) => alternatives.includes(name)).at(-1);

/** A flow that is entered by several is told of once. */
function distinct(told: readonly Told[]): readonly Told[] {
  return [...new Map(told.map((one) => [JSON.stringify([one.name, one.by]), one])).values()];
}
