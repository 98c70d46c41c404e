import type { JsonObject } from '../../call/index.ts';
import type { SimulatedParty } from '../party.ts';

/** A party as the wire shows it: an identitySet in which one member is set. */
export function wireIdentitySet(party: SimulatedParty, tenantId: string): JsonObject {
  return { '@odata.type': '#microsoft.graph.identitySet', [party.kind]: wireIdentity(party, tenantId) };
}

function wireIdentity(party: SimulatedParty, tenantId: string): JsonObject {
  const type = { '@odata.type': '#microsoft.graph.identity' };
  switch (party.kind) {
    case 'encrypted':
      return { ...type, id: null };
    case 'phone':
      return {
        ...type,
        id: party.id,
        ...(party.displayName === undefined ? {} : { displayName: party.displayName }),
      };
    case 'guest':
      return { ...type, id: party.id, displayName: party.displayName ?? null };
    case 'user':
    case 'application':
    case 'applicationInstance':
      return { ...type, id: party.id, displayName: party.displayName ?? null, tenantId };
  }
}

interface NamedIdentity {
  readonly id: string;
  readonly displayName?: string | null;
}

interface NamedIdentitySet {
  readonly user?: NamedIdentity;
  readonly phone?: NamedIdentity;
  readonly applicationInstance?: NamedIdentity;
  readonly application?: NamedIdentity;
  readonly guest?: NamedIdentity;
}

/** The party that a request names. A kind of identity that the simulator cannot call counts as withheld. */
export function namedParty(set: NamedIdentitySet): SimulatedParty {
  if (set.phone !== undefined) return { kind: 'phone', id: set.phone.id };
  for (const kind of ['user', 'applicationInstance', 'application', 'guest'] as const) {
    const named = set[kind];
    if (named === undefined) continue;
    const displayName = named.displayName ?? undefined;
    return { kind, id: named.id, ...(displayName === undefined ? {} : { displayName }) };
  }
  return { kind: 'encrypted' };
}
