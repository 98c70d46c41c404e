import { partyOfTarget } from '../call/index.ts';
import type { CommandOf, OperationId, Party } from '../call/index.ts';

/** Who is invited, and how. */
export interface Invitation {
  readonly operation: OperationId;
  readonly invited: readonly Invited[];
  /** A call of one of them that ends when they have come over; null: none. */
  readonly replaces: string | null;
}

export interface Invited {
  readonly party: Party;
  /** Whether no list of participants has them. */
  readonly hidden: boolean;
}

/** An invitation as nodes of the flow ask for it. */
export const invitationOf = (
  { operation, participants, replaces }: CommandOf<'inviteParticipants'>,
  tenantId: string,
): Invitation => ({
  operation,
  replaces,
  invited: participants.map((target) => ({ party: partyOfTarget(target, tenantId), hidden: false })),
});
