import { instant, later, latest } from '../call/index.ts';
import type { Instant, Key, Milliseconds } from '../call/index.ts';

/**
 * The keys of a call between their arrival and the node that takes them: rules 8 and 11 of section 3 of the
 * flow language. Pure: every function gives the buffer after.
 *
 * K1  Keys leave in the order of their sequence, each at most once.
 * K2  A key whose predecessor is missing waits at most 500 ms; its predecessor, if it comes later, is dropped.
 *     Whether a key is wanted changes nothing in this: sequence and patience are about tones.
 * K3  After a noMatch or noInput no key stamped at or before it is left, but the one of rule 4b. A stamp is
 *     when a key was received, also of one that was held.
 * K4  One terminator right after an automatic end is swallowed, wherever it arrives.
 */
export interface KeyBuffer {
  /** The sequence number that comes next; the first of a call is 1. */
  readonly expected: number;
  /** Keys that wait for a missing one, by sequence. Null: a tone that is no key. */
  readonly held: readonly HeldTone[];
  /** Type-ahead: keys that nobody has taken yet. */
  readonly ready: readonly PressedKey[];
  /** Keys stamped at or before this are dropped, also those that still wait for a missing one (K3). */
  readonly droppedThrough: Instant | null;
  readonly swallow: Swallow | null;
}

export interface PressedKey {
  readonly key: Key;
  readonly at: Instant;
  /** Of its tone. */
  readonly sequence: number;
}

/**
 * What became of the key of a tone, for whoever keeps the tones: whether the transcript shows it. A key that was
 * swallowed is the terminator that it was compared with (K4), whatever the transcript shows.
 */
export interface KeyFate {
  readonly sequence: number;
  readonly fate: 'taken' | 'lost' | 'swallowed';
  readonly masked: boolean;
}

interface HeldTone {
  readonly sequence: number;
  readonly key: Key | null;
  readonly at: Instant;
}

interface Swallow {
  readonly terminator: Key;
  readonly until: Instant;
}

/** What an arrival changes. */
export interface Arrival {
  readonly buffer: KeyBuffer;
  /** Keys that can be taken now. */
  readonly added: boolean;
  /** A key was pressed whose digit must wait. */
  readonly heldKey: boolean;
  /** The wait for a missing key is over. */
  readonly released: boolean;
  /** Keys that nobody will take. */
  readonly lost: readonly LostKey[];
}

/** A key that nobody will take; `swallowed` by rule 8. */
export interface LostKey extends PressedKey {
  readonly swallowed: boolean;
}

/** A missing key holds later ones for at most this long (rule 11). */
const longestHold = 500;

/** More waiting keys than any caller means; the rest is dropped, so that a stuck line cannot grow the state. */
const mostKeys = 128;

/** More keys than can be missing at a time. */
const furthestAhead = 1_000;

export const emptyKeyBuffer: KeyBuffer = {
  expected: 1,
  held: [],
  ready: [],
  droppedThrough: null,
  swallow: null,
};

/** Takes a tone in. */
export function receiveTone(
  buffer: KeyBuffer,
  tone: { readonly sequence: number; readonly key: Key | null; readonly at: Instant },
): Arrival {
  if (!isPlausible(buffer, tone.sequence)) return unchanged(buffer);
  const seen = tone.sequence < buffer.expected || buffer.held.some((one) => one.sequence === tone.sequence);
  if (seen) return unchanged(buffer);
  if (tone.sequence > buffer.expected) return hold(buffer, tone);
  return release({ ...buffer, held: [tone, ...buffer.held] }, hasHeldKey(buffer));
}

/** Rule 11: gives the missing key up. */
export function giveUpGap(buffer: KeyBuffer): Arrival {
  const [first] = buffer.held;
  if (first === undefined) return unchanged(buffer);
  return release({ ...buffer, expected: first.sequence }, hasHeldKey(buffer));
}

/** When the missing key is given up; null: no key waits for one. Tones that are no keys wait without haste. */
export function gapDeadline(buffer: KeyBuffer): Instant | null {
  const stamps = buffer.held.flatMap(({ key, at }) => (key === null ? [] : [at]));
  return stamps.length === 0 ? null : later(instant(Math.min(...stamps)), longestHold);
}

