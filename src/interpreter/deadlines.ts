import type { Instant } from '../call/index.ts';

/**
 * The times at which something happens by itself. Of several at one instant the earlier in this list is
 * first: a released key counts before the timer that it would have stopped (rule 7).
 */
const deadlineNames = [
  'gap',
  'soundingEnd',
  'rendering',
  'whisperEnd',
  'whisperRendering',
  'recordingEnd',
  'inputTimer',
  'plainTimer',
  'keepAlive',
  'maxCallDuration',
  'handler',
  'consultationEnd',
] as const;
export type DeadlineName = (typeof deadlineNames)[number];

export type Deadlines = Readonly<Record<DeadlineName, Instant | null>>;

export const noDeadlines: Deadlines = {
  gap: null,
  soundingEnd: null,
  rendering: null,
  whisperEnd: null,
  whisperRendering: null,
  recordingEnd: null,
  inputTimer: null,
  plainTimer: null,
  keepAlive: null,
  maxCallDuration: null,
  handler: null,
  consultationEnd: null,
};

/** The deadlines that are about keys: rule 7 lets keys that were pressed before them arrive a little later. */
const aboutKeys: ReadonlySet<DeadlineName> = new Set<DeadlineName>(['gap', 'inputTimer']);

export interface NamedDeadline {
  readonly name: DeadlineName;
  readonly at: Instant;
  /** Whether the shell waits 250 ms longer before it says that the time has come (rule 7). */
  readonly grace: boolean;
}

/** The deadline that comes first; null: there is none. */
export function firstDeadline(deadlines: Deadlines): NamedDeadline | null {
  let first: NamedDeadline | null = null;
  for (const name of deadlineNames) {
    const at = deadlines[name];
    if (at === null || (first !== null && first.at <= at)) continue;
    first = { name, at, grace: aboutKeys.has(name) };
  }
  return first;
}
