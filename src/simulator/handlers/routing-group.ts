import type { JsonObject } from '../../call/index.ts';
import type { AudioRoutingGroup } from '../../operations/index.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { refusal } from '../graph/refusal.ts';
import { namedParticipant } from './named-participant.ts';

export type StoredRoutingGroup = AudioRoutingGroup & { readonly id: string };

/** The group that an address names. Throws the refusal where there is none. */
export function namedRoutingGroup(call: SimulatedCall, id: string): StoredRoutingGroup {
  const group = call.audioRoutingGroups.get(id);
  if (group !== undefined) return { ...group, id };
  throw refusal('state', call.switches.resourceNotFound, 'Audio routing group not found.');
}

/** Throws where a member is nobody in the call. */
export function judgeMembers(call: SimulatedCall, ids: readonly string[]): void {
  for (const id of ids) namedParticipant(call, id);
}

export function wireRoutingGroup({ id, routingMode, sources, receivers }: StoredRoutingGroup): JsonObject {
  return { '@odata.type': '#microsoft.graph.audioRoutingGroup', id, routingMode, sources, receivers };
}
