import { latest } from '../call/index.ts';
import type { Faults, Line } from '../rehearsal/index.ts';
import type { RosterChange } from '../scenario/index.ts';
import { SimulatorError } from '../simulator/index.ts';
import type { RosterOrder } from '../simulator/index.ts';
import type { HostedWorld } from './hosted-world.ts';
import { simulatedParty } from './simulated-party.ts';

/** What a scripted caller does, done to the simulated call. Nothing reaches the call while it is being looked at. */
export function hostedLine({ now, schedule, simulation, caller, raise }: HostedWorld, faults: Faults): Line {
  const soon = (run: () => void): void => schedule(now(), run);
  return {
    now,
    schedule: (at, run) => schedule(latest(at, now()), run),
    press: (key) =>
      soon(() => {
        const call = caller();
        if (call !== null && !call.ended) simulation.pressKeys(call, key);
      }),
    speak: (length) => caller()?.speak(length, null),
    hangUp: () =>
      soon(() => {
        const call = caller();
        if (call !== null) simulation.hangUp(call);
      }),
    raise: (name, data) => soon(() => raise({ kind: 'external', name, data })),
    changeRoster: (change) => {
      const call = caller();
      if (call === null || call.ended) return 'there is no call';
      try {
        simulation.changeRoster(call, orderOf(change));
        return null;
      } catch (error) {
        if (error instanceof SimulatorError) return reasonIn(error);
        throw error;
      }
    },
    arrange: (fault) => faults.add(fault),
  };
}

/** Why a change cannot be, without what is for users of the control API. */
const reasonIn = ({ message }: SimulatorError): string =>
  message
    .replace(/^The request cannot be used: (the call is \w+: )?/, '')
    .replace(/; "participants" .*$/, '');

/** A change among the participants, as the simulator takes it. */
function orderOf(change: RosterChange): RosterOrder {
  if (!('join' in change)) return change;
  return { join: simulatedParty(change.join), inLobby: change.inLobby ?? false };
}
