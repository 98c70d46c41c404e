import { later } from '../call/index.ts';
import type { CallEvent, CallFacts, Effect, Instant, NotifiedEvent, TranscriptEntry } from '../call/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import { begin, isOver, nextDeadline, step } from '../interpreter/index.ts';
import type { CallState, Step } from '../interpreter/index.ts';
import { captionsOf } from './captions.ts';
import type { Captions } from './captions.ts';
import { Faults } from './faults.ts';
import type { Line } from './line.ts';
import { ModelledGraph } from './modelled-graph.ts';
import { ModelledInbox } from './modelled-inbox.ts';
import { OtherSystems } from './other-systems.ts';
import type { World } from './other-systems.ts';
import { schedulesFor } from './schedules-for.ts';
import { Timeline } from './timeline.ts';

/** Sees each step of the interpreter right after it; `event` null: the call begins. */
export type Watch = (taken: Step, event: CallEvent | null) => void;

export interface RehearsedCallOptions {
  readonly flow: CompiledFlow;
  readonly call: CallFacts;
  readonly world: World;
  readonly watch: Watch;
}

/**
 * A call on the production interpreter, in a modelled world on a virtual clock: no shell, no network, no waiting.
 *
 * V5  What happens at the time of a deadline comes before the deadline (rule 7 of section 3 of the flow language).
 */
export class RehearsedCall {
  readonly flow: CompiledFlow;
  readonly call: CallFacts;
  readonly captions: Captions;
  readonly line: Line;
  readonly transcript: TranscriptEntry[] = [];
  readonly #timeline: Timeline;
  readonly #faults = new Faults();
  readonly #inbox = new ModelledInbox();
  readonly #graph: ModelledGraph;
  readonly #systems: OtherSystems;
  readonly #recordings: number[] = [];
  readonly #watch: Watch;
  #state: CallState | null = null;
  /** Whether a command is under way: nothing is told meanwhile. */
  #isBusy = false;
  /** Effects that begin as soon as nothing is left to tell. */
  #toStart: readonly Effect[] = [];

  constructor({ flow, call, world, watch }: RehearsedCallOptions) {
    this.flow = flow;
    this.call = call;
    this.captions = captionsOf(flow);
    this.#watch = watch;
    this.#timeline = new Timeline(call.startedAt);
    this.#graph = new ModelledGraph({
      call,
      timeline: this.#timeline,
      faults: this.#faults,
      tell: (events) => this.#tell(events),
      keepRecording: (length) => this.#keepRecording(length),
    });
    this.#systems = new OtherSystems({
      ...world,
      faults: this.#faults,
      captions: this.captions,
      recordingLength: (location) => this.#recordings[Number(location)] ?? 0,
    });
    this.line = this.#callersLine();
  }

  get now(): Instant {
    return this.#timeline.now;
  }

  /** Null: it has not begun. */
  get state(): CallState | null {
    return this.#state;
  }

  get isOver(): boolean {
    return this.#state !== null && isOver(this.#state);
  }

  /** When something happens next; null: nothing ever will. */
  get next(): Instant | null {
    const due = this.#timeline.next;
    const deadline = this.#deadline();
    return due === null || (deadline !== null && deadline < due) ? deadline : due;
  }

  /** Places the call; gives the state after its first step. */
  begin(): CallState {
    const first = begin(this.flow, this.call, schedulesFor(this.flow, this.call));
    this.#take(first, null);
    this.#settle();
    return first.state;
  }

  /** Moves to what happens next, and lets that one thing happen; false: nothing ever will. */
  runNext(): boolean {
    const due = this.#timeline.next;
    const deadline = this.#deadline();
    // V5.
    const isDeadline = deadline !== null && (due === null || deadline < due);
    if (!isDeadline && !this.#timeline.runNext()) return false;
    if (isDeadline) {
      this.#timeline.advanceTo(deadline);
      this.#inbox.fire(deadline);
    }
    this.#settle();
    return true;
  }

  /** Lets time pass up to `at` in which nothing happens. */
  advanceTo(at: Instant): void {
    this.#timeline.advanceTo(at);
  }

  #deadline(): Instant | null {
    return this.#state === null || this.#isBusy ? null : (nextDeadline(this.#state)?.at ?? null);
  }

  /** Tells what has happened until the call waits for something. */
  #settle(): void {
    while (!this.#isBusy && !this.isOver) {
      const next = this.#inbox.next(this.#deadline(), this.now);
      if (next === null) break;
      this.#feed(next);
    }
    if (this.#isBusy) return;
    const starting = this.#toStart;
    this.#toStart = [];
    for (const effect of starting) this.#start(effect);
  }

  #tell(events: readonly NotifiedEvent[]): void {
    this.#inbox.arrive(events.map((event) => ({ ...event, at: this.now })));
  }

  #feed(event: CallEvent): void {
    if (this.#state === null || isOver(this.#state)) return;
    this.#take(step(this.flow, this.call, this.#state, event), event);
  }

  #take(taken: Step, event: CallEvent | null): void {
    this.#state = taken.state;
    this.transcript.push(...taken.transcript);
    this.#watch(taken, event);
    this.#toStart = [...this.#toStart, ...taken.effects];
    const [command] = taken.commands;
    if (command === undefined) return;
    this.#isBusy = true;
    this.#graph.perform(command, (result) => {
      this.#isBusy = false;
      this.#inbox.add({ kind: 'commandResult', command: command.id, at: this.now, result });
    });
  }

  #start(effect: Effect): void {
    const { after, result } = this.#systems.perform(effect);
    this.#timeline.schedule(later(this.now, after), () =>
      this.#inbox.finish({ kind: 'effectResult', effect: effect.id, at: this.now, result }),
    );
  }

  #keepRecording(length: number): string {
    this.#recordings.push(length);
    return String(this.#recordings.length - 1);
  }

  #callersLine(): Line {
    return {
      now: () => this.#timeline.now,
      schedule: (at, run) => {
        this.#timeline.schedule(at, run);
      },
      press: (key) => this.#later(() => this.#graph.press(key)),
      speak: (length) => this.#graph.speak(length),
      hangUp: () => this.#later(() => this.#graph.hangUp()),
      raise: (name, data) => this.#later(() => this.#tell([{ kind: 'external', name, data }])),
      changeRoster: (change) => this.#graph.changeRoster(change),
      arrange: (fault) => this.#faults.add(fault),
    };
  }

  /** Nothing reaches the interpreter while it is being looked at. */
  #later(run: () => void): void {
    this.#timeline.schedule(this.now, run);
  }
}
