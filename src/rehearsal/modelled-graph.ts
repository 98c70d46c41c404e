import { askedOperation, assertNever, graphCallId, later } from '../call/index.ts';
import type {
  CallFacts,
  Command,
  CommandOf,
  CommandResult,
  GraphCallId,
  Key,
  ResultInfo,
} from '../call/index.ts';
import type { RosterChange } from '../scenario/index.ts';
import { Conference } from './conference.ts';
import { operations } from '../operations/index.ts';
import { callAtGraph, exampleIds } from './example-ids.ts';
import type { CalleeFault, TransferFault } from './faults.ts';
import { GraphRequests } from './graph-requests.ts';
import type { Answer, Judgement, Refused } from './graph-requests.ts';
import { invitationOf } from './invitation.ts';
import { judgePhase } from './judge-phase.ts';
import type { CallPhase } from './judge-phase.ts';
import { MediaLine } from './media-line.ts';
import { RequestedOperations } from './requested-operations.ts';
import { noticesOf } from './notices.ts';
import type { Notices } from './notices.ts';
import { whenDecided } from './ringing.ts';
import { SecondCalls } from './second-calls.ts';
import type { LegPorts, SecondCall } from './second-calls.ts';
import { TonesOut } from './tones-out.ts';
import {
  answerTime,
  answerWindow,
  callerCancelled,
  hungUp,
  invitations,
  notAnswered,
  peerLeft,
  phoneLeft,
  redirected,
  rejected,
  replaced,
  replacingFailed,
  transferred,
  verdicts,
} from './verdicts.ts';
import { wireCall } from './wire.ts';

export interface GraphPorts extends LegPorts {
  readonly call: CallFacts;
}

/**
 * Graph as a call of the interpreter alone meets it: it answers at once, plays for as long as audio lasts, and decides
 * what it is asked. It is a model of its own, beside the simulator, with which scenarios at host depth compare it.
 */
export class ModelledGraph {
  readonly #ports: GraphPorts;
  readonly #notices: Notices;
  readonly #media: MediaLine;
  readonly #seconds: SecondCalls;
  readonly #requests: GraphRequests;
  readonly #conference: Conference;
  readonly #tones: TonesOut;
  readonly #requested: RequestedOperations;
  /** Graph's id of the call; null: the flow has not made it. */
  #own: GraphCallId | null;
  #phase: CallPhase;
  #hasAudio = false;
  #tonesSubscribed = false;
  #sequence = 0;

