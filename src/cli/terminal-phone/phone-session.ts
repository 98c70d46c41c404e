import { later, latest, milliseconds } from '../../call/index.ts';
import type { CallEvent, CallFacts, HttpOrder, Instant, LabelledClip } from '../../call/index.ts';
import { compileFlow } from '../../flow/index.ts';
import type { BoundFlow, CompiledFlow } from '../../flow/index.ts';
import type { CallState, Step } from '../../interpreter/index.ts';
import { callFacts, Observer, RehearsedCall, SilenceMeter } from '../../rehearsal/index.ts';
import type { Beginning } from '../../rehearsal/index.ts';
import type { HttpMock, Scenario } from '../../scenario/index.ts';
import type { Happening, HeardPrompt, PhoneAction, UnmockedRequest } from './happening.ts';

/** From this long after its beginning on, a scenario can say that a key is pressed during a prompt. */
const reactionTime = 300;
/** Longer than anybody speaks. */
const openEnded = milliseconds(24 * 60 * 60 * 1_000);

const networkFails = { error: 'network' } as const;

/**
 * A call that a person makes, on the production interpreter in the modelled world. Whoever holds the session says how
 * far its clock goes; no time passes by itself.
 *
 * SP1  What a person does happens at an instant of its own: all that was due before it is done, and nothing else is
 *     done at that instant before it. So a scenario that does it at that instant does the same.
 */
export class PhoneSession {
  readonly flow: CompiledFlow;
  readonly call: CallFacts;
  readonly happenings: Happening[] = [];
  readonly unmocked: UnmockedRequest[] = [];
  readonly #rehearsed: RehearsedCall;
  readonly #observer: Observer;
  readonly #silence: SilenceMeter;
  /** Words that are the same on every call: they hold no values. */
  readonly #constantWords: ReadonlySet<string>;
  #answers: readonly HttpMock[] = [];
  /** The last instant at which something was done. */
  #busyAt: Instant;
  /** Where in the happenings it stands that the caller speaks; null: they are silent. */
  #speech: number | null = null;

