import type { Judgement } from '../switch.ts';
import { leave } from './conference.ts';
import type { SimulatedCall } from './simulated-call.ts';

/**
 * The other party hangs up: of a group call whoever was there first, or where it began with several everybody. Nothing
 * happens where the call is over or ending anyway.
 */
export function otherPartyHangsUp(call: SimulatedCall): void {
  if (call.ended || call.phase === 'terminating') return;
  if (call.kind === 'group') {
    const first = call.roster.find(call.otherParticipantId);
    for (const one of first === null ? call.roster.company : [first]) leave(call, one);
    return;
  }
  const by = call.facts.direction === 'incoming' ? 'caller' : 'called';
  call.transcript.add<'hangup'>({ kind: 'hangup', by });
  const unanswered = call.phase === 'incoming' || call.phase === 'redirecting';
  if (unanswered) {
    call.end({ result: call.switches.callerCancelled, message: 'The caller gave up.' });
    return;
  }
  call.end({ result: endCode(call), message: 'The other party ended the call.' });
}

/** The end codes of the reference: a peer ended a one-to-one call, or the PSTN side did. */
function endCode(call: SimulatedCall): Judgement {
  const { direction } = call.facts;
  if (call.otherParty?.kind !== 'phone') return { code: 200, subcode: 4521 };
  return { code: 200, subcode: direction === 'incoming' ? 540_000 : 560_000 };
}
