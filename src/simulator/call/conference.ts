/**
 * Who comes to a call and goes, and what the app is told of it.
 *
 * SR2  Lists of participants are told in group calls and meetings, from established on; of a call between two only
 *      where a switch wants it.
 * SR3  Whoever comes to a call between two makes it a group call, and it stays one.
 * SR4  A group call in which the app is alone, and to which nobody is on the way, ends.
 */
import { partyId } from '../party.ts';
import { connect } from './establish.ts';
import type { Arrival, Participant } from './roster.ts';
import type { SimulatedCall } from './simulated-call.ts';
import { tellRoster } from './tell-roster.ts';
import type { RosterFact } from '../transcript.ts';

/** Somebody comes in without the app being told yet. Who is there already stays as they are. */
export function arrive(call: SimulatedCall, arrival: Arrival): Participant {
  const id = partyId(arrival.party);
  const there = id === null ? null : call.roster.find(id);
  if (there !== null) return there;
  call.becomeGroup();
  const arrived = call.roster.enter(arrival);
  note(call, arrived.inLobby ? 'waits' : 'joined', arrived);
  return arrived;
}

/** Somebody comes in, and the app is told. */
export function join(call: SimulatedCall, arrival: Arrival): Participant {
  const before = call.roster.sequence;
  const arrived = arrive(call, arrival);
  if (call.roster.sequence > before) tellRoster(call, [arrived]);
  return arrived;
}

/** Somebody goes: of a call between two that is its end, which is not this function's. */
export function leave(call: SimulatedCall, { id }: Participant): void {
  if (call.ended) return;
  const gone = call.roster.leave(id);
  if (gone === null) return;
  note(call, 'left', gone);
  tellRoster(call, [], [gone]);
  endWhenAlone(call);
}

/** Lets somebody in who waits; of the app itself, the call then comes up. */
export function admit(call: SimulatedCall, { id }: Participant): void {
  const admitted = call.roster.change(id, { inLobby: false });
  if (admitted === null) return;
  note(call, 'admitted', admitted);
  if (!admitted.isApp) {
    tellRoster(call, [admitted]);
    return;
  }
  connect(call);
  endWhenAlone(call);
}

/** Turns somebody away who waits; of the app itself, that is the end. */
export function deny(call: SimulatedCall, participant: Participant): void {
  note(call, 'denied', participant);
  if (!participant.isApp) {
    const gone = call.roster.leave(participant.id);
    tellRoster(call, [], gone === null ? [] : [gone]);
    return;
  }
  call.end({ result: call.switches.lobbyDenied, message: 'Nobody let the bot in.' });
}

export function mute(call: SimulatedCall, participant: Participant, muted: boolean): void {
  muteSeveral(call, [participant], muted);
}

/** Mutes several, of which the app is told once. */
export function muteSeveral(call: SimulatedCall, participants: readonly Participant[], muted: boolean): void {
  const changed = participants.flatMap(({ id }) => call.roster.change(id, { muted }) ?? []);
  for (const one of changed) note(call, muted ? 'muted' : 'unmuted', one);
  if (changed.length > 0) tellRoster(call, changed);
}

/** SR4. */
export function endWhenAlone(call: SimulatedCall): void {
  if (call.ended || !isAlone(call)) return;
  const { roster, switches, facts } = call;
  const { sequence } = roster;
  call.after(facts.meeting === null ? switches.aloneMs : switches.aloneInMeetingMs, () => {
    if (!isAlone(call) || roster.sequence !== sequence) return;
    call.transcript.add<'hangup'>({ kind: 'hangup', by: 'service' });
    const result = roster.hadCompany ? switches.everybodyLeft : switches.nobodyJoined;
    call.end({ result, message: roster.hadCompany ? 'Everybody else has left.' : 'Nobody else joined.' });
  });
}

function isAlone(call: SimulatedCall): boolean {
  return call.kind === 'group' && call.expected === 0 && call.roster.company.length === 0;
}

export function note(call: SimulatedCall, what: RosterFact['what'], { id, party }: Participant): void {
  call.transcript.add<'roster'>({ kind: 'roster', what, who: partyId(party), participant: id });
}
