import { instant, milliseconds } from '../call/index.ts';
import type { Instant, Milliseconds } from '../call/index.ts';

/** From when to when the instances were created that are looked at in one request; both ends are included. */
export interface SearchWindow {
  readonly from: Instant;
  readonly to: Instant;
  /** For how long, seen from its younger end, next to nothing has been found. */
  readonly quietFor: Milliseconds;
}

const minute = 60_000;
const firstLength = 15 * minute;
const shortest = minute;
/** Behind a night or a weekend without calls may be a busy hour: no wider step there. */
const usualLongest = 120 * minute;
const longQuiet = 72 * 60 * minute;
/** There was no such app before that. */
const oldest = Date.UTC(2026, 0, 1);

/** An answer holds every instance with its flow and its record: the SDK cannot ask for less, nor for a page of it. */
const many = 100;
const few = 20;

export const firstWindow = (before: Instant): SearchWindow => ({
  from: backFrom(before, firstLength),
  to: before,
  quietFor: milliseconds(0),
});

/**
 * Where to look next, after `found` instances: further back, at less where there were many, at more where there were few.
 * Null: all has been looked at.
 */
export function nextWindow({ from, to, quietFor }: SearchWindow, found: number): SearchWindow | null {
  if (from <= oldest) return null;
  const quiet = milliseconds(found < few ? quietFor + (to - from) : 0);
  const longest = quiet < longQuiet ? usualLongest : Infinity;
  const length = Math.min(longest, Math.max(shortest, (to - from) * factorAfter(found)));
  return { from: backFrom(from, length), to: from, quietFor: quiet };
}

function factorAfter(found: number): number {
  if (found > many) return 1 / 4;
  return found < few ? 2 : 1;
}

const backFrom = (at: Instant, length: number): Instant => instant(Math.max(oldest, Math.floor(at - length)));
