import type { SimulatedCall } from '../call/simulated-call.ts';
import { refusal } from '../graph/refusal.ts';
import type { SimulatedParty } from '../party.ts';

/** Throws where the call cannot have these people invited (participant-invite; PSTN matrix of the answer page). */
export function judgeInvitation(call: SimulatedCall, invited: readonly SimulatedParty[]): void {
  const { invalidArgument, notSupported, inviteSeveralNeedsChat } = call.switches;
  if (invited.length > 1 && inviteSeveralNeedsChat && (call.kind === 'oneToOne' || call.chat === null)) {
    const message = 'Several participants can be invited at once only into a group call that has a chat.';
    throw refusal('schema', invalidArgument, message);
  }
  if (invited.some(({ kind }) => kind === 'phone') && !canReachPhones(call)) {
    const message =
      'Phones cannot be invited into a call that came to no application instance or was joined by a token.';
    throw refusal('unsupported', notSupported, message);
  }
  const bots = call.roster.company.filter(({ party }) => isBot(party)).length + invited.filter(isBot).length;
  if (bots > 1 && invited.some(isBot)) {
    throw refusal('schema', invalidArgument, 'Only one bot can be invited into a call.');
  }
}

function isBot({ kind }: SimulatedParty): boolean {
  return kind === 'application' || kind === 'applicationInstance';
}

/** A call that came to the bot as a user, and one that was joined by a token, reach no phones. */
function canReachPhones({ facts }: SimulatedCall): boolean {
  if (facts.meeting?.byToken === true) return false;
  return facts.direction === 'outgoing' || facts.targets.some(({ kind }) => kind !== 'application');
}
