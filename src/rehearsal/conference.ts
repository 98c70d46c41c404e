import { later, partyOfTarget } from '../call/index.ts';
import type {
  CallFacts,
  CommandOf,
  JsonObject,
  Meeting,
  Participant,
  Party,
  ResultInfo,
} from '../call/index.ts';
import type { RosterChange } from '../scenario/index.ts';
import { partyOfScenario } from './call-facts.ts';
import type { Faults, InviteFault } from './faults.ts';
import type { Refused } from './graph-requests.ts';
import type { Invitation, Invited } from './invitation.ts';
import { ModelledRoster } from './modelled-roster.ts';
import { operationEnd } from './notices.ts';
import type { Notices } from './notices.ts';
import { whenDecided } from './ringing.ts';
import type { Timeline } from './timeline.ts';
import {
  aloneInMeeting,
  answerTime,
  everybodyLeft,
  invitations,
  lobbyDenied,
  lobbyTime,
  lobbyTimedOut,
  meetingClosed,
  nobodyJoined,
  removedFromCall,
} from './verdicts.ts';

export interface ConferencePorts {
  readonly call: CallFacts;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly notices: Notices;
  readonly newParticipantId: () => string;
  readonly isEstablished: () => boolean;
  /** Whether the call is up, so that lists of participants are told. */
  readonly isUp: () => boolean;
  readonly isOver: () => boolean;
  /** Brings up a call that joins a meeting. */
  readonly connect: () => void;
  readonly end: (result: ResultInfo) => void;
  readonly hangUp: () => void;
}

/** The application whose calls scenarios are: it is a participant of meetings that it joins. */
const exampleApp = '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1';

/** Our end of a call between two, and the other one. */
const endsOf = ({ callees, from, to }: CallFacts): readonly [Party, Party] =>
  callees === null ? [to, from] : [from, to];

/**
 * Who is in the call, as Graph has it: a call between two becomes a group call when a third one comes, and stays one;
 * lists of participants are told in group calls and meetings only; where the app is alone, and nobody is on the way,
 * the call ends.
 */
export class Conference {
  readonly #ports: ConferencePorts;
  readonly roster: ModelledRoster;
  readonly #other: string;
  readonly #isMeeting: boolean;
  #isGroup: boolean;
  #expected = 0;
  #meeting: Meeting | null = null;

