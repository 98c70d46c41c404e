import type { CalleeKind, NeededOperation, OperationUse } from '../flow/index.ts';
import { alternativesFor } from './alternatives.ts';
import type { Alternatives } from './alternatives.ts';
import { permissionFacts } from './permission-facts.ts';
import type { ApplicationPermission, PermissionFacts } from './permission-facts.ts';
import { smallestSet } from './smallest-set.ts';

/** A node, and an operation of it that the permission allows. */
export type NeededBy = Readonly<Record<'flow' | 'node' | 'operation', string>>;

/** Whom the app is asked to call: one, or several at once. Flows that join a meeting say so themselves. */
export type OutboundCallee = Exclude<CalleeKind, 'meeting'>;

/** What the app is asked for from outside, which stands in no flow. */
export interface NeededByRequest {
  readonly request: 'POST /api/calls';
  readonly callee: OutboundCallee;
  readonly operation: 'createCall';
}

export interface NeededPermission extends PermissionFacts {
  readonly neededBy: readonly NeededBy[];
  readonly neededByRequests: readonly NeededByRequest[];
}

export interface PermissionsReport {
  /** Least privileged first. */
  readonly permissions: readonly NeededPermission[];
  /** All that has to be allowed. */
  readonly needs: readonly Alternatives[];
}

/**
 * The smallest set of permissions for these operations and for calls out that are asked for, of several equally small ones the least privileged. What more
 * than one of the set allows is told of the most privileged, which is needed anyway: so the others are told only of what
 * could not be done without them.
 */
export function reportPermissions(
  needed: readonly NeededOperation[],
  outbound: readonly OutboundCallee[] = [],
): PermissionsReport {
  const byNodes = needed.flatMap(({ flow, node, use }) =>
    need({ flow, node, operation: use.operation }, use),
  );
  const byRequests = outbound.flatMap((callee) => {
    const operation = 'createCall';
    const request: NeededByRequest = { request: 'POST /api/calls', callee, operation };
    return need(request, { operation, callee });
  });
  const needs = [...byNodes, ...byRequests].map(({ alternatives }) => alternatives);
  const chosen = smallestSet(needs) ?? [];
  const toldOfNodes = distinct(byNodes.map((one) => told(one, chosen)));
  const toldOfRequests = distinct(byRequests.map((one) => told(one, chosen)));
  const permissions = permissionFacts
    .filter(({ name }) => chosen.includes(name))
    .map((facts) => ({
      ...facts,
      neededBy: toldOfNodes.filter(({ name }) => name === facts.name).map(({ by }) => by),
      neededByRequests: toldOfRequests.filter(({ name }) => name === facts.name).map(({ by }) => by),
    }));
  return { permissions, needs };
}

interface Need<By> {
  readonly by: By;
  readonly alternatives: Alternatives;
}

/** Nothing for an operation that needs no permission. */
function need<By>(by: By, use: OperationUse): readonly Need<By>[] {
  const alternatives = alternativesFor(use);
  return alternatives.length === 0 ? [] : [{ by, alternatives }];
}

interface Told<By> {
  readonly by: By;
  readonly name: ApplicationPermission | undefined;
}

const told = <By>({ by, alternatives }: Need<By>, chosen: readonly ApplicationPermission[]): Told<By> => ({
  by,
  name: teller(chosen, alternatives),
});

/** Both the chosen and the alternatives stand in the order of privilege. */
const teller = (
  chosen: readonly ApplicationPermission[],
  alternatives: Alternatives,
): ApplicationPermission | undefined => chosen.filter((name) => alternatives.includes(name)).at(-1);

/** A flow that is entered by several is told of once. */
function distinct<By>(all: readonly Told<By>[]): readonly Told<By>[] {
  return [...new Map(all.map((one) => [JSON.stringify([one.name, one.by]), one])).values()];
}
