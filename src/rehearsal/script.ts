import { assertNever, isKey, later, milliseconds } from '../call/index.ts';
import type { Instant, Milliseconds } from '../call/index.ts';
import type { Expectation, Fault, Step, RosterChange } from '../scenario/index.ts';
import type { Beginning } from './beginning.ts';
import { begunInWords, inWords, isExpected, kindOf } from './expectations.ts';
import type { Line } from './line.ts';
import { isCalled } from './observer.ts';

/** Why a scenario did not go as it is written. */
export interface StepFailure {
  /** Which of its steps, from 0. */
  readonly step: number;
  readonly expected: string;
  readonly actual: string;
  readonly at: Instant;
}

/** From key to key, unless a step says otherwise (section 6 of the flow language). */
const usualGap = milliseconds(200);
/** How long after a prompt has begun it is pressed into. */
const reactionTime = milliseconds(300);

/**
 * Does what the steps of a scenario say, one after the other, at either depth.
 *
 * V2  Steps of one instant are all done before the clock moves: each is begun in the moment in which the one before is
 *     over.
 * V3  An expectation is met by the first such thing that began after what was expected before it. Nothing that began
 *     meanwhile is missed, and nothing is met twice.
 */
export class Script {
  readonly #steps: StepSource;
  readonly #line: Line;
  readonly #listening: Listening;
  readonly #begun: Beginning[] = [];
  /** Faults of transfers to one target, which wait for it. */
  #arranged: readonly TransferFault[] = [];
  /** Calls off the fault of the transfer that is under way. */
  #callOff: () => void = () => undefined;
  #step = -1;
  /** What the step that is under way waits for; null: there is none. */
  #awaiting: Awaiting | null = null;
  /** Where in what has begun the next expectation looks first. */
  #unmatched = 0;
  #callIsOver = false;
  #failure: StepFailure | null = null;

  constructor(steps: StepSource, line: Line, listening: Listening) {
    this.#steps = steps;
    this.#line = line;
    this.#listening = listening;
  }

  /** Null: all went as it is written. Known once the call is over. */
  get failure(): StepFailure | null {
    return this.#failure;
  }

  /** All that has begun in the call, in its order. */
  get begun(): readonly Beginning[] {
    return this.#begun;
  }

  /** The call is placed: the first step begins. */
  start(): void {
    this.#run(null);
  }

  /** Something has begun in the call. */
  take(beginnings: readonly Beginning[]): void {
    this.#begun.push(...beginnings);
    for (const begun of beginnings) {
      // A fault of a transfer that was not even begun must meet no other one.
      if (begun.kind === 'node') this.#callOff();
      if (begun.kind === 'transfer') this.#arrangeFor(begun.target);
    }
    if (beginnings.length > 0) this.#look();
  }

  /** The call is over, and nothing more will begin in it. */
  end(): void {
    this.#callIsOver = true;
    this.#look();
  }

