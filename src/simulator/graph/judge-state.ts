import type { OperationDescription } from '../../operations/index.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { callNotFound, refusal } from './refusal.ts';

/** Throws the refusal that the state of the call demands; returns where the operation may go on. */
export function judgeState(operation: OperationDescription, call: SimulatedCall): void {
  const { requiresState, media, name } = operation;
  const {
    callNotEstablished,
    audioInactive,
    wrongState,
    callTerminating,
    mediaNotServiceHosted,
    transferConflict,
  } = call.switches;
  if (call.ended) throw callNotFound();
  const onlyLooks = requiresState.kind === 'live' && operation.completion === 'none';
  if (call.phase === 'terminating' && !onlyLooks) {
    throw refusal('gone', callTerminating, 'The call is being terminated.');
  }
  if (requiresState.kind === 'noCall' || requiresState.kind === 'live') return;
  if (requiresState.kind === 'incoming') {
    if (call.phase === 'incoming') return;
    throw refusal('state', wrongState, `The call is ${call.phase}; ${name} is for unanswered calls only.`);
  }
  if (media !== 'any' && media !== `${call.hosting}Hosted`) {
    const whose = media === 'appHosted' ? 'app' : 'service';
    throw refusal('state', mediaNotServiceHosted, `${name} is for ${whose}-hosted media only.`);
  }
  if (call.phase === 'incoming' || call.phase === 'establishing') {
    throw refusal('state', callNotEstablished, `The call is ${call.phase}, not established.`);
  }
  if (name === 'transfer' && (call.phase === 'transferring' || call.phase === 'transferAccepted')) {
    throw refusal('state', transferConflict, 'A transfer of this call is under way.');
  }
  if (call.phase !== 'established') {
    throw refusal('state', wrongState, `The call is ${call.phase}; ${name} is for established calls only.`);
  }
  if (requiresState.audio === 'active' && call.audio !== 'active') {
    throw refusal('state', audioInactive, 'The audio of the call is not active.');
  }
}
