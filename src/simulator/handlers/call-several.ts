import { arrive, endWhenAlone, join, leave } from '../call/conference.ts';
import { connect } from '../call/establish.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { partyId } from '../party.ts';
import type { SimulatedParty } from '../party.ts';
import type { Simulation } from '../simulation.ts';
import { ring } from './ring.ts';

/** Calls several people into a group call; each answers or not on their own (application-post-calls). */
export function callSeveral(simulation: Simulation, call: SimulatedCall): void {
  const { targets } = call.facts;
  call.expected = targets.length;
  if (!call.switches.groupWaitsForAnswer) connect(call);
  for (const target of targets) callOneOf(simulation, call, target);
}

function callOneOf(simulation: Simulation, call: SimulatedCall, target: SimulatedParty): void {
  const id = partyId(target);
  ring(simulation, call, {
    take: () => simulation.faultSource.takeOutbound(id ?? ''),
    ringMs: call.switches.outboundRingMs,
    answered: () => {
      call.expected -= 1;
      if (call.switches.groupWaitsForAnswer && !call.roster.hadCompany) {
        arrive(call, { party: target });
        connect(call);
      } else {
        join(call, { party: target });
      }
    },
    unanswered: (what) => {
      call.expected -= 1;
      call.transcript.add<'roster'>({ kind: 'roster', what, who: id, participant: null });
      endWhenAlone(call);
    },
    hangUp: () => {
      const there = id === null ? null : call.roster.find(id);
      if (there !== null) leave(call, there);
    },
  });
}