  #look(): void {
    this.#run(this.#awaiting);
  }

  /** V2. Goes on with what is left of a step, then with the next ones, until one has to wait. */
  #run(left: Awaiting | null): void {
    let awaiting = left;
    while (this.#failure === null) {
      while (awaiting !== null) {
        const next = awaiting.look();
        if (next === 'lost' || (next === awaiting && this.#callIsOver)) {
          this.#lose(awaiting);
          return;
        }
        if (next === awaiting) {
          this.#awaiting = awaiting;
          return;
        }
        awaiting = next;
      }
      this.#awaiting = null;
      const step = this.#steps.at(this.#step + 1);
      if (step === undefined) return;
      this.#step += 1;
      awaiting = this.#begin(step);
    }
  }

  /** Begins a step; null: it is over already. */
  #begin(step: Step): Awaiting | null {
    if ('press' in step) return this.#press(step);
    if ('speak' in step) return this.#speak(step.speak);
    if ('wait' in step) return this.#until(later(this.#line.now(), step.wait), () => null);
    if ('expect' in step) return this.#expect(step.expect, step.within);
    if ('fault' in step) this.#arrange(step.fault);
    else if ('raise' in step) this.#line.raise(step.raise, step.data ?? null);
    else if ('roster' in step) this.#changeRoster(step.roster);
    else if ('hangup' in step) this.#line.hangUp();
    else assertNever(step, 'step');
    return null;
  }

  #press({ press, gap = usualGap, during, after }: PressStep): Awaiting | null {
    if (during === undefined) return this.#pressAt(press, gap, later(this.#line.now(), after ?? 0));
    const since = this.#listening.soundsSince(during);
    if (since !== null) return this.#pressAt(press, gap, later(since, reactionTime));
    const isMeant = (begun: Beginning): boolean => begun.kind === 'prompt' && isCalled(begun, during);
    return this.#untilBegun(
      {
        from: this.#begun.length,
        isMeant,
        until: null,
        what: `the prompt ${during}, to press keys during it`,
      },
      ({ at }) => this.#pressAt(press, gap, later(at, reactionTime)),
    );
  }

  /**
   * The first key at `first`, or now if that is past. The step is over with its last key. Nobody presses keys of a call
   * that rings: they wait for its answer.
   */
  #pressAt(keys: string, gap: Milliseconds, first: Instant): Awaiting | null {
    const pressFrom = (from: number): Awaiting | null => {
      let next = from;
      do {
        const key = keys.charAt(next);
        if (isKey(key)) this.#line.press(key);
        next += 1;
      } while (next < keys.length && gap <= 0);
      if (next >= keys.length) return null;
      return this.#until(later(this.#line.now(), gap), () => (this.#callIsOver ? null : pressFrom(next)));
    };
    return this.#until(first, () => (this.#callIsOver ? null : this.#onceAnswered(() => pressFrom(0))));
  }

  #onceAnswered(then: () => Awaiting | null): Awaiting | null {
    if (this.#listening.isAnswered()) return then();
    const isMeant = ({ kind }: Beginning): boolean => kind === 'answered';
    return this.#untilBegun(
      { from: 0, isMeant, until: null, what: 'the answer of the call, to press keys' },
      then,
    );
  }

  /** At once where something is being recorded, else from the next beep. The step is over when the caller falls silent. */
  #speak(length: Milliseconds): Awaiting | null {
    const speak = (): Awaiting | null => {
      this.#line.speak(length);
      return this.#until(later(this.#line.now(), length), () => null);
    };
    if (this.#listening.isRecording()) return speak();
    const isMeant = ({ kind }: Beginning): boolean => kind === 'beep';
    const what = 'a recording, to speak after its beep';
    return this.#untilBegun({ from: this.#begun.length, isMeant, until: null, what }, speak);
  }

  /** V3. */
  #expect(expected: Expectation, within: Milliseconds | undefined): Awaiting | null {
    const until = within === undefined ? null : later(this.#line.now(), within);
    const isMeant = (begun: Beginning): boolean =>
      isExpected(expected, begun) && (until === null || begun.at <= until);
    const what = until === null ? inWords(expected) : `${inWords(expected)} within ${within ?? 0} ms`;
    // What begins in the last moment still counts.
    if (until !== null) this.#line.schedule(later(until, 1), () => this.#look());
    return this.#untilBegun(
      { from: this.#unmatched, isMeant, until, what, kind: kindOf(expected) },
      (_begun, index) => {
        this.#unmatched = index + 1;
        return null;
      },
    );
  }

  /** Waits until `at`, then does what follows. A call that is over keeps nobody waiting. */
  #until(at: Instant, then: () => Awaiting | null): Awaiting | null {
    if (at <= this.#line.now()) return then();
    const awaiting: Awaiting = {
      what: 'nothing',
      from: 0,
      kind: null,
      look: () => (this.#callIsOver || this.#line.now() >= at ? then() : awaiting),
    };
    this.#line.schedule(at, () => this.#look());
    return awaiting;
  }

  /** Waits until something begins, then does what follows. */
  #untilBegun(
    { from, isMeant, until, what, kind = null }: Sought,
    then: (begun: Beginning, index: number) => Awaiting | null,
  ): Awaiting {
    const awaiting: Awaiting = {
      what,
      from,
      kind,
      look: () => {
        const index = this.#begun.findIndex((begun, place) => place >= from && isMeant(begun));
        const found = this.#begun[index];
        if (found !== undefined) return then(found, index);
        return until !== null && this.#line.now() > until ? 'lost' : awaiting;
      },
    };
    return awaiting;
  }

  /** What was awaited has not come: the script is at its end, and the call goes on by itself. */
  #lose({ what, kind, from }: Awaiting): void {
    const seen = this.#begun.slice(from).filter((begun) => kind === null || begun.kind === kind);
    const end = this.#begun.find((begun) => begun.kind === 'end');
    const rest = this.#callIsOver
      ? `the call ended${end?.kind === 'end' ? `: ${end.end}` : ''}`
      : 'nothing more until then';
    const actual = [...seen.filter(({ kind: seenKind }) => seenKind !== 'end').map(begunInWords), rest].join(
      ', ',
    );
    this.#awaiting = null;
    this.#failure = { step: this.#step, expected: what, actual, at: this.#line.now() };
  }

  /** What cannot be is a slip of the author: the script is at its end. */
  #changeRoster(change: RosterChange): void {
    const reason = this.#line.changeRoster(change);
    if (reason === null) return;
    const expected = `a change of the participants: ${JSON.stringify(change)}`;
    this.#failure = { step: this.#step, expected, actual: reason, at: this.#line.now() };
  }

  /** A fault for one target waits until a transfer to it begins, unless one is undecided. */
  #arrange(fault: Fault): void {
    if ('invite' in fault) this.#line.arrange({ ...fault, invite: this.#idOf(fault.invite) });
    else if (!('transfer' in fault)) this.#line.arrange(fault);
    else if (fault.transfer === true || this.#isUndecided(fault.transfer))
      this.#line.arrange({ ...fault, transfer: true });
    else this.#arranged = [...this.#arranged, fault];
  }

  /** Who is invited is known by an id or a number; a scenario may say the name of a target. */
  #idOf(who: string | true): string | true {
    return who === true ? who : (this.#listening.idOfTarget(who) ?? who);
  }

  /** A transfer is undecided as long as nothing was entered after it. */
  #isUndecided(target: string): boolean {
    const last = this.#begun.findLast(({ kind }) => kind === 'transfer' || kind === 'node' || kind === 'end');
    return last?.kind === 'transfer' && last.target === target;
  }

  #arrangeFor(target: string): void {
    const fault = this.#arranged.find(({ transfer }) => transfer === target);
    if (fault === undefined) return;
    this.#arranged = this.#arranged.filter((other) => other !== fault);
    this.#callOff = this.#line.arrange({ ...fault, transfer: true });
  }
}

