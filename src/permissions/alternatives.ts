import type { OperationUse } from '../flow/index.ts';
import { callPermissions, operations } from '../operations/index.ts';
import type { Permission } from '../operations/index.ts';
import { permissionFacts } from './permission-facts.ts';
import type { ApplicationPermission } from './permission-facts.ts';

/** A need: any one of these permissions meets it. */
export type Alternatives = readonly ApplicationPermission[];

/**
 * What may be granted so that an operation is allowed; empty where it needs nothing. The reference's lists are
 * alternatives, with two exceptions: a call between two is answered without a permission, and calls to the app are such
 * calls; and what a call out needs depends on whom it calls.
 */
export function alternativesFor(use: OperationUse): Alternatives {
  if (use.operation === 'answer') return [];
  if (use.operation === 'createCall') return callPermissions[use.callee];
  const listed: readonly Permission[] = operations[use.operation].permissions;
  return permissionFacts.map(({ name }) => name).filter((name) => listed.includes(name));
}
