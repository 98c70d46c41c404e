/**
 * The simulated platform without its HTTP face: calls, faults, recordings, the log of requests. The control
 * API is this class over HTTP; tests in the same process use it directly.
 */
import { randomUUID } from 'node:crypto';
import { graphCallId } from '../call/index.ts';
import type { RequestOf } from '../operations/index.ts';
import { isProtectedUrl } from '../loopback/index.ts';
import { incomingCall } from './call/call-resource.ts';
import { changeSharing } from './call/content-sharing.ts';
import type { SharingOrder } from './call/content-sharing.ts';
import { otherPartyHangsUp } from './call/hang-up.ts';
import type { Participant } from './call/roster.ts';
import { SimulatedCall } from './call/simulated-call.ts';
import type { SimulatedCallFacts } from './call/simulated-call.ts';
import { scopedClock } from './clock.ts';
import type { ScopedClock } from './clock.ts';
import { SimulatorError } from './errors.ts';
import { FaultPlan, faultLimit } from './fault-plan.ts';
import type { FaultSource } from './fault-plan.ts';
import type { Fault } from './faults.ts';
import { PromptStore } from './media/prompt-store.ts';
import { RecordingStore } from './media/recording-store.ts';
import type { Authority } from './notifications/token-authority.ts';
import type { ResolvedOptions } from './options.ts';
import { identityPermissions } from './permissions.ts';
import type { SimulatedParty } from './party.ts';
import { changeRoster } from './roster-order.ts';
import type { RosterOrder } from './roster-order.ts';
import { RequestLog } from './request-log.ts';
import { parseSwitches } from './parse-switches.ts';
import type { SwitchSettings } from './parse-switches.ts';
import type { SwitchValues } from './switches.ts';
import type { SimulatedTranscriptEntry } from './transcript.ts';

/** Most calls that live at a time, and most that are remembered after their end. */
export const callLimits = { live: 1000, ended: 1000 } as const;

/** A call to be placed by a caller. */
export interface IncomingCallOrder {
  readonly from: SimulatedParty;
  readonly to: SimulatedParty;
  /** Where to tell the app, instead of the simulator's own setting. */
  readonly notify?: string;
}

export type CallListener = (call: SimulatedCall, entry: SimulatedTranscriptEntry) => void;

export class Simulation {
  readonly options: ResolvedOptions;
  readonly authority: Authority;
  readonly clock: ScopedClock;
  readonly faults = new FaultPlan();
  /** Where it is asked what goes wrong: what was ordered here, unless somebody else says so. */
  readonly faultSource: FaultSource;
  readonly log = new RequestLog();
  readonly prompts: PromptStore;
  readonly recordings: RecordingStore;
  /** The switches; changed in place, so that everything that runs sees the change. */
  readonly switches: SwitchValues;
  readonly #calls = new Map<string, SimulatedCall>();
  readonly #listeners = new Set<CallListener>();
  readonly #closing = new AbortController();
  #baseUrl = 'http://127.0.0.1';

