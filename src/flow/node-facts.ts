import { milliseconds } from '../call/index.ts';
import type { Key } from '../call/index.ts';
import type { InputDefaults } from './input-settings.ts';
import type { Play } from './play-item.ts';
import { playRequests, statedCosts } from './stated-costs.ts';

/**
 * What a node states about itself before any call, so that the checker can prove things about the whole flow
 * without knowing the kinds (docs/checking-flows.md). Times are milliseconds at the stated costs. A fact may be
 * worse than the truth, never better. What differs from way out to way out stands at the edge (`Edge`).
 */
export interface NodeFacts {
  /** Whether the call, or the sub-flow, may end here other than by a failure. */
  readonly ends: boolean;
  /** The longest visit, in and out; null: it has no bound of its own, or nobody knows how long its audio is. */
  readonly longest: number | null;
  /** The requests to Graph that one visit makes at most. */
  readonly requests: number;
  readonly silence: SilenceFacts;
  /** What it does about keys that were pressed before it, or while it runs. */
  readonly typeAhead: TypeAhead;
  /** The variables it sets, each with the bare expression of its value; null: to whatever comes. */
  readonly assigns?: Readonly<Record<string, string | null>>;
  /** True: only a group call can do it. */
  readonly groupOnly?: true;
  /** The flow that it enters, which begins as soon as the node does, and has facts of its own. */
  readonly enters?: string;
  /** The return with which it ends a flow that another one entered. */
  readonly returns?: string;
  /** Whether a first key belongs to the node itself, so that `on.keys` does not get it. Left out: it takes none. */
  readonly claims?: (key: Key) => boolean;
}

/**
 * Where silence is: time in which nothing plays and the caller is not waited for. Ringing is no silence, so a
 * transfer counts as sounding.
 */
export interface SilenceFacts {
  /**
   * The longest silent way through, from entry to a way out, on which nothing sounds and the caller is not waited
   * for: the silences before and after the node then become one. Null: there is no such way.
   */
  readonly through: number | null;
  /** From the entry until something sounds or the caller is waited for. Null: neither ever happens. */
  readonly before: number | null;
  /** The longest silence between two sounds of one visit. */
  readonly within: number;
  /** From the last sound, or the end of waiting, until the node is left. */
  readonly after: number;
  /** From the entry until the node has failed, where that happens before anything sounded. */
  readonly failing: number;
}

export type TypeAhead =
  /** They stay for the next node that wants them. */
  | 'keeps'
  /** They skip what the node would play, and stay: a prompt with barge-in. */
  | 'skips'
  /** It takes one of them as its input, so that it may be left at once. */
  | 'takes'
  /** They are forgotten. */
  | 'drops';

/** What the facts of a node may depend on beyond the node. */
export interface FactsContext {
  /** The flow's `defaults`. */
  readonly defaults: InputDefaults;
  /** How long a list sounds at most, in milliseconds; null where nobody knows. */
  readonly lengthOf: (play: Play) => number | null;
  /** Whether some of a list is spoken only while the call runs. */
  readonly isRendered: (play: Play) => boolean;
}

const { durableHop, graphRequest, renderingSpeech } = statedCosts;

/** From what ended a wait (a key, the end of a prompt, a timer) to the decision about it. */
export const timeToDecide = durableHop;
/** From the decision to the effect of a request to Graph. */
export const timeToRequest = durableHop + graphRequest;

/** From active audio until it is known that keys are heard, and a node that needed that may begin. */
export const timeToKeys = timeToDecide + timeToRequest + durableHop;

/** Without active audio after this long, an answer has failed: section 2 of the flow language. */
export const audioPatience = milliseconds(20_000);

/** A node that decides and goes on at once. */
export const decidesAtOnce: NodeFacts = {
  ends: false,
  longest: 0,
  requests: 0,
  silence: { through: 0, before: null, within: 0, after: 0, failing: 0 },
  typeAhead: 'keeps',
};

/** A node that has something done, for `time` at most, while the caller hears nothing. */
export function silentEffect(time: number): NodeFacts {
  const through = durableHop + time + durableHop;
  return {
    ...decidesAtOnce,
    longest: through,
    silence: { through, before: null, within: 0, after: 0, failing: through },
  };
}

/** What it takes until a list sounds: nothing of it does before all of it can. */
export function timeToSound(play: Play, context: FactsContext): number {
  return timeToRequest + (context.isRendered(play) ? renderingSpeech : 0);
}

/**
 * A list that sounds: its silences, its length and what it asks of Graph. Keys can cut it where it barges in; it sounds
 * until Graph has done so, and what that leaves of the silence is no more than after its own end.
 */
export function playing(play: Play, bargesIn: boolean, context: FactsContext): NodeFacts {
  if (play.length === 0) return decidesAtOnce;
  const before = timeToSound(play, context);
  const cut = bargesIn ? timeToRequest + durableHop : 0;
  const requests = playRequests(play.length);
  const gap = timeToDecide + timeToRequest;
  const length = context.lengthOf(play);
  return {
    ends: false,
    longest: length === null ? null : before + length + (requests - 1) * gap + timeToDecide + cut,
    requests: requests + (bargesIn ? 1 : 0),
    silence: {
      through: null,
      before,
      within: requests > 1 ? gap : 0,
      after: timeToDecide,
      failing: before + durableHop,
    },
    typeAhead: bargesIn ? 'skips' : 'drops',
  };
}
