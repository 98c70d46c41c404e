import * as z from 'zod';
import { admit, deny, join, leave, mute } from './call/conference.ts';
import { otherPartyHangsUp } from './call/hang-up.ts';
import type { Participant } from './call/roster.ts';
import type { SimulatedCall } from './call/simulated-call.ts';
import { tellRoster } from './call/tell-roster.ts';
import { SimulatorError } from './errors.ts';
import { partySchema } from './party.ts';

/** A participant: its id, the id or number of its party, or `app` for the app itself. */
const who = z.string().min(1).max(200);

/** Something that happens among the participants of a call. */
export const rosterOrderSchema = z.union(
  [
    z.strictObject({ join: partySchema, inLobby: z.boolean().default(false) }),
    z.strictObject({ leave: who }),
    z.strictObject({ admit: who }),
    z.strictObject({ deny: who }),
    z.strictObject({ mute: who }),
    z.strictObject({ unmute: who }),
    /** The list as it stands is told again. */
    z.strictObject({ resend: z.literal(true) }),
  ],
  {
    error:
      'must be one of { "join": PARTY, "inLobby"? }, { "leave": WHO }, { "admit": WHO }, { "deny": WHO }, ' +
      '{ "mute": WHO }, { "unmute": WHO } and { "resend": true }',
  },
);

export type RosterOrder = z.output<typeof rosterOrderSchema>;

/** Lets it happen. Answers whom it concerned, null for nobody in particular. Throws `SIMULATOR-REQUEST-INVALID`. */
export function changeRoster(call: SimulatedCall, order: RosterOrder): Participant | null {
  if ('resend' in order) {
    tellRoster(call, call.roster.all);
    return null;
  }
  if ('join' in order) {
    if (call.kind === 'oneToOne' && call.phase !== 'established') {
      throw invalid(`the call is ${call.phase}: only to an established call between two can somebody come`);
    }
    return join(call, { party: order.join, inLobby: order.inLobby });
  }
  if ('leave' in order) return goes(call, found(call, order.leave));
  if ('admit' in order) return decided(call, found(call, order.admit), admit);
  if ('deny' in order) return decided(call, found(call, order.deny), deny);
  const participant = found(call, 'mute' in order ? order.mute : order.unmute);
  mute(call, participant, 'mute' in order);
  return participant;
}

/** Whoever goes of a call between two ends it; the app goes where another participant removes it. */
function goes(call: SimulatedCall, participant: Participant): Participant {
  if (call.kind === 'oneToOne') {
    if (participant.isApp) throw invalid('only of a group call can the app be removed');
    otherPartyHangsUp(call);
    return participant;
  }
  if (participant.isApp) {
    call.end({ result: call.switches.removedFromCall, message: 'The bot was removed by a participant.' });
  } else {
    leave(call, participant);
  }
  return participant;
}

function decided(
  call: SimulatedCall,
  participant: Participant,
  decide: (call: SimulatedCall, participant: Participant) => void,
): Participant {
  if (!participant.inLobby) throw invalid('only who waits in the lobby is admitted or denied');
  decide(call, participant);
  return participant;
}

function found(call: SimulatedCall, text: string): Participant {
  const participant = call.roster.find(text === 'app' ? call.myParticipantId : text);
  if (participant !== null) return participant;
  throw invalid(
    `nobody in the call is ${JSON.stringify(text)}; "participants" of the call lists who is there`,
  );
}

function invalid(reason: string): SimulatorError {
  return new SimulatorError('SIMULATOR-REQUEST-INVALID', `The request cannot be used: ${reason}`);
}