/** Whether keys that somebody may still take wait for a missing one. */
export const hasHeldKey = (buffer: KeyBuffer): boolean =>
  buffer.held.some((tone) => tone.key !== null && isWanted(buffer, tone.at));

/** Takes the next key out. */
export function takeKey(buffer: KeyBuffer): {
  readonly buffer: KeyBuffer;
  readonly taken: PressedKey | null;
} {
  const [taken, ...rest] = buffer.ready;
  return taken === undefined ? { buffer, taken: null } : { buffer: { ...buffer, ready: rest }, taken };
}

/** K3: drops the keys stamped at or before `through`, whenever they arrive and are released. */
export function dropKeys(
  buffer: KeyBuffer,
  through: Instant,
): { readonly buffer: KeyBuffer; readonly lost: readonly PressedKey[] } {
  const ready = buffer.ready.filter(({ at }) => at > through);
  const lost = buffer.ready.filter(({ at }) => at <= through);
  const droppedThrough = buffer.droppedThrough === null ? through : latest(buffer.droppedThrough, through);
  return { buffer: { ...buffer, ready, droppedThrough }, lost };
}

/** Rule 4b: a key that ended an input without being part of it is type-ahead again. */
export function putBack(buffer: KeyBuffer, key: PressedKey): KeyBuffer {
  return { ...buffer, ready: [key, ...buffer.ready] };
}

/** K4: arms the swallowing; a key that is waiting already counts as the very next one. */
export function swallowNext(
  buffer: KeyBuffer,
  terminator: Key,
  now: Instant,
  window: Milliseconds,
): KeyBuffer {
  const [next, ...rest] = buffer.ready;
  if (next === undefined) return { ...buffer, swallow: { terminator, until: later(now, window) } };
  return next.key === terminator ? { ...buffer, swallow: null, ready: rest } : { ...buffer, swallow: null };
}

/** A number far ahead is a fault of the line: believing it would drop every key that follows. */
function isPlausible(buffer: KeyBuffer, sequence: number): boolean {
  return Number.isSafeInteger(sequence) && sequence < buffer.expected + furthestAhead;
}

function hold(buffer: KeyBuffer, tone: HeldTone): Arrival {
  if (buffer.held.length >= mostKeys) return unchanged(buffer);
  const held = [...buffer.held, tone].sort((one, other) => one.sequence - other.sequence);
  return { ...unchanged({ ...buffer, held }), heldKey: tone.key !== null && isWanted(buffer, tone.at) };
}

/** Lets the run of tones that follow one another out; they count from now on (rule 11). */
function release(before: KeyBuffer, keysWaited: boolean): Arrival {
  let buffer = before;
  const lost: LostKey[] = [];
  let added = false;
  for (let next = buffer.held[0]; next?.sequence === buffer.expected; next = buffer.held[0]) {
    buffer = { ...buffer, expected: buffer.expected + 1, held: buffer.held.slice(1) };
    if (next.key === null) continue;
    const pressed = { key: next.key, at: next.at, sequence: next.sequence };
    const accepted = accept(buffer, pressed);
    buffer = accepted.buffer;
    added ||= accepted.kept;
    if (!accepted.kept) lost.push({ ...pressed, swallowed: accepted.swallowed });
  }
  return { buffer, added, heldKey: false, released: keysWaited && !hasHeldKey(buffer), lost };
}

function accept(
  buffer: KeyBuffer,
  pressed: PressedKey,
): { readonly buffer: KeyBuffer; readonly kept: boolean; readonly swallowed: boolean } {
  const { swallow } = buffer;
  const after = { ...buffer, swallow: null };
  if (!isWanted(buffer, pressed.at)) return { buffer: after, kept: false, swallowed: false };
  const swallowed = swallow !== null && pressed.key === swallow.terminator && pressed.at <= swallow.until;
  if (swallowed || buffer.ready.length >= mostKeys) return { buffer: after, kept: false, swallowed };
  return { buffer: { ...after, ready: [...buffer.ready, pressed] }, kept: true, swallowed };
}

function isWanted(buffer: KeyBuffer, stamp: Instant): boolean {
  return buffer.droppedThrough === null || stamp > buffer.droppedThrough;
}

function unchanged(buffer: KeyBuffer): Arrival {
  return { buffer, added: false, heldKey: false, released: false, lost: [] };
}
