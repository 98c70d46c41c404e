import { tellAudio } from '../call/establish.ts';
import { wireResult } from '../call/simulated-call.ts';
import type { CallEnding, SimulatedCall } from '../call/simulated-call.ts';
import { namedParty } from '../graph/identity-set.ts';
import { refusal } from '../graph/refusal.ts';
import { partyId } from '../party.ts';
import type { Judgement } from '../switches.ts';
import type { Handler } from './handler.ts';

/** Hands the caller over: blind, or in place of the call that `replacesCallId` names (call-transfer). */
export const transfer: Handler<'transfer'> = ({ simulation, call, body }) => {
  const { transferTarget, transferee } = body;
  const { invalidArgument, transferMs } = call.switches;
  if (transferee !== undefined) {
    throw refusal('schema', invalidArgument, 'transferee is for group calls only.');
  }
  const target = partyId(namedParty(transferTarget.identity)) ?? '';
  const replaced = replacedCall(
    transferTarget.replacesCallId ?? null,
    target,
    simulation.find.bind(simulation),
    call,
  );
  const ordered = simulation.faults.takeTransfer(target, call.id);
  call.enter('transferring');
  call.notifyCall('updated', 'transferring');
  call.after(ordered?.afterMs ?? transferMs, () => {
    // A fault that was ordered meanwhile meets the transfer that is still undecided.
    const fault = ordered ?? simulation.faults.takeTransfer(target, call.id);
    if (fault !== null) {
      fail(call, failure(call, fault.outcome, replaced !== null));
      return;
    }
    succeed(call, replaced);
  });
  return {};
};

/** The target must be the party of the call that it replaces. */
function replacedCall(
  id: string | null,
  target: string,
  find: (id: string) => SimulatedCall | null,
  call: SimulatedCall,
): SimulatedCall | null {
  if (id === null) return null;
  const replaced = find(id);
  const { invalidArgument } = call.switches;
  if (replaced === null || replaced === call || replaced.phase !== 'established') {
    throw refusal('state', invalidArgument, 'replacesCallId names no established call of this application.');
  }
  const { direction, caller, called } = replaced.facts;
  if (partyId(direction === 'incoming' ? caller : called) !== target) {
    throw refusal('schema', invalidArgument, 'The target is not the party of the call that it replaces.');
  }
  return replaced;
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

function fail(call: SimulatedCall, result: Judgement): void {
  call.enter('established');
  call.notifyCall('updated', 'established', { resultInfo: wireResult(result, 'The transfer failed.') });
}

function succeed(call: SimulatedCall, replaced: SimulatedCall | null): void {
  call.enter('transferAccepted');
  call.cutOffMedia();
  const accepted = (): void => call.notifyCall('updated', 'transferAccepted');
  const { transferAcceptedLate, terminatedAfterMs, replacedCall: replacedResult } = call.switches;
  if (!transferAcceptedLate) accepted();
  tellAudio(call, 'inactive');
  if (transferAcceptedLate) accepted();
  call.after(terminatedAfterMs, () => {
    call.end(success(call, replaced !== null));
    if (replaced?.ended === false) {
      replaced.end({ result: replacedResult, message: 'GracefulTransferCompleted' });
    }
  });
}

/** The three shapes in which success is documented. */
function success(call: SimulatedCall, consultative: boolean): CallEnding {
  const { transferResult } = call.switches;
  const message = 'GracefulTransferCompleted';
  if (consultative || transferResult === 'reason') {
    return { result: null, members: { terminationReason: 'AppTransferred' } };
  }
  return { result: { code: transferResult === 'table' ? 200 : 0, subcode: 7015 }, message };
}
