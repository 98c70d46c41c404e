import { leave } from '../call/conference.ts';
import type { Participant } from '../call/roster.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { namedParty } from '../graph/identity-set.ts';
import { refusal } from '../graph/refusal.ts';
import { partyId } from '../party.ts';
import type { Simulation } from '../simulation.ts';

/** Somebody to be called, as a request names them. */
interface Replacing {
  readonly identity: Parameters<typeof namedParty>[0];
  readonly replacesCallId?: string | null;
  readonly participantId?: string | null;
}

/** What a transfer or an invitation takes the place of. */
export interface Replaced {
  readonly call: SimulatedCall;
  /** Who leaves it where it is a group call; null where a call between two ends. */
  readonly participant: Participant | null;
}

/**
 * The call that `replacesCallId` names; null where nothing is replaced. The target must be the party of a call between
 * two, or be named by `participantId` in a group call (call-transfer, participant-invite). Throws refusals.
 */
export function replacedCall(
  simulation: Simulation,
  call: SimulatedCall,
  target: Replacing,
): Replaced | null {
  const { replacesCallId = null, participantId = null } = target;
  if (replacesCallId === null) return null;
  const replaced = simulation.find(replacesCallId);
  const { invalidArgument, participantNotFound, replacedGoneFails } = call.switches;
  if (replaced === null || replaced === call) {
    throw refusal('state', invalidArgument, 'replacesCallId names no other call of this application.');
  }
  const isOver = replaced.ended || replaced.phase === 'terminating';
  if (isOver && !replacedGoneFails) {
    throw refusal('gone', invalidArgument, 'The call that replacesCallId names is over.');
  }
  if (!isOver && replaced.phase !== 'established') {
    throw refusal('state', invalidArgument, 'The call that replacesCallId names is not established.');
  }
  const id = partyId(namedParty(target.identity));
  if (replaced.kind === 'oneToOne') {
    if (replaced.otherParty !== null && partyId(replaced.otherParty) === id)
      return { call: replaced, participant: null };
    throw refusal('schema', invalidArgument, 'The target is not the party of the call that it replaces.');
  }
  const participant = participantId === null ? null : replaced.roster.find(participantId);
  if (participant !== null && !participant.isApp) return { call: replaced, participant };
  throw refusal(
    'state',
    participantNotFound,
    'participantId names nobody in the group call that is replaced.',
  );
}

/** Whether it can still be replaced: what happened since the request may have ended it. */
export function isReplaceable({ call, participant }: Replaced): boolean {
  if (call.phase !== 'established') return false;
  return participant === null || call.roster.find(participant.id) !== null;
}

/** The replaced call ends, or loses the participant, unless it has already. */
export function dropReplaced({ call, participant }: Replaced): void {
  if (call.ended) return;
  if (participant !== null) {
    leave(call, participant);
    return;
  }
  call.end({ result: call.switches.replacedCall, message: 'GracefulTransferCompleted' });
}
