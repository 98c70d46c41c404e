import type { SimulatedParty } from '../party.ts';
import type { SimulatedCall } from './simulated-call.ts';

/** Somebody as the app gets to know them: who may not know who calls is told of a withheld identity. */
export function shownParty({ facts }: SimulatedCall, party: SimulatedParty): SimulatedParty {
  return facts.callerIsWithheld === true && party === facts.caller ? { kind: 'encrypted' } : party;
}
