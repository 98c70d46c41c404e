/**
 * One call leg, as the platform keeps it.
 *
 * S1  Its phase changes only along `mayFollow`; after `terminated` nothing changes any more.
 * S2  At its end every timer and every media operation of it stops.
 * S3  Keys get consecutive sequence numbers from 1, and only those pressed after a subscription are told.
 * S4  What its caller hears, presses and says, and what the app asks and is told, is in its transcript.
 */
import type { JsonObject } from '../../call/index.ts';
import { scopedClock } from '../clock.ts';
import type { ScopedClock } from '../clock.ts';
import { SimulatorError } from '../errors.ts';
import { MediaQueue } from '../media/media-queue.ts';
import type { MediaOperation, MediaOutcome, MediaPorts } from '../media/media-operation.ts';
import { Microphone } from '../media/microphone.ts';
import type { PromptStore } from '../media/prompt-store.ts';
import { CallNotifier } from '../notifications/call-notifier.ts';
import type { NotifierPorts } from '../notifications/call-notifier.ts';
import type { Change } from '../notifications/envelope.ts';
import type { NewId } from '../options.ts';
import type { AudioRoutingGroup, CallKind } from '../../operations/index.ts';
import type { SimulatedParty } from '../party.ts';
import type { Judgement } from '../switch.ts';
import type { SwitchValues } from '../switches.ts';
import { Transcript } from '../transcript.ts';
import { mayFollow } from './call-phase.ts';
import type { CallPhase } from './call-phase.ts';
import { callChange, operationChange, rosterChange, sharingChange, wireResult } from './changes.ts';
import type { OperationEnd } from './changes.ts';
import type { Meeting } from './meeting.ts';
import { Roster } from './roster.ts';
import { toneName } from './tone-name.ts';
import { ToneSender } from './tone-sender.ts';

export interface SimulatedCallFacts {
  readonly direction: 'incoming' | 'outgoing';
  readonly caller: SimulatedParty;
  /** Whether the app may not know who calls. */
  readonly callerIsWithheld?: boolean;
  /** Who was called: one in a call between two, several in a group call, nobody where a meeting is joined. */
  readonly targets: readonly SimulatedParty[];
  readonly meeting: Meeting | null;
  /** Copied from another call on whose behalf this one is made; otherwise a new one. */
  readonly callChainId?: string;
  readonly tenantId: string;
  readonly callbackUri: string;
}

export interface CallPorts extends NotifierPorts {
  readonly prompts: PromptStore;
  readonly newId: NewId;
}

export type MediaHosting = 'service' | 'app';

export interface CallEnding {
  readonly result: Judgement | null;
  readonly message?: string;
  /** Further members of the last notification. */
  readonly members?: JsonObject;
  readonly withoutState?: boolean;
}

export class SimulatedCall {
  readonly id: string;
  readonly callChainId: string;
  readonly myParticipantId: string;
  readonly otherParticipantId: string;
  readonly facts: SimulatedCallFacts;
  readonly placedAt: number;
  readonly clock: ScopedClock;
  readonly transcript: Transcript;
  readonly microphone: Microphone;
  readonly media: MediaQueue;
  readonly roster: Roster;
  readonly tones: ToneSender;
  /** By id. */
  readonly audioRoutingGroups = new Map<string, AudioRoutingGroup>();
  /** The ids of what is shared in the call. */
  readonly sharingSessions = new Set<string>();
  callbackUri: string;
  hosting: MediaHosting = 'service';
  scenarioId: string | null = null;
  tonesSubscribed = false;
  /** Whether the app asked to be told only what changes in the list of participants. */
  deltaRoster = false;
  /** Whether the app asked to be told what is shared. */
  tellsSharing = false;
  /** How many people are being called or invited into the call. */
  expected = 0;
  readonly #ports: CallPorts;
  readonly #notifier: CallNotifier;
  #kind: CallKind;
  #phase: CallPhase;
  #audio: 'active' | 'inactive' = 'inactive';
  #sequence = 0;
  #endedAt: number | null = null;
  #ending: CallEnding | null = null;
  #keepAliveTimer: { cancel(): void } | null = null;