  /** `opening`: how the call is placed, and what stands around it; its steps are not taken. */
  constructor(bound: BoundFlow, opening: Scenario) {
    this.flow = compileFlow(bound);
    this.call = callFacts(this.flow, opening);
    this.#busyAt = this.call.startedAt;
    this.#silence = new SilenceMeter(this.flow);
    this.#rehearsed = new RehearsedCall({
      flow: this.flow,
      call: this.call,
      world: { mocks: opening.mocks, settings: opening.settings, unmocked: (order) => this.#reply(order) },
      watch: (taken, event) => this.#watch(taken, event),
    });
    this.#constantWords = new Set(this.#rehearsed.captions.values());
    this.#observer = new Observer(this.flow, this.#rehearsed.captions, {
      now: this.#rehearsed.line.now,
      schedule: this.#rehearsed.line.schedule,
      told: (beginnings) => this.happenings.push(...beginnings.map((begun) => this.#seen(begun))),
    });
  }

  get now(): Instant {
    return this.#rehearsed.now;
  }

  /** Null: the call was not placed. */
  get state(): CallState | null {
    return this.#rehearsed.state;
  }

  get isOver(): boolean {
    return this.#rehearsed.isOver;
  }

  /** Whether the call was taken: before that nobody hears keys, and none is pressed. */
  get isAnswered(): boolean {
    return this.#observer.isAnswered();
  }

  get isSpeaking(): boolean {
    return this.#speech !== null;
  }

  /** Whether the beep has sounded, and what is said is recorded. */
  get isRecording(): boolean {
    return this.#observer.isRecording();
  }

  /** When something happens by itself next; null: nothing will. */
  get next(): Instant | null {
    return this.isOver ? null : this.#rehearsed.next;
  }

  get longestSilence(): number {
    return this.#silence.longest?.length ?? 0;
  }

  place(): void {
    this.happenings.push({ kind: 'placed', at: this.now });
    this.#rehearsed.begin();
    this.runUntil(this.now);
  }

  /** Lets happen what is due up to `at`, and moves the clock there. */
  runUntil(at: Instant): void {
    for (let { next } = this; next !== null && next <= at; next = this.next) {
      this.#rehearsed.runNext();
      this.#busyAt = this.now;
    }
    if (!this.isOver) this.#rehearsed.advanceTo(at);
    if (this.state !== null && !this.isOver) this.#silence.observe(this.state, this.now);
  }

  /** SP1. Does it at `wanted`, or as soon after it as nothing else happens; what follows at once has happened then. */
  perform(action: PhoneAction, wanted: Instant = this.now): void {
    if (this.isSpeaking && action.kind !== 'fallSilent' && action.kind !== 'speak')
      this.perform({ kind: 'fallSilent' }, wanted);
    const at = this.#quietInstant(wanted);
    if (this.isOver || (action.kind === 'press' && !this.isAnswered)) return;
    this.#do(action, at);
    this.#busyAt = at;
    this.runUntil(at);
  }

  #quietInstant(wanted: Instant): Instant {
    let at = latest(wanted, this.now);
    this.runUntil(at);
    while (this.#busyAt >= at && !this.isOver) {
      at = later(at, 1);
      this.runUntil(at);
    }
    return at;
  }

  #do(action: PhoneAction, at: Instant): void {
    const { line } = this.#rehearsed;
    switch (action.kind) {
      case 'press':
        this.happenings.push({ kind: 'pressed', at, key: action.key, during: this.#nameable(at) });
        line.press(action.key);
        return;
      case 'speak':
        this.#speak(at);
        return;
      case 'fallSilent':
        this.#fallSilent(at);
        return;
      case 'hangUp':
        this.happenings.push({ kind: 'hungUp', at });
        line.hangUp();
        return;
      case 'raise':
        this.happenings.push({ kind: 'raised', at, name: action.name, data: action.data });
        line.raise(action.name, action.data);
        return;
      case 'failTransfer':
        this.happenings.push({ kind: 'failing', at, outcome: action.outcome });
        line.arrange({ transfer: true, outcome: action.outcome });
        return;
      case 'answerNext':
        this.happenings.push({ kind: 'answering', at, answer: action.answer });
        this.#answers = [...this.#answers, { url: '*', ...action.answer }];
        return;
    }
  }

  #speak(at: Instant): void {
    if (this.isSpeaking) return;
    this.#speech = this.happenings.push({ kind: 'spoke', at, until: null }) - 1;
    this.#rehearsed.line.speak(openEnded);
  }

  #fallSilent(at: Instant): void {
    const spoke = this.#speech === null ? undefined : this.happenings[this.#speech];
    if (this.#speech === null || spoke?.kind !== 'spoke') return;
    this.happenings[this.#speech] = { ...spoke, until: at };
    this.#speech = null;
    this.#rehearsed.line.speak(milliseconds(0));
  }

  /** A prompt that sounds now and has for so long that a scenario may press during it. */
  #nameable(at: Instant): string | null {
    const last = this.happenings.findLast(isHeardByCaller);
    if (last?.kind !== 'prompt') return null;
    const since = this.#observer.soundsSince(last.prompt.play);
    return since !== null && since + reactionTime <= at ? last.prompt.play : null;
  }

  #watch({ state, transcript, ...taken }: Step, event: CallEvent | null): void {
    const { now } = this;
    if (event?.kind === 'tone') this.#silence.key(now);
    this.happenings.push(...transcript.map((entry) => ({ kind: 'noted', at: now, entry }) as const));
    this.#silence.observe(state, now);
    this.#observer.observe({ state, transcript, ...taken });
  }

  #reply({ url, method }: HttpOrder): HttpMock | undefined {
    const [answer, ...rest] = this.#answers;
    this.#answers = rest;
    const reply = answer ?? { url: '*', ...networkFails };
    const { url: _any, ...given } = reply;
    this.unmocked.push({ url: url.split(/[?#]/, 1)[0] ?? '', method, reply: given });
    return reply;
  }

  #seen(begun: Beginning): Happening {
    switch (begun.kind) {
      case 'prompt':
        return { kind: 'prompt', at: this.now, prompt: this.#heard(begun) };
      case 'event':
        return { kind: 'milestone', at: this.now, name: begun.name };
      case 'http':
        return { kind: 'http', at: this.now, url: begun.url.split(/[?#]/, 1)[0] ?? '' };
      default:
        return { ...begun, at: this.now };
    }
  }

  #heard({ play, words, at }: Extract<Beginning, { readonly kind: 'prompt' }>): HeardPrompt {
    const mayShow = words !== null && (this.#constantWords.has(words) || !this.flow.hasSensitiveVariables);
    const span = this.#spans().find((each) => each.clip.play === play && each.at === at);
    return {
      play,
      words: mayShow ? words : null,
      audio:
        span === undefined
          ? null
          : { name: span.clip.name, words, locale: this.state?.locale ?? span.locale },
      listener: span?.listener ?? 'caller',
      until: span === undefined || span.clip.length === null ? null : later(at, span.clip.length),
    };
  }

  /** What was asked to sound, and when each part of it begins. */
  #spans(): readonly Span[] {
    const { state } = this;
    if (state === null) return [];
    const { caller, agent } = state.playing;
    const { locale } = this.flow.document;
    const of = (listener: Span['listener'], clips: readonly LabelledClip[], since: Instant | null) =>
      since === null ? [] : begun(clips, since).map((each) => ({ ...each, listener, locale }));
    const { recording } = state;
    return [
      ...of('caller', caller.sounding?.clips ?? [], sinceOf(caller.sounding)),
      ...of('agent', agent.sounding?.clips ?? [], sinceOf(agent.sounding)),
      ...of('caller', recording?.prompt ?? [], recording?.since ?? null),
    ];
  }
}

/** Whether the caller hears it; what is played to an agent they cannot press into. */
const isHeardByCaller = (each: Happening): boolean =>
  each.kind === 'prompt' && each.prompt.listener === 'caller';

interface Span {
  readonly listener: HeardPrompt['listener'];
  readonly clip: LabelledClip;
  readonly at: Instant;
  readonly locale: string;
}

type Sounding = CallState['playing']['caller']['sounding'];

const sinceOf = (sounding: Sounding): Instant | null =>
  sounding?.phase.kind === 'sounding' ? sounding.phase.since : null;

function begun(clips: readonly LabelledClip[], since: Instant): readonly Pick<Span, 'clip' | 'at'>[] {
  let at = since;
  return clips.map((clip) => {
    const begins = at;
    at = later(at, clip.length ?? Infinity);
    return { clip, at: begins };
  });
}