  constructor(ports: GraphPorts) {
    this.#ports = ports;
    const { call, timeline, faults, keepRecording } = ports;
    this.#own = call.graphCallId;
    this.#phase = call.graphCallId === null ? 'absent' : 'incoming';
    const notices = noticesOf(ports);
    this.#notices = notices;
    this.#media = new MediaLine(timeline, ({ kind, event }) => notices.notify(kind, event), keepRecording);
    const newParticipantId = exampleIds('participant');
    this.#conference = new Conference({
      call,
      timeline,
      faults,
      notices,
      newParticipantId,
      isEstablished: () => this.#phase === 'established',
      isUp: () =>
        this.#phase === 'established' || this.#phase === 'transferring' || this.#phase === 'transferAccepted',
      isOver: () => !this.#isLive(),
      connect: () => this.#connect(),
      end: (result) => this.#end(result, false),
      hangUp: () => this.hangUp(),
    });
    this.#tones = new TonesOut({ timeline, faults, notices });
    this.#requested = this.#requestedOperations(ports);
    this.#seconds = new SecondCalls(ports, newParticipantId);
    this.#requests = new GraphRequests({
      timeline,
      faults,
      judge: (command) => this.#judge(command),
    });
    this.#after(answerWindow, () => {
      if (this.#phase === 'incoming') this.#end(notAnswered, false);
    });
  }

  perform(command: Command, answer: Answer): void {
    this.#requests.perform(command, answer);
  }

  press(key: Key): void {
    if (this.#phase === 'ended') return;
    this.#media.press(key);
    if (!this.#tonesSubscribed || (this.#phase !== 'established' && this.#phase !== 'transferring')) return;
    this.#sequence += 1;
    this.#notices.notify('tone', { kind: 'tone', sequence: this.#sequence, key });
  }

  speak(length: number): void {
    this.#media.speak(length);
  }

  hangUp(): void {
    if (!this.#isLive() || this.#conference.othersLeave()) return;
    const unanswered = this.#phase === 'incoming' || this.#phase === 'redirecting';
    const left = this.#ports.call.from.kind === 'phone' ? phoneLeft : peerLeft;
    this.#end(unanswered ? callerCancelled : left, false);
  }

  /** Somebody comes to the call, goes or is changed. Gives why that cannot be; null: it is done. */
  changeRoster(change: RosterChange): string | null {
    const isThere = this.#phase !== 'absent' && this.#phase !== 'ended';
    return isThere ? this.#conference.change(change) : 'there is no call';
  }

  #requestedOperations({ call, timeline }: GraphPorts): RequestedOperations {
    const conference = this.#conference;
    return new RequestedOperations({
      timeline,
      conference,
      notices: this.#notices,
      media: this.#media,
      tones: this.#tones,
      tenantId: call.tenantId,
      isOver: () => !this.#isLive(),
      callResource: () => wireCall({ call, conference, phase: this.#phase, hasAudio: this.#hasAudio }),
      subscribeToTones: () => (this.#tonesSubscribed = true),
    });
  }

  #judge(command: Command): Judgement {
    const refused = this.#refusal(command);
    if (refused !== null) return { refused };
    if (command.kind === 'graph') return this.#requested.judge(command);
    return { accept: () => this.#accept(command) };
  }

  /** Why it is not done, by what the call is like; null: for no such reason. */
  #refusal(command: Command): Refused | null {
    const { graphCallId: id } = command;
    if (id === null) return null;
    const { phase, hasAudio } = this.#seconds.find(id) ?? { phase: this.#phase, hasAudio: this.#hasAudio };
    const judged = judgePhase(askedOperation(command), phase, hasAudio);
    if (judged !== null) return judged;
    if (command.kind === 'inviteParticipants')
      return this.#conference.refusal(invitationOf(command, this.#ports.call.tenantId));
    return command.kind === 'transfer' ? this.#refusesTransfer(command) : null;
  }

  #refusesTransfer({ transferee, replaces }: CommandOf<'transfer'>): Refused | null {
    const refused = this.#conference.refusesTransferee(transferee);
    return refused ?? (replaces === null ? null : this.#seconds.refusesReplacing(replaces));
  }

  #accept(command: Exclude<Command, { readonly kind: 'graph' }>): CommandResult {
    const status = operations[command.kind].successStatus;
    if (command.kind === 'createCall') return { kind: 'created', status, graphCallId: this.#create(command) };
    this.#do(command);
    return { kind: 'accepted', status };
  }

  /** What follows from a command that Graph took. */
  #do(command: Exclude<Command, { readonly kind: 'createCall' | 'graph' }>): void {
    switch (command.kind) {
      case 'answer':
        this.#phase = 'establishing';
        this.#tellEstablishing();
        this.#connect();
        return;
      case 'subscribeToTone':
        this.#tonesSubscribed = true;
        return;
      case 'playPrompt':
        this.#mediaOf(command)?.play({ ...command, loop: false, hasReason: false });
        return;
      case 'recordResponse':
        this.#mediaOf(command)?.record(command);
        return;
      case 'cancelMediaProcessing':
        this.#mediaOf(command)?.cancel();
        if (command.graphCallId === this.#own) this.#tones.cancel();
        return;
      case 'transfer':
        this.#transfer(command);
        return;
      case 'deleteCall':
        this.#hangUpFor(command);
        return;
      case 'reject':
        this.#end(rejected, false);
        return;
      case 'redirect':
        this.#phase = 'redirecting';
        this.#after(answerTime, () => {
          if (this.#phase === 'redirecting') this.#end(redirected, false);
        });
        return;
      case 'inviteParticipants':
        this.#conference.invite(invitationOf(command, this.#ports.call.tenantId));
        return;
      case 'keepAlive':
        return;
      default:
        assertNever(command, 'command');
    }
  }

  /** A second call, or the call of the flow itself. */
  #create(command: CommandOf<'createCall'>): GraphCallId {
    if (command.callee.kind === 'target') return this.#seconds.ring(command);
    this.#own = graphCallId(callAtGraph);
    this.#phase = 'establishing';
    this.#tellEstablishing();
    if (command.callee.kind === 'meeting') this.#conference.join(command);
    else this.#ring();
    return this.#own;
  }

  /** Whom the app calls answers, unless a fault says otherwise. */
  #ring(): void {
    const { timeline, faults } = this.#ports;
    const take = (): CalleeFault | null => (this.#phase === 'establishing' ? faults.ofCallee() : null);
    whenDecided(timeline, take, (fault) => {
      if (this.#phase !== 'establishing') return;
      if (fault === null) this.#connect();
      else this.#end(invitations[fault.outcome], false);
    });
  }

  #tellEstablishing(): void {
    this.#now(() => {
      if (this.#isLive()) this.#notices.notify('call', null);
    });
  }

  /** Established is told before audio is, each by itself, unless they fall together. */
  #connect(): void {
    this.#now(() => {
      if (!this.#isLive()) return;
      this.#phase = 'established';
      this.#notices.notify('call', null);
      this.#conference.connected();
    });
    if (this.#ports.faults.ofAudio()) return;
    this.#now(() => {
      if (!this.#isLive()) return;
      this.#hasAudio = true;
      this.#notices.notify('call', { kind: 'audioActive' });
    });
  }

  /** There is a call, and nobody ends it. */
  #isLive(): boolean {
    return this.#phase !== 'absent' && this.#phase !== 'terminating' && this.#phase !== 'ended';
  }

  #transfer({ replaces }: CommandOf<'transfer'>): void {
    this.#phase = 'transferring';
    this.#notices.notify('call', { kind: 'transferProgress', stage: 'transferring' });
    const second = replaces === null ? null : this.#seconds.find(replaces);
    const meant = (outcome: TransferFault['outcome']): boolean =>
      replaces === null || outcome === 'failed' || outcome === 'never';
    const ordered = this.#ports.faults.ofTransfer(meant);
    this.#after(ordered?.after ?? answerTime, () => {
      if (this.#phase !== 'transferring') return;
      const fault = ordered ?? this.#ports.faults.ofTransfer(meant);
      const late = replaces !== null && second?.phase !== 'established';
      if (fault === null && !late) this.#handOver(second);
      else {
        this.#phase = 'established';
        const outcome = fault?.outcome ?? 'failed';
        if (outcome === 'never') return;
        const failed = replaces === null ? verdicts.failed : replacingFailed;
        const result = outcome === 'failed' ? failed : verdicts[outcome];
        this.#notices.notify('call', { kind: 'transferFailed', result });
      }
    });
  }

  #handOver(second: SecondCall | null): void {
    const accepted = { kind: 'transferProgress', stage: 'transferAccepted' } as const;
    this.#phase = 'transferAccepted';
    this.#hasAudio = false;
    this.#dropMedia();
    this.#notices.notify('call', accepted);
    this.#notices.notify('call', accepted);
    this.#now(() => {
      if (!this.#isLive()) return;
      this.#end(second === null ? transferred : null, true);
      if (second !== null) this.#seconds.end(second, replaced);
    });
  }

  #hangUpFor(command: CommandOf<'deleteCall'>): void {
    const second = command.graphCallId === null ? null : this.#seconds.find(command.graphCallId);
    if (second === null) {
      this.#phase = 'terminating';
      this.#dropMedia();
      this.#notices.notify('call', null);
      this.#now(() => this.#end(hungUp, false));
      return;
    }
    this.#seconds.hangUp(second);
  }

  #end(result: ResultInfo | null, wasTransferred: boolean): void {
    this.#phase = 'ended';
    this.#dropMedia();
    this.#notices.notify('call', { kind: 'callEnded', result, transferred: wasTransferred });
  }

  /** The call has no sound any more, and nothing is told of what went on. */
  #dropMedia(): void {
    this.#media.drop();
    this.#tones.drop();
  }

  #mediaOf({ graphCallId: id }: Command): MediaLine | null {
    if (id === null) return null;
    return id === this.#own ? this.#media : (this.#seconds.find(id)?.media ?? null);
  }

  #now(run: () => void): void {
    this.#after(0, run);
  }

  #after(length: number, run: () => void): void {
    this.#ports.timeline.schedule(later(this.#ports.timeline.now, length), run);
  }
}