  constructor(facts: SimulatedCallFacts, ports: CallPorts) {
    this.facts = facts;
    this.callbackUri = facts.callbackUri;
    this.id = ports.newId('call');
    this.myParticipantId = ports.newId('participant');
    this.otherParticipantId = ports.newId('participant');
    this.roster = new Roster(() => ports.newId('participant'));
    this.callChainId = facts.callChainId ?? ports.newId('chain');
    this.#kind = facts.meeting === null && facts.targets.length === 1 ? 'oneToOne' : 'group';
    this.#ports = ports;
    this.#phase = facts.direction === 'incoming' ? 'incoming' : 'establishing';
    this.clock = scopedClock(ports.clock);
    this.placedAt = ports.clock.now();
    this.transcript = new Transcript(() => ports.clock.now() - this.placedAt);
    this.microphone = new Microphone(this.clock);
    this.tones = new ToneSender(this);
    this.media = new MediaQueue((operation, outcome) => this.#reportOperation(operation, outcome));
    this.#notifier = new CallNotifier(ports, this);
    this.#fillRoster();
    this.keepAlive();
  }

  get kind(): CallKind {
    return this.#kind;
  }

  /** Who the app speaks with in a call that began between two; null in one that began otherwise. */
  get otherParty(): SimulatedParty | null {
    const { direction, caller, targets, meeting } = this.facts;
    if (direction === 'incoming') return caller;
    return meeting === null && targets.length === 1 ? (targets[0] ?? null) : null;
  }

  /** The chat of the meeting; calls that were made to people have none (application-post-calls). */
  get chat(): JsonObject | null {
    return this.facts.meeting?.chat ?? null;
  }

  /** A call between two gets further participants; there is no way back. */
  becomeGroup(): void {
    this.#kind = 'group';
  }

  get tenantId(): string {
    return this.facts.tenantId;
  }

  get phase(): CallPhase {
    return this.#phase;
  }

  get audio(): 'active' | 'inactive' {
    return this.#audio;
  }

  get ended(): boolean {
    return this.#phase === 'terminated';
  }

  /** The clock's instant of the end; null while the call lives. */
  get endedAt(): number | null {
    return this.#endedAt;
  }

  get ending(): CallEnding | null {
    return this.#ending;
  }

  /** True when everything that the app is to be told has been told. */
  get notified(): boolean {
    return this.#notifier.idle;
  }

  get switches(): SwitchValues {
    return this.#ports.switches;
  }

  get mediaPorts(): MediaPorts {
    const { switches, prompts } = this.#ports;
    return { clock: this.clock, switches, prompts, transcript: this.transcript, microphone: this.microphone };
  }

  /** Runs `run` after `delay` milliseconds unless the call has ended by then (S2). */
  after(delay: number, run: () => void): { cancel(): void } {
    return this.clock.schedule(this.clock.now() + delay, run);
  }

  /** Puts the expiry of the call off. */
  keepAlive(): void {
    this.#keepAliveTimer?.cancel();
    this.#keepAliveTimer = this.after(this.switches.keepAliveExpiryMs, () => {
      this.transcript.add<'hangup'>({ kind: 'hangup', by: 'service' });
      this.end({ result: { code: 408, subcode: 8537 }, message: 'No keepAlive was received in time.' });
    });
  }

  /** S1: the only way from one phase to another, short of the end. */
  enter(phase: Exclude<CallPhase, 'terminated'>): void {
    this.#move(phase);
    // Whatever else was on its way (an answer, a verdict on a transfer) is void once the call is hung up.
    if (phase === 'terminating') this.clock.cancelAll();
    this.transcript.add<'state'>({ kind: 'state', state: phase });
  }

  setAudio(audio: 'active' | 'inactive'): void {
    if (this.#audio === audio) return;
    this.#audio = audio;
    this.transcript.add<'audio'>({ kind: 'audio', audio });
  }

  /** Tells the app of the call's state, with further members where something else has changed too. */
  notifyCall(changeType: Change['changeType'], state: CallPhase | null, members: JsonObject = {}): void {
    this.#notify(callChange(this, changeType, state, members));
  }

  /** Tells the app who takes part. */
  notifyRoster(participants: readonly JsonObject[]): void {
    this.#notify(rosterChange(this.id, participants));
    if (this.switches.rosterTwice) this.#notify(rosterChange(this.id, participants));
  }

  /** Tells the app what is shared, where it asked for that. */
  notifySharing(changeType: Change['changeType'], sessionId: string): void {
    if (this.tellsSharing) this.#notify(sharingChange(this.id, changeType, sessionId));
  }

  /** Tells the app that an operation has ended. */
  notifyOperation(end: OperationEnd): void {
    this.#notify(operationChange(this.id, end));
  }

  /** Whether a fault keeps its audio from becoming active; the fault is used up. */
  takesAudioFault(): boolean {
    return this.#ports.faults.takeAudio(this.id) !== null;
  }

  /** The caller presses a key. */
  press(key: string): void {
    this.transcript.add<'key'>({ kind: 'key', key });
    this.microphone.press(key);
    const tone = toneName(key);
    if (!this.tonesSubscribed || tone === undefined || !this.#hearsTones()) return;
    this.#sequence += 1;
    const toneInfo = { '@odata.type': '#microsoft.graph.toneInfo', sequenceId: this.#sequence, tone };
    this.notifyCall('updated', this.#phase, { toneInfo });
  }

  #hearsTones(): boolean {
    return (
      this.#phase === 'established' || (this.#phase === 'transferring' && this.switches.tonesDuringTransfer)
    );
  }

  /** The caller speaks. `text` is only for the transcript. */
  speak(durationMs: number, text: string | null): void {
    const until = this.transcript.now() + durationMs;
    this.transcript.add<'speech'>({ kind: 'speech', text, until });
    this.microphone.speak(durationMs);
  }

  /** Silences the media for good, as a hang-up does. Seen: what it cuts off is not reported. */
  cutOffMedia(): void {
    const cutOff = this.media.drop();
    if (!this.switches.operationsEndWithCall) return;
    for (const operation of cutOff) this.#reportOperation(operation, operation.cancelledOutcome);
  }

  /** The end, for whatever reason: S2. */
  end(ending: CallEnding): void {
    this.#move('terminated');
    this.cutOffMedia();
    this.clock.close();
    this.setAudio('inactive');
    this.#endedAt = this.#ports.clock.now();
    this.#ending = ending;
    const { result } = ending;
    this.transcript.add<'state'>({
      kind: 'state',
      state: 'terminated',
      ...(result === null ? {} : { result }),
    });
    if (this.switches.dropTerminated) {
      this.transcript.add<'fault'>({ kind: 'fault', what: 'the notification of the end was dropped' });
      return;
    }
    const members = result === null ? {} : { resultInfo: wireResult(result, ending.message ?? '') };
    const state = ending.withoutState === true ? null : 'terminated';
    this.notifyCall('deleted', state, { ...members, ...ending.members });
  }

  #move(phase: CallPhase): void {
    if (!mayFollow(this.#phase, phase)) {
      throw new SimulatorError('SIMULATOR-DEFECT', `A call cannot go from ${this.#phase} to ${phase}.`);
    }
    this.#phase = phase;
  }

  #reportOperation(operation: MediaOperation, outcome: MediaOutcome): void {
    const { result, message, members, succeeded } = outcome;
    const { id, wireType, clientContext } = operation;
    const kind = operation.kind === 'playPrompt' ? 'prompt' : 'record';
    const told = { ...members, resultInfo: wireResult(result, message) };
    this.notifyOperation({ kind, id, wireType, clientContext, succeeded, members: told });
  }

  /** The app itself, and in a call between two who is at its other end. */
  #fillRoster(): void {
    const { direction, caller, targets } = this.facts;
    const app = direction === 'incoming' ? targets[0] : caller;
    if (app !== undefined) this.roster.enter({ id: this.myParticipantId, party: app, isApp: true });
    if (this.otherParty !== null) this.roster.enter({ id: this.otherParticipantId, party: this.otherParty });
  }

  #notify(change: Change): void {
    this.#notifier.notify(change, this.callbackUri);
  }
}
