import { later } from '../call/index.ts';
import type {
  CallEvent,
  CallFacts,
  CommandId,
  CommandResult,
  Effect,
  EffectResult,
  Instant,
  NotifiedEvent,
  TranscriptEntry,
} from '../call/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import { begin, isOver, nextDeadline, step } from '../interpreter/index.ts';
import type { CallState, Step } from '../interpreter/index.ts';
import { captionsOf } from './captions.ts';
import type { Captions } from './captions.ts';
import { Faults } from './faults.ts';
import type { Line } from './line.ts';
import { ModelledGraph } from './modelled-graph.ts';
import { OtherSystems } from './other-systems.ts';
import type { World } from './other-systems.ts';
import { schedulesFor } from './schedules-for.ts';
import { Timeline } from './timeline.ts';

/** What is told to the interpreter, without the time at which it is. */
type Told =
  | NotifiedEvent
  | { readonly kind: 'commandResult'; readonly command: CommandId; readonly result: CommandResult }
  | { readonly kind: 'effectResult'; readonly effect: CommandId; readonly result: EffectResult };

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
  readonly #graph: ModelledGraph;
  readonly #systems: OtherSystems;
  readonly #recordings: number[] = [];
  readonly #watch: Watch;
  #state: CallState | null = null;

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
      tell: (event) => this.#tell(event),
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
    return first.state;
  }

  /** Moves to what happens next, and lets that one thing happen; false: nothing ever will. */
  runNext(): boolean {
    const due = this.#timeline.next;
    const deadline = this.#deadline();
    // V5.
    if (deadline === null || (due !== null && due <= deadline)) return this.#timeline.runNext();
    this.#timeline.advanceTo(deadline);
    this.#feed({ kind: 'deadline', at: deadline });
    return true;
  }

  /** Lets time pass up to `at` in which nothing happens. */
  advanceTo(at: Instant): void {
    this.#timeline.advanceTo(at);
  }

  #deadline(): Instant | null {
    return this.#state === null ? null : (nextDeadline(this.#state)?.at ?? null);
  }

  #tell(told: Told): void {
    this.#feed({ ...told, at: this.#timeline.now });
  }

  #feed(event: CallEvent): void {
    if (this.#state === null || isOver(this.#state)) return;
    this.#take(step(this.flow, this.call, this.#state, event), event);
  }

  #take(taken: Step, event: CallEvent | null): void {
    this.#state = taken.state;
    this.transcript.push(...taken.transcript);
    for (const command of taken.commands) this.#graph.perform(command);
    for (const effect of taken.effects) this.#start(effect);
    this.#watch(taken, event);
  }

  /** What it comes to is decided once whoever follows the call has seen that it was begun. */
  #start(effect: Effect): void {
    this.#timeline.schedule(this.now, () => {
      const { after, result } = this.#systems.perform(effect);
      this.#timeline.schedule(later(this.now, after), () =>
        this.#tell({ kind: 'effectResult', effect: effect.id, result }),
      );
    });
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
      raise: (name, data) => this.#later(() => this.#tell({ kind: 'external', name, data })),
      changeRoster: () => undefined,
      arrange: (fault) => this.#faults.add(fault),
    };
  }

  /** Nothing reaches the interpreter while it is being looked at. */
  #later(run: () => void): void {
    this.#timeline.schedule(this.now, run);
  }
}
