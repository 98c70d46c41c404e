import type { OperationDescription, Permission } from '../../operations/index.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import type { Simulation } from '../simulation.ts';
import { GraphRefusal } from './refusal.ts';

/** What is told on the desk besides what Graph answers. */
const remedy =
  '"ivr permissions" says what the flows need, with --outbound also for calls of POST /api/calls; an administrator of the tenant has to consent to it (docs/permissions.md). ' +
  'Grant it here with --permissions.';

/**
 * Throws where Graph looks again whether the app has a permission for an operation on a call, by the operation's
 * description alone, and it has none.
 */
export function judgePermission(
  simulation: Simulation,
  operation: OperationDescription,
  call: SimulatedCall,
): void {
  const { name, permissions, permissionCheck } = operation;
  if (permissionCheck === 'callCreation') return;
  if (permissionCheck === 'groupCall' && call.kind === 'oneToOne') return;
  demandPermission(simulation, name, permissions);
}

/** Throws where the app has none of these permissions, any of which allows the operation; nothing is asked where none is named. */
export function demandPermission(
  { options, switches }: Simulation,
  operation: string,
  anyOf: readonly Permission[],
): void {
  if (anyOf.length === 0 || anyOf.some((permission) => options.permissions.has(permission))) return;
  const { code, subcode } = switches.missingPermission;
  const message = `The application has not been granted ${anyOf.join(' or ')}, which ${operation} needs.`;
  throw new GraphRefusal('auth', { status: code, code: String(subcode), message }, { advice: remedy });
}
