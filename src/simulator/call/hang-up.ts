import type { Judgement } from '../switches.ts';
import type { SimulatedCall } from './simulated-call.ts';

/** The other party hangs up; nothing happens where the call is over or ending anyway. */
export function otherPartyHangsUp(call: SimulatedCall): void {
  if (call.ended || call.phase === 'terminating') return;
  call.transcript.add<'hangup'>({ kind: 'hangup', by: 'caller' });
  const unanswered = call.phase === 'incoming' || call.phase === 'redirecting';
  if (unanswered) {
    call.end({ result: call.switches.callerCancelled, message: 'The caller gave up.' });
    return;
  }
  call.end({ result: endCode(call), message: 'The other party ended the call.' });
}

/** The end codes of the reference: a peer ended a one-to-one call, or the PSTN side did. */
function endCode(call: SimulatedCall): Judgement {
  const { direction, caller, called } = call.facts;
  const other = direction === 'incoming' ? caller : called;
  if (other.kind !== 'phone') return { code: 200, subcode: 4521 };
  return { code: 200, subcode: direction === 'incoming' ? 540_000 : 560_000 };
}