  constructor(options: ResolvedOptions, authority: Authority) {
    this.options = options;
    this.authority = authority;
    this.clock = scopedClock(options.clock, (cause) => {
      options.log(`defect of the simulator: ${String(cause)}`);
    });
    this.switches = options.switches;
    this.faultSource = options.faults ?? this.faults;
    this.prompts = new PromptStore(this.clock, this.switches, options.fetchMedia, this.#closing.signal);
    this.recordings = new RecordingStore(
      () => this.clock.now(),
      (operation) => `${this.#baseUrl}/simulator/recordings/${operation}`,
    );
  }

  get baseUrl(): string {
    return this.#baseUrl;
  }

  /** Set once the server listens: recordings and Location headers start with it. */
  set baseUrl(url: string) {
    this.#baseUrl = url;
  }

  get calls(): readonly SimulatedCall[] {
    return [...this.#calls.values()];
  }

  /** The call of that id, in any spelling of it; null where there is none. */
  find(id: string): SimulatedCall | null {
    return this.#calls.get(graphCallId(id)) ?? null;
  }

  /** A caller dials: the app is told of an incoming call and has the answer window to take it. */
  placeCall(order: IncomingCallOrder): SimulatedCall {
    const notifyUrl = order.notify ?? this.options.notifyUrl;
    if (notifyUrl === null || !isProtectedUrl(notifyUrl)) {
      throw new SimulatorError(
        'SIMULATOR-REQUEST-INVALID',
        'There is no usable webhook to tell of the call. Give `notify`, or start the simulator with one: https, or http on loopback.',
      );
    }
    const call = this.addCall({
      direction: 'incoming',
      caller: order.from,
      callerIsWithheld: !identityPermissions.some((permission) => this.options.permissions.has(permission)),
      targets: [this.#reached(order.to)],
      meeting: null,
      tenantId: this.options.tenantId,
      callbackUri: notifyUrl,
    });
    call.transcript.add<'state'>({ kind: 'state', state: 'incoming' });
    call.notifyCall('created', 'incoming', incomingCall(call));
    call.after(this.switches.answerWindowMs, () => {
      if (call.phase !== 'incoming') return;
      call.transcript.add<'hangup'>({ kind: 'hangup', by: 'service' });
      call.end({ result: this.switches.answerWindowMissed, message: 'The call was not answered in time.' });
    });
    return call;
  }

  /** Keys of the caller, `gapMs` apart. Those after the end of the call are lost. */
  pressKeys(call: SimulatedCall, keys: string, gapMs = 200): void {
    Array.from(keys).forEach((key, position) => {
      if (position * gapMs === 0) call.press(key);
      else call.after(position * gapMs, () => call.press(key));
    });
  }

  hangUp(call: SimulatedCall): void {
    otherPartyHangsUp(call);
  }

  /** Somebody comes to the call, goes, is let in or muted. Throws `SIMULATOR-REQUEST-INVALID`. */
  changeRoster(call: SimulatedCall, order: RosterOrder): Participant | null {
    return changeRoster(call, order);
  }

  /** Something is shared in the call, or no longer; answers its id. Throws `SIMULATOR-REQUEST-INVALID`. */
  changeSharing(call: SimulatedCall, order: SharingOrder): string {
    return changeSharing(call, order);
  }

  addFault(fault: Fault): void {
    if ('switches' in fault) {
      this.setSwitches(fault.switches);
      return;
    }
    if (this.faults.waiting.length >= faultLimit) {
      throw new SimulatorError(
        'SIMULATOR-LIMIT-REACHED',
        `At most ${faultLimit} faults can wait. Clear them first.`,
      );
    }
    this.faults.add(fault);
  }

  setSwitches(settings: SwitchSettings): void {
    Object.assign(this.switches, parseSwitches({ ...this.switches, ...settings }));
  }

  /** Whether an application instance belongs to the app: any does where no numbers were given. */
  ownsInstance(id: string): boolean {
    return this.options.numbers.size === 0 || [...this.options.numbers.values()].includes(id);
  }

  /** Fetches prompts early, as `preFetchMedia` asks. */
  prefetch(config: RequestOf<'answer'>['mediaConfig']): void {
    if (config['@odata.type'] !== '#microsoft.graph.serviceHostedMediaConfig') return;
    for (const media of config.preFetchMedia ?? []) void this.prompts.load(media);
  }

  addCall(facts: SimulatedCallFacts): SimulatedCall {
    this.#makeRoom();
    const { switches, faultSource: faults, authority, prompts, clock } = this;
    const { transport, log, newId } = this.options;
    const call = new SimulatedCall(facts, {
      clock,
      switches,
      faults,
      authority,
      prompts,
      transport,
      log,
      newId,
      closing: this.#closing.signal,
    });
    this.#calls.set(call.id, call);
    call.transcript.listen((entry) => {
      for (const listener of [...this.#listeners]) listener(call, entry);
    });
    return call;
  }

  /** Hears every transcript entry of every call. */
  listen(listener: CallListener): { stop(): void } {
    this.#listeners.add(listener);
    return { stop: () => void this.#listeners.delete(listener) };
  }

  /** Stops everything that waits or is under way; nothing is told to anybody any more. */
  close(): void {
    for (const call of this.#calls.values()) call.clock.close();
    this.clock.close();
    this.#closing.abort();
    this.#listeners.clear();
  }

  #reached(to: SimulatedParty): SimulatedParty {
    if (to.kind !== 'phone' || !this.switches.numbersAreInstances) return to;
    const instance = this.options.numbers.get(to.id);
    return { kind: 'applicationInstance', id: instance ?? randomUUID(), displayName: to.id };
  }

  #makeRoom(): void {
    const all = this.calls;
    if (all.filter(({ ended }) => !ended).length >= callLimits.live) {
      throw new SimulatorError(
        'SIMULATOR-LIMIT-REACHED',
        `The simulator carries at most ${callLimits.live} calls at a time. End some first.`,
      );
    }
    const over = all.filter(({ ended }) => ended);
    for (const call of over.slice(0, Math.max(0, over.length - callLimits.ended + 1)))
      this.#calls.delete(call.id);
  }
}
