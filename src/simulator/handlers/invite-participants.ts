import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../call/index.ts';
import type { RequestOf } from '../../operations/index.ts';
import { arrive, endWhenAlone, leave } from '../call/conference.ts';
import { wireResult } from '../call/changes.ts';
import type { Participant } from '../call/roster.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { tellRoster } from '../call/tell-roster.ts';
import { namedParty, wireIdentitySet } from '../graph/identity-set.ts';
import { partyId } from '../party.ts';
import type { SimulatedParty } from '../party.ts';
import type { Simulation } from '../simulation.ts';
import type { Handler } from './handler.ts';
import { judgeInvitation } from './judge-invitation.ts';
import { operationAnswer } from './operation-answer.ts';
import { dropReplaced, isReplaceable, replacedCall } from './replaced-call.ts';
import type { Replaced } from './replaced-call.ts';
import { ring, unansweredMessages, unansweredResult } from './ring.ts';
import type { Unanswered } from './ring.ts';

const wireType = 'inviteParticipantsOperation';

/** Rings who is invited; a call between two becomes a group call when they come (participant-invite). */
export const inviteParticipants: Handler<'inviteParticipants'> = ({ simulation, call, body }) => {
  const asked = counted(body.participants);
  const replaced = asked.map((one) => replacedCall(simulation, call, one));
  const parties = asked.map(({ identity }) => namedParty(identity));
  judgeInvitation(call, parties);
  const invitation = new Invitation(call, body.clientContext ?? null, parties);
  asked.forEach(({ hidden = false }, place) => {
    const party = parties[place];
    if (party === undefined) return;
    ringInvited(simulation, invitation, { party, hidden, replaced: replaced[place] ?? null });
  });
  const { id, clientContext, participants } = invitation;
  // The casing of the reference's examples.
  return operationAnswer(call, { id, wireType, clientContext, status: 'Running', members: { participants } });
};

type Asked = RequestOf<'inviteParticipants'>['participants'];

/** With `replacesCallId` only the first entry counts. */
function counted(participants: Asked): Asked {
  const [first] = participants;
  return first !== undefined && (first.replacesCallId ?? null) !== null ? [first] : participants;
}

interface Invited {
  readonly party: SimulatedParty;
  readonly hidden: boolean;
  readonly replaced: Replaced | null;
}

function ringInvited(
  simulation: Simulation,
  invitation: Invitation,
  { party, hidden, replaced }: Invited,
): void {
  const { call } = invitation;
  const id = partyId(party);
  let there: Participant | null = null;
  ring(simulation, call, {
    take: () => simulation.faultSource.takeInvite(id ?? '', call.id),
    ringMs: call.switches.inviteRingMs,
    answered: () => {
      if (replaced !== null && !isReplaceable(replaced)) {
        invitation.failed(party, 'failed');
        return;
      }
      there = arrive(call, { party, hidden });
      invitation.came(there);
      if (replaced !== null) dropReplaced(replaced);
    },
    unanswered: (outcome) => invitation.failed(party, outcome),
    hangUp: () => {
      if (there !== null) leave(call, there);
    },
  });
}

/** An invitation until everybody in it has come or has not. */
class Invitation {
  readonly id = randomUUID();
  readonly call: SimulatedCall;
  readonly clientContext: string | null;
  readonly participants: readonly JsonObject[];
  #open: number;
  #came = 0;
  #failure: Unanswered | null = null;

  constructor(call: SimulatedCall, clientContext: string | null, parties: readonly SimulatedParty[]) {
    this.call = call;
    this.clientContext = clientContext;
    this.participants = parties.map((party) => ({
      '@odata.type': '#microsoft.graph.invitationParticipantInfo',
      identity: wireIdentitySet(party, call.tenantId),
    }));
    this.#open = parties.length;
    call.expected += parties.length;
  }

  came(arrived: Participant): void {
    const { rosterBeforeInvite, inviteRosterMs } = this.call.switches;
    this.#came += 1;
    const tell = (): void => tellRoster(this.call, [arrived]);
    if (rosterBeforeInvite) tell();
    else this.call.after(inviteRosterMs, tell);
    this.#decided();
  }

  failed(party: SimulatedParty, what: Unanswered): void {
    this.#failure ??= what;
    this.call.transcript.add<'roster'>({ kind: 'roster', what, who: partyId(party), participant: null });
    this.#decided();
  }

  #decided(): void {
    const { call } = this;
    const { rosterBeforeInvite, inviteRosterMs } = call.switches;
    this.#open -= 1;
    call.expected -= 1;
    if (this.#open === 0) call.after(rosterBeforeInvite ? inviteRosterMs : 0, () => this.#report());
    endWhenAlone(call);
  }

  #report(): void {
    const { id, clientContext, participants } = this;
    const { inviteNeedsAll, inviteResult } = this.call.switches;
    const succeeded = this.#failure === null || (!inviteNeedsAll && this.#came > 0);
    const hasResult = inviteResult === 'always' || (inviteResult === 'failure' && !succeeded);
    const members = { participants, ...(hasResult ? { resultInfo: this.#result(succeeded) } : {}) };
    this.call.notifyOperation({ kind: 'invite', id, wireType, clientContext, succeeded, members });
  }

  #result(succeeded: boolean): JsonObject {
    const outcome = this.#failure;
    if (succeeded || outcome === null) {
      return wireResult({ code: 200, subcode: 0 }, 'Action completed successfully.');
    }
    return wireResult(unansweredResult(outcome, this.call.switches), unansweredMessages[outcome]);
  }
}
