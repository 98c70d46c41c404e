import { instant, later } from '../call/index.ts';
import type { CommandId, Instant, LabelledClip, OperationId } from '../call/index.ts';
import { totalLength } from '../flow/index.ts';
import type { Failure } from '../flow/index.ts';
import type { Leg, Place } from './call-state.ts';
import type { Rendering } from './rendering.ts';

/** Who hears what is played: the caller, or the agent who was called for a hand-over. */
export type Listener = 'caller' | 'agent';
export const listeners: readonly Listener[] = ['caller', 'agent'];

/** To whom, and in which call, something is played. */
export interface Audience {
  readonly to: Listener;
  readonly leg: Leg;
}

/** What is played to somebody, or being spoken for that. */
export interface Playing {
  readonly sounding: Sounding | null;
  readonly rendering: Rendering | null;
}

export const silent: Playing = { sounding: null, rendering: null };

/**
 * What sounds, as far as we know it. Graph queues media requests; we never ask for a second one before the
 * first is over or cancelled, so at most one request is known at a time.
 */
export interface Sounding {
  readonly operation: OperationId;
  readonly command: CommandId;
  /** The visit of a node that asked for it: its end is signalled to that visit only. */
  readonly visit: number;
  readonly audience: Audience;
  readonly place: Place;
  /** What is in this request. */
  readonly clips: readonly LabelledClip[];
  /** What one request could not take (Graph takes 20 items). */
  readonly rest: readonly LabelledClip[];
  readonly phase: SoundingPhase;
}

export type SoundingPhase =
  /** Asked for; Graph has not answered yet. */
  | { readonly kind: 'requested' }
  /** Its end was told before Graph answered the request. */
  | { readonly kind: 'endedEarly'; readonly failure: Failure | null }
  /** Taken by Graph at `since`. */
  | { readonly kind: 'sounding'; readonly since: Instant };

/** One play item that began to sound. */
export interface SoundedItem {
  readonly play: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly completed: boolean;
  readonly cancelled: boolean;
}

/** Rule 10: an end that is not heard counts this long after the audio is over. */
const graceOfLostEnd = 2_000;
/** Rule 10, where nobody knows how long the audio is. */
const patienceWithUnknownLength = 30_000;

/** When an end that nobody heard counts as heard (rule 10). */
export function lostEndDeadline(clips: readonly LabelledClip[], since: Instant): Instant {
  const length = totalLength(clips);
  return later(since, length === null ? patienceWithUnknownLength : length + graceOfLostEnd);
}

/** The items of a request that was played to its end at `end`. Silence is heard, but is no item. */
export function completedItems(
  clips: readonly LabelledClip[],
  since: Instant,
  end: Instant,
): readonly SoundedItem[] {
  const last = clips.length - 1;
  return spans(clips, since).flatMap(({ play, at, until }, index) => {
    if (play === null) return [];
    const stopped = index === last ? end : earliest(until, end);
    return [{ play, at: earliest(at, end), until: stopped, completed: true, cancelled: false }];
  });
}

/** The items of a request that was stopped at `end`: those that had begun, the last of them cut. */
export function cutItems(
  clips: readonly LabelledClip[],
  since: Instant,
  end: Instant,
): readonly SoundedItem[] {
  const begun = spans(clips, since).filter(({ at }, index) => at < end || index === 0);
  return begun.flatMap(({ play, at, until }) => {
    if (play === null) return [];
    const completed = until < end;
    return [{ play, at, until: earliest(until, end), completed, cancelled: !completed }];
  });
}

interface Span {
  readonly play: string | null;
  readonly at: Instant;
  readonly until: Instant;
}

/** When each item begins and ends; what follows an item of unknown length is taken to begin never. */
function spans(clips: readonly LabelledClip[], since: Instant): readonly Span[] {
  const list: Span[] = [];
  let at = since;
  for (const clip of clips) {
    const until = clip.length === null ? instant(Number.MAX_SAFE_INTEGER) : later(at, clip.length);
    list.push({ play: clip.play, at, until });
    at = until;
  }
  return list;
}

export function earliest(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}