  constructor(ports: ConferencePorts) {
    this.#ports = ports;
    this.roster = new ModelledRoster(ports.newParticipantId());
    this.#other = ports.newParticipantId();
    this.#isMeeting = ports.call.graphCallId === null && ports.call.callees === null;
    this.#isGroup = this.#isMeeting;
    const { tenantId } = ports.call;
    const [ours, theirs] = endsOf(ports.call);
    const application = partyOfTarget({ kind: 'application', id: exampleApp }, tenantId);
    this.roster.enter({ id: this.roster.app, party: this.#isMeeting ? application : ours });
    if (!this.#isMeeting) this.roster.enter({ id: this.#other, party: theirs });
  }

  /** Who organizes the meeting; null: nobody knows. */
  get organizer(): string | null {
    return this.#meeting?.kind === 'coordinates' ? this.#meeting.organizer : null;
  }

  /** The chat of the meeting; other calls have none. */
  get chat(): JsonObject | null {
    if (this.#meeting === null) return null;
    return this.#meeting.kind === 'coordinates'
      ? wireChat(this.#meeting.threadId, this.#meeting.messageId)
      : wireChat(`19:meeting_${this.#meeting.joinId}@thread.v2`, null);
  }

  get other(): string {
    return this.#other;
  }

  newParticipantId(): string {
    return this.#ports.newParticipantId();
  }

  get isGroup(): boolean {
    return this.#isGroup;
  }

  /** The call is up: of a group call, the list of participants follows. */
  connected(): void {
    this.#after(0, () => this.tell());
  }

  /** Enters the meeting: at once, after its lobby, or not at all. */
  join({ callee }: CommandOf<'createCall'>): void {
    if (callee.kind !== 'meeting') return;
    this.#meeting = callee.meeting;
    const fault = this.#ports.faults.ofMeeting(namesOf(callee.meeting));
    const closed =
      fault?.outcome === 'locked' || fault?.outcome === 'unknown' ? meetingClosed[fault.outcome] : null;
    this.#after(closed === null ? answerTime : (fault?.after ?? answerTime), () => {
      if (closed !== null) this.#ports.end(closed);
      else if (fault === null) this.#admitApp();
      else this.#waitInLobby(fault.outcome === 'denied', fault.after ?? null);
    });
  }

  /** Why Graph does not invite them; null: it does. */
  refusal({ invited, replaces }: Invitation): Refused | null {
    const refused = (message: string): Refused => ({ status: 400, code: '8523', message });
    if (replaces !== null) return refused('replacesCallId names no other call of this application.');
    if (invited.length > 1 && !this.#isMeeting)
      return refused('Several participants can be invited at once only into a group call that has a chat.');
    const { call } = this.#ports;
    if (
      invited.some(({ party }) => party.kind === 'phone') &&
      call.direction === 'incoming' &&
      call.to.kind === 'application'
    )
      return {
        status: 405,
        code: '8520',
        message:
          'Phones cannot be invited into a call that came to no application instance or was joined by a token.',
      };
    const bots = invited.filter(({ party }) => isBot(party.kind)).length;
    const there = this.roster.company.filter(({ party }) => isBot(party.kind)).length;
    return bots > 0 && there + bots > 1 ? refused('Only one bot can be invited into a call.') : null;
  }

  /** Why Graph transfers nobody: of a group call it has to know whom. Null: it does. */
  refusesTransferee(transferee: CommandOf<'transfer'>['transferee']): Refused | null {
    if ((transferee !== null) !== this.#isGroup) {
      const rule = this.#isGroup ? 'is needed in a group call' : 'is for group calls only';
      return { status: 400, code: '8523', message: `transferee ${rule}.` };
    }
    if (transferee === null) return null;
    const found = this.roster.find(transferee.participantId);
    if (found !== null && found.id !== this.roster.app) return null;
    return { status: 404, code: '8522', message: 'The transferee is not in the call.' };
  }

  /** Rings who is invited; the end is told once all of them have come or have not. */
  invite({ operation, invited }: Invitation): void {
    const invitation: { open: number; failure: ResultInfo | null } = {
      open: invited.length,
      failure: null,
    };
    this.#expected += invited.length;
    const decided = (failure: ResultInfo | null): void => {
      invitation.failure ??= failure;
      invitation.open -= 1;
      this.#expected -= 1;
      if (invitation.open === 0)
        this.#after(0, () =>
          this.#ports.notices.notify('invite', operationEnd(operation, invitation.failure)),
        );
      this.#endWhenAlone();
    };
    for (const one of invited) this.#ring(one, decided);
  }

  /** Who is at the other end hangs up; false: it is a call between two, which that ends. */
  othersLeave(): boolean {
    if (!this.#isGroup) return false;
    const first = this.roster.withId(this.#other);
    for (const one of first === null ? this.roster.company : [first]) this.leave(one.id);
    return true;
  }

  /** Somebody comes, goes or is changed. Gives why that cannot be; null: it is done. */
  change(change: RosterChange): string | null {
    if ('join' in change) return this.#join(partyOfScenario(change.join), change.inLobby ?? false);
    const [what, who] = Object.entries(change)[0] ?? ['', ''];
    const found = this.roster.find(who);
    if (found === null) return `nobody in the call is ${JSON.stringify(who)}`;
    if ('leave' in change) return this.#goes(found);
    if ('mute' in change || 'unmute' in change) return this.#change(found.id, { muted: what === 'mute' });
    if (!found.inLobby) return 'only who waits in the lobby is admitted or denied';
    if ('admit' in change) {
      if (found.id === this.roster.app) this.#admitApp();
      return found.id === this.roster.app ? null : this.#change(found.id, { inLobby: false });
    }
    if (found.id === this.roster.app) this.#ports.end(lobbyDenied);
    else {
      this.roster.remove(found.id);
      this.tell();
    }
    return null;
  }

  #join(party: Party, inLobby: boolean): string | null {
    if (!this.#isGroup && !this.#ports.isEstablished())
      return 'only to an established call between two can somebody come';
    if (this.roster.find(party.id ?? '') !== null) return null;
    this.#isGroup = true;
    this.roster.enter({ id: this.#ports.newParticipantId(), party, inLobby });
    this.tell();
    return null;
  }

  #goes({ id }: Participant): string | null {
    if (!this.#isGroup) {
      if (id === this.roster.app) return 'only of a group call can the app be removed';
      this.#ports.hangUp();
    } else if (id === this.roster.app) this.#ports.end(removedFromCall);
    else this.leave(id);
    return null;
  }

  /** Somebody goes of a group call. */
  leave(id: string): void {
    this.roster.remove(id);
    this.tell();
    this.#endWhenAlone();
  }

  #change(id: string, changes: Partial<Pick<Participant, 'inLobby' | 'muted'>>): null {
    this.roster.change(id, changes);
    this.tell();
    return null;
  }

  #admitApp(): void {
    if (this.roster.withId(this.roster.app)?.inLobby === true)
      this.roster.change(this.roster.app, { inLobby: false });
    this.#ports.connect();
    this.#endWhenAlone();
  }

  #waitInLobby(isDenied: boolean, after: number | null): void {
    this.roster.change(this.roster.app, { inLobby: true });
    const waits = (): boolean => this.roster.withId(this.roster.app)?.inLobby === true;
    const decidedAfter = after ?? (isDenied ? 0 : null);
    if (decidedAfter !== null)
      this.#after(decidedAfter, () => {
        if (!waits()) return;
        if (isDenied) this.#ports.end(lobbyDenied);
        else this.#admitApp();
      });
    this.#after(lobbyTime, () => {
      if (waits()) this.#ports.end(lobbyTimedOut);
    });
  }

  /** Who is invited comes, unless a fault says otherwise that was ordered before or while it rang. */
  #ring({ party, hidden }: Invited, decided: (failure: ResultInfo | null) => void): void {
    const take = (): InviteFault | null => this.#ports.faults.ofInvitation([party.id ?? '']);
    whenDecided(this.#ports.timeline, take, (fault) => {
      if (fault !== null) {
        decided(invitations[fault.outcome]);
        return;
      }
      if (this.roster.find(party.id ?? '') === null) {
        this.#isGroup = true;
        this.roster.enter({ id: this.#ports.newParticipantId(), party, hidden });
      }
      this.#after(0, () => this.tell());
      decided(null);
    });
  }

  #endWhenAlone(): void {
    const { sequence } = this.roster;
    if (this.#ports.isOver() || !this.#isAlone()) return;
    this.#after(this.#isMeeting ? aloneInMeeting : 0, () => {
      if (this.#isAlone() && this.roster.sequence === sequence)
        this.#ports.end(this.roster.hadCompany ? everybodyLeft : nobodyJoined);
    });
  }

  #isAlone(): boolean {
    return this.#isGroup && this.#expected === 0 && this.roster.company.length === 0;
  }

  tell(): void {
    if (!this.#isGroup || !this.#ports.isUp()) return;
    this.#ports.notices.notify('roster', { kind: 'roster', participants: this.roster.told });
  }

  #after(length: number, run: () => void): void {
    const { timeline, isOver } = this.#ports;
    timeline.schedule(later(timeline.now, length), () => {
      if (!isOver()) run();
    });
  }
}

const isBot = (kind: Party['kind']): boolean => kind === 'application' || kind === 'applicationInstance';

/** All that a meeting can be named by. */
const namesOf = (meeting: Meeting): readonly string[] =>
  meeting.kind === 'joinId' ? [meeting.joinId] : [meeting.threadId, meeting.organizer];

/** The chat of a meeting. */
const wireChat = (threadId: string, messageId: string | null): JsonObject => ({
  '@odata.type': '#microsoft.graph.chatInfo',
  threadId,
  messageId,
  replyChainMessageId: null,
});
