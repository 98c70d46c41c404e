import { later } from '../call/index.ts';
import type { CallFacts, CommandOf, Participant, Party, ResultInfo, Target } from '../call/index.ts';
import type { RosterChange } from '../scenario/index.ts';
import { partyOfScenario } from './call-facts.ts';
import type { Faults, InviteFault } from './faults.ts';
import type { Refused } from './graph-requests.ts';
import type { Notices } from './notices.ts';
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
  ringTime,
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
  readonly #app: string;
  readonly #other: string;
  readonly #isMeeting: boolean;
  #present: readonly Participant[] = [];
  #isGroup: boolean;
  #sequence = 0;
  #expected = 0;
  #hadCompany = false;

  constructor(ports: ConferencePorts) {
    this.#ports = ports;
    this.#app = ports.newParticipantId();
    this.#other = ports.newParticipantId();
    this.#isMeeting = ports.call.graphCallId === null && ports.call.callees === null;
    this.#isGroup = this.#isMeeting;
    const { tenantId } = ports.call;
    const [ours, theirs] = endsOf(ports.call);
    const application: Party = {
      kind: 'application',
      id: exampleApp,
      phone: null,
      displayName: null,
      tenantId,
    };
    this.#put({ id: this.#app, party: this.#isMeeting ? application : ours, inLobby: false, muted: false });
    if (!this.#isMeeting) this.#put({ id: this.#other, party: theirs, inLobby: false, muted: false });
  }

  /** The call is up: of a group call, the list of participants follows. */
  connected(): void {
    this.#after(0, () => this.#tell());
  }

  /** Enters the meeting: at once, after its lobby, or not at all. */
  join({ callee }: CommandOf<'createCall'>): void {
    if (callee.kind !== 'meeting') return;
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
  refusal({ participants, replaces }: CommandOf<'inviteParticipants'>): Refused | null {
    const refused = (message: string): Refused => ({ status: 400, code: '8523', message });
    if (replaces !== null) return refused('replacesCallId names no other call of this application.');
    if (participants.length > 1 && !this.#isMeeting)
      return refused('Several participants can be invited at once only into a group call that has a chat.');
    const { call } = this.#ports;
    if (
      participants.some(({ kind }) => kind === 'phone') &&
      call.direction === 'incoming' &&
      call.to.kind === 'application'
    )
      return {
        status: 405,
        code: '8520',
        message:
          'Phones cannot be invited into a call that came to no application instance or was joined by a token.',
      };
    const invited = participants.filter(({ kind }) => isBot(kind)).length;
    const there = this.#company.filter(({ party }) => isBot(party.kind)).length;
    return invited > 0 && there + invited > 1 ? refused('Only one bot can be invited into a call.') : null;
  }

  /** Why Graph transfers nobody: of a group call it has to know whom. Null: it does. */
  refusesTransferee(transferee: CommandOf<'transfer'>['transferee']): Refused | null {
    if ((transferee !== null) !== this.#isGroup) {
      const rule = this.#isGroup ? 'is needed in a group call' : 'is for group calls only';
      return { status: 400, code: '8523', message: `transferee ${rule}.` };
    }
    if (transferee === null) return null;
    const found = this.#find(transferee.participantId);
    if (found !== null && found.id !== this.#app) return null;
    return { status: 404, code: '8522', message: 'The transferee is not in the call.' };
  }

  /** Rings who is invited; the end is told once all of them have come or have not. */
  invite({ operation, participants }: CommandOf<'inviteParticipants'>): void {
    const invitation: { open: number; failure: ResultInfo | null } = {
      open: participants.length,
      failure: null,
    };
    this.#expected += participants.length;
    const decided = (failure: ResultInfo | null): void => {
      invitation.failure ??= failure;
      invitation.open -= 1;
      this.#expected -= 1;
      if (invitation.open === 0)
        this.#after(0, () =>
          this.#ports.notices.notify('invite', {
            kind: 'operationEnded',
            operation,
            succeeded: invitation.failure === null,
            result: invitation.failure,
            recording: null,
          }),
        );
      this.#endWhenAlone();
    };
    for (const target of participants) this.#ring(target, decided);
  }

  /** Who is at the other end hangs up; false: it is a call between two, which that ends. */
  othersLeave(): boolean {
    if (!this.#isGroup) return false;
    const first = this.#present.find(({ id }) => id === this.#other);
    for (const one of first === undefined ? this.#company : [first]) this.#leave(one.id);
    return true;
  }

  /** Somebody comes, goes or is changed. Gives why that cannot be; null: it is done. */
  change(change: RosterChange): string | null {
    if ('join' in change) return this.#join(partyOfScenario(change.join), change.inLobby ?? false);
    const [what, who] = Object.entries(change)[0] ?? ['', ''];
    const found = this.#find(who);
    if (found === null) return `nobody in the call is ${JSON.stringify(who)}`;
    if ('leave' in change) return this.#goes(found);
    if ('mute' in change || 'unmute' in change) return this.#change(found.id, { muted: what === 'mute' });
    if (!found.inLobby) return 'only who waits in the lobby is admitted or denied';
    if ('admit' in change) {
      if (found.id === this.#app) this.#admitApp();
      return found.id === this.#app ? null : this.#change(found.id, { inLobby: false });
    }
    if (found.id === this.#app) this.#ports.end(lobbyDenied);
    else {
      this.#remove(found.id);
      this.#tell();
    }
    return null;
  }

  get #company(): readonly Participant[] {
    return this.#present.filter(({ id, inLobby }) => id !== this.#app && !inLobby);
  }

  #join(party: Party, inLobby: boolean): string | null {
    if (!this.#isGroup && !this.#ports.isEstablished())
      return 'only to an established call between two can somebody come';
    if (this.#find(party.id ?? '') !== null) return null;
    this.#isGroup = true;
    this.#put({ id: this.#ports.newParticipantId(), party, inLobby, muted: false });
    this.#tell();
    return null;
  }

  #goes({ id }: Participant): string | null {
    if (!this.#isGroup) {
      if (id === this.#app) return 'only of a group call can the app be removed';
      this.#ports.hangUp();
    } else if (id === this.#app) this.#ports.end(removedFromCall);
    else this.#leave(id);
    return null;
  }

  #leave(id: string): void {
    this.#remove(id);
    this.#tell();
    this.#endWhenAlone();
  }

  #change(id: string, changes: Partial<Participant>): null {
    const found = this.#present.find((one) => one.id === id);
    if (found !== undefined) this.#put({ ...found, ...changes });
    this.#tell();
    return null;
  }

  #admitApp(): void {
    const app = this.#present.find(({ id }) => id === this.#app);
    if (app?.inLobby === true) this.#put({ ...app, inLobby: false });
    this.#ports.connect();
    this.#endWhenAlone();
  }

  #waitInLobby(isDenied: boolean, after: number | null): void {
    const app = this.#present.find(({ id }) => id === this.#app);
    if (app !== undefined) this.#put({ ...app, inLobby: true });
    const waits = (): boolean => this.#present.some(({ id, inLobby }) => id === this.#app && inLobby);
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
  #ring(target: Target, decided: (failure: ResultInfo | null) => void): void {
    const party = partyOfTarget(target, this.#ports.call.tenantId);
    const take = (): InviteFault | null => this.#ports.faults.ofInvitation([party.id ?? '']);
    const ordered = take();
    this.#after(ordered?.after ?? (ordered?.outcome === 'noAnswer' ? ringTime : answerTime), () => {
      const fault = ordered ?? take();
      if (fault !== null) {
        decided(invitations[fault.outcome]);
        return;
      }
      if (this.#find(party.id ?? '') === null) {
        this.#isGroup = true;
        this.#put({ id: this.#ports.newParticipantId(), party, inLobby: false, muted: false });
      }
      this.#after(0, () => this.#tell());
      decided(null);
    });
  }

  #endWhenAlone(): void {
    const sequence = this.#sequence;
    if (this.#ports.isOver() || !this.#isAlone()) return;
    this.#after(this.#isMeeting ? aloneInMeeting : 0, () => {
      if (this.#isAlone() && this.#sequence === sequence)
        this.#ports.end(this.#hadCompany ? everybodyLeft : nobodyJoined);
    });
  }

  #isAlone(): boolean {
    return this.#isGroup && this.#expected === 0 && this.#company.length === 0;
  }

  #tell(): void {
    if (!this.#isGroup || !this.#ports.isUp()) return;
    this.#ports.notices.notify('roster', { kind: 'roster', participants: this.#present });
  }

  #find(who: string): Participant | null {
    const id = who === 'app' ? this.#app : who;
    return this.#present.find((one) => one.id === id || (id !== '' && one.party.id === id)) ?? null;
  }

  /** Every change has a number of its own, which who changed carries. */
  #put(participant: Omit<Participant, 'sequence'>): void {
    this.#sequence += 1;
    const placed = { ...participant, sequence: this.#sequence };
    const isThere = this.#present.some(({ id }) => id === placed.id);
    this.#present = isThere
      ? this.#present.map((one) => (one.id === placed.id ? placed : one))
      : [...this.#present, placed];
    if (placed.id !== this.#app && !placed.inLobby) this.#hadCompany = true;
  }

  #remove(id: string): void {
    this.#present = this.#present.filter((one) => one.id !== id);
    this.#sequence += 1;
  }

  #after(length: number, run: () => void): void {
    const { timeline, isOver } = this.#ports;
    timeline.schedule(later(timeline.now, length), () => {
      if (!isOver()) run();
    });
  }
}

const isBot = (kind: Party['kind']): boolean => kind === 'application' || kind === 'applicationInstance';

function partyOfTarget(target: Target, tenantId: string): Party {
  if (target.kind === 'phone')
    return { kind: 'phone', id: target.number, phone: target.number, displayName: null, tenantId: null };
  return { kind: target.kind, id: target.id, phone: null, displayName: null, tenantId };
}

type Meeting = Extract<CommandOf<'createCall'>['callee'], { readonly kind: 'meeting' }>['meeting'];

/** All that a meeting can be named by. */
const namesOf = (meeting: Meeting): readonly string[] =>
  meeting.kind === 'joinId' ? [meeting.joinId] : [meeting.threadId, meeting.organizer];
