import { note } from '../call/conference.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { tellRoster } from '../call/tell-roster.ts';
import type { OperationFailure } from './later-operation.ts';

/** Puts somebody on hold, or brings them back; fails where they have gone meanwhile. */
export function hold(call: SimulatedCall, id: string, onHold: boolean): OperationFailure | null {
  const { actionConflict, participantNotFound } = call.switches;
  if (onHold && call.roster.all.some((one) => one.onHold)) {
    return { judgement: actionConflict, message: 'Somebody is on hold already.' };
  }
  const changed = call.roster.change(id, { onHold });
  if (changed === null) {
    return { judgement: participantNotFound, message: 'The participant has left.' };
  }
  note(call, onHold ? 'held' : 'released', changed);
  tellRoster(call, [changed]);
  return null;
}
