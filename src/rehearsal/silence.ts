import { later } from '../call/index.ts';
import type { Instant, Milliseconds } from '../call/index.ts';
import { milliseconds } from '../call/index.ts';
import { partOf, totalLength } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';
import type { CallState } from '../interpreter/index.ts';

/** A time in which the caller hears nothing and is not waited for. */
export interface Silence {
  readonly from: Instant;
  readonly length: Milliseconds;
}

/** What the caller has of a call at some moment. */
type Hearing = 'sounds' | 'quiet' | 'notSilent';

/**
 * Measures the silences of a call, as section 5 of the flow language has them: nothing plays, the caller is not waited
 * for, and nobody rings, from the later of the last audio's end and the last key.
 */
export class SilenceMeter {
  readonly #flow: CompiledFlow;
  readonly #all: Silence[] = [];
  /** Since when, or from when on, it is silent; null: it is not. */
  #since: Instant | null = null;

  constructor(flow: CompiledFlow) {
    this.#flow = flow;
  }

  /** The longest one; null: there was none. */
  get longest(): Silence | null {
    return this.#all.reduce<Silence | null>(
      (longest, each) => (longest === null || each.length > longest.length ? each : longest),
      null,
    );
  }

  /** The caller presses a key: what was silence until then is over. */
  key(at: Instant): void {
    if (this.#since === null) return;
    this.#close(at);
    this.#since = at;
  }

  /** The call has come into this state at `at`. */
  observe(state: CallState, at: Instant): void {
    const hearing = this.#hearing(state, at);
    this.#close(at);
    if (hearing === 'notSilent') this.#since = null;
    else if (hearing === 'sounds') this.#since = audioEnds(state);
    else this.#since = this.#since === null || this.#since > at ? at : this.#since;
  }

  /** Notes what was silent until `at`; a silence that goes on is noted again when it is longer. */
  #close(at: Instant): void {
    if (this.#since === null || this.#since >= at) return;
    this.#all.push({ from: this.#since, length: milliseconds(at - this.#since) });
  }

  #hearing(state: CallState, at: Instant): Hearing {
    const { answeredAt, position, deadlines, recording } = state;
    const isRecording = recording !== null && recording.since !== null;
    if (answeredAt === null || position.kind !== 'atNode' || state.stage !== 'established')
      return 'notSilent';
    const ends = audioEnds(state);
    if (ends !== null && ends > at) return 'sounds';
    if (deadlines.inputTimer !== null || isRecording) return 'notSilent';
    const flow = partOf(this.#flow, state.flow);
    const node = flow?.nodes.get(position.node);
    return node?.isHeardMeanwhile === true ? 'notSilent' : 'quiet';
  }
}

/** When what the caller hears is over; null: nothing was begun that still counts as sounding. */
function audioEnds({ playing: { caller } }: CallState): Instant | null {
  if (caller.sounding?.phase.kind !== 'sounding') return null;
  const length = totalLength(caller.sounding.clips);
  return length === null
    ? later(caller.sounding.phase.since, Infinity)
    : later(caller.sounding.phase.since, length);
}
