import type { RequestOf } from '../../operations/index.ts';
import { tellAudio } from '../call/establish.ts';
import { wireResult } from '../call/changes.ts';
import type { CallEnding, SimulatedCall } from '../call/simulated-call.ts';
import { namedParty } from '../graph/identity-set.ts';
import { refusal } from '../graph/refusal.ts';
import { partyId } from '../party.ts';
import type { Judgement } from '../switch.ts';
import type { Handler } from './handler.ts';
import { dropReplaced, isReplaceable, replacedCall } from './replaced-call.ts';
import type { Replaced } from './replaced-call.ts';

type Transferee = NonNullable<RequestOf<'transfer'>['transferee']>;

/** Hands the caller over: blind, or in place of the call that `replacesCallId` names (call-transfer). */
export const transfer: Handler<'transfer'> = ({ simulation, call, body }) => {
  const { transferTarget, transferee } = body;
  if (transferee !== undefined) judgeTransferee(call, transferee);
  const target = partyId(namedParty(transferTarget.identity)) ?? '';
  const replaced = replacedCall(simulation, call, transferTarget);
  const asked = { target, callId: call.id, isConsultative: replaced !== null };
  const ordered = simulation.faultSource.takeTransfer(asked);
  call.enter('transferring');
  call.notifyCall('updated', 'transferring');
  call.after(ordered?.afterMs ?? call.switches.transferMs, () => {
    // A fault that was ordered meanwhile meets the transfer that is still undecided.
    const fault = ordered ?? simulation.faultSource.takeTransfer(asked);
    // Who was to take the caller over may have hung up since, or the app may have ended that call.
    const isLate = replaced !== null && !isReplaceable(replaced);
    if (fault !== null || isLate) {
      call.enter('established');
      // Nobody is told: the app has to make up its own mind.
      if (fault?.outcome !== 'never')
        tellFailure(call, failure(call, fault?.outcome ?? 'failed', replaced !== null));
      return;
    }
    succeed(call, replaced);
  });
  return {};
};

/** Whom a group call is to lose must be in it: by `participantId`, or where that is not given by identity. */
function judgeTransferee(call: SimulatedCall, transferee: Transferee): void {
  const named = transferee.participantId ?? partyId(namedParty(transferee.identity)) ?? '';
  const found = call.roster.find(named);
  if (found !== null && !found.isApp) return;
  throw refusal('state', call.switches.participantNotFound, 'The transferee is not in the call.');
}

function failure(
  call: SimulatedCall,
  outcome: 'busy' | 'noAnswer' | 'failed',
  consultative: boolean,
): Judgement {
  const { calleeBusy, calleeNoAnswer } = call.switches;
  if (outcome === 'busy') return calleeBusy;
  if (outcome === 'noAnswer') return calleeNoAnswer;
  return { code: 500, subcode: consultative ? 7700 : 7000 };
}

function tellFailure(call: SimulatedCall, result: Judgement): void {
  call.notifyCall('updated', 'established', { resultInfo: wireResult(result, 'The transfer failed.') });
}

function succeed(call: SimulatedCall, replaced: Replaced | null): void {
  call.enter('transferAccepted');
  call.cutOffMedia();
  const accepted = (): void => call.notifyCall('updated', 'transferAccepted');
  const { transferAcceptedLate, terminatedAfterMs, replacedCallEndsFirst } = call.switches;
  if (!transferAcceptedLate) accepted();
  tellAudio(call, 'inactive');
  if (transferAcceptedLate) accepted();
  call.after(terminatedAfterMs, () => {
    if (replaced !== null && replacedCallEndsFirst) dropReplaced(replaced);
    call.end(success(call, replaced !== null));
    if (replaced !== null && !replacedCallEndsFirst) dropReplaced(replaced);
  });
}

/** The three shapes in which success is documented. */
function success(call: SimulatedCall, consultative: boolean): CallEnding {
  const { transferResult, consultativeResult } = call.switches;
  const shape = consultative ? consultativeResult : transferResult;
  if (shape === 'reason') return { result: null, members: { terminationReason: 'AppTransferred' } };
  const result = { code: shape === 'table' ? 200 : 0, subcode: 7015 };
  return { result, message: 'GracefulTransferCompleted' };
}
