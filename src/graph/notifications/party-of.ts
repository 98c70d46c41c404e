import type * as z from 'zod';
import { withheldParty } from '../../call/index.ts';
import type { Party, PartyKind } from '../../call/index.ts';
import type { identity, participantInfo } from '../../operations/index.ts';

type Participant = z.infer<typeof participantInfo>;
type Identity = z.infer<typeof identity>;

/** The kinds in the order in which they are looked for; Graph sets at most one of them. */
const kinds = ['user', 'phone', 'applicationInstance', 'application', 'guest'] as const;

/** Who a participant is. What Graph sends encrypted, or does not send, is withheld. */
export function partyOf(participant: Participant | null | undefined): Party {
  const set = participant?.identity ?? {};
  for (const kind of kinds) {
    const found = set[kind];
    if (found !== null && found !== undefined) return party(kind, found);
  }
  return withheldParty;
}

function party(kind: Exclude<PartyKind, 'withheld'>, { id, displayName, tenantId }: Identity): Party {
  return {
    kind,
    id: id ?? null,
    phone: kind === 'phone' ? e164(id ?? '') : null,
    displayName: displayName ?? null,
    tenantId: tenantId?.toLowerCase() ?? null,
  };
}

/** Graph sends numbers as E.164, elsewhere as `tel:` or `4:` addresses; without a plus they are not numbers. */
function e164(id: string): string | null {
  return /\+[1-9]\d{1,14}$/.exec(id)?.[0] ?? null;
}