/** Where steps come from: a list of them, or somebody who decides what comes next when it is asked for. */
export interface StepSource {
  /** Undefined: there is none yet. It is asked for again whenever something begins in the call. */
  readonly at: (index: number) => Step | undefined;
}

/** What a scripted caller can hear at this moment. */
export interface Listening {
  /** When what sounds now began, if it is called so; null: it does not sound. */
  readonly soundsSince: (play: string) => Instant | null;
  /** Whether the call has been taken, and its keys are heard. */
  readonly isAnswered: () => boolean;
  /** The id or number of a target of the flow; null: it has none of this name. */
  readonly idOfTarget: (name: string) => string | null;
  /** Whether the beep has sounded, and what is said is recorded. */
  readonly isRecording: () => boolean;
}

type PressStep = Extract<Step, { readonly press: string }>;
type TransferFault = Extract<Fault, { readonly transfer: unknown }>;

/** What a step waits for. */
interface Awaiting {
  readonly what: string;
  /** Where in what has begun it was looked for. */
  readonly from: number;
  /** The kind of beginning that a report tells of instead; null: any. */
  readonly kind: Beginning['kind'] | null;
  /** Looks again: itself, where it has to wait on; what comes after it; null, where the step is over. */
  readonly look: () => Awaiting | 'lost' | null;
}

interface Sought {
  readonly from: number;
  readonly isMeant: (begun: Beginning) => boolean;
  /** It must have begun by then; null: it may take as long as it takes. */
  readonly until: Instant | null;
  readonly what: string;
  readonly kind?: Beginning['kind'] | null;
}
