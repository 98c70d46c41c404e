/**
 * Rule 11 of section 3 of the flow language, read as a statement about the whole list of tones of a call:
 * which of them count as keys, in which order, and from when. Nothing here is shared with the product.
 */

/** A point in the order of what happened: an instant, and the place among what happened at that instant. */
export interface Moment {
  readonly at: number;
  /** Tones of one instant in the order of their arrival; what a clock brought about comes after all of them. */
  readonly order: number;
}

export const notAfter = (one: Moment, other: Moment): boolean =>
  one.at < other.at || (one.at === other.at && one.order <= other.order);

/** A deadline's moment: a key stamped at it belongs before it (rule 7). */
export const whenTimeReaches = (at: number): Moment => ({ at, order: Infinity });

/** A tone as it was received; `key` null: a to d, flash. */
export interface ReceivedTone {
  readonly at: number;
  readonly sequence: number;
  readonly key: string | null;
}

export interface OrderedKey {
  readonly key: string;
  readonly sequence: number;
  /** When it was received: it stops timers and barges in from here. */
  readonly pressed: Moment;
  /** From when its digit counts: later than `pressed` if it was held for a missing one. */
  readonly counts: Moment;
}

interface HeldTone {
  readonly tone: ReceivedTone;
  readonly moment: Moment;
}

/** How long a missing tone is waited for. */
const gapWait = 500;

/** The keys of a call in sequence, and when missing tones were given up. `tones` in order of arrival. */
export function orderTones(tones: readonly ReceivedTone[]): {
  readonly keys: readonly OrderedKey[];
  readonly gaps: readonly number[];
} {
  const keys: OrderedKey[] = [];
  const gaps: number[] = [];
  let held: HeldTone[] = [];
  let expected = 1;

  const count = (sequence: number, counts: Moment): void => {
    for (const { tone, moment } of held.filter((one) => one.tone.sequence === sequence)) {
      if (tone.key !== null) keys.push({ key: tone.key, sequence, pressed: moment, counts });
    }
    held = held.filter((one) => one.tone.sequence !== sequence);
    expected = sequence + 1;
  };
  const countUnbroken = (counts: Moment): void => {
    while (held.some(({ tone }) => tone.sequence === expected)) count(expected, counts);
  };
  /** Up to and including the key whose patience is over; every hole before it is a gap of its own. */
  const giveUp = (at: number, upTo: number): void => {
    const bySequence = held.map(({ tone }) => tone.sequence).filter((sequence) => sequence <= upTo);
    for (const sequence of bySequence.sort((one, other) => one - other)) {
      if (sequence !== expected) gaps.push(at);
      count(sequence, whenTimeReaches(at));
    }
    countUnbroken(whenTimeReaches(at));
  };
  const giveUpBefore = (at: number): void => {
    for (;;) {
      // What is ignored holds nothing up: only keys have patience.
      const [first] = held
        .filter(({ tone }) => tone.key !== null)
        .sort((one, other) => one.tone.at - other.tone.at || other.tone.sequence - one.tone.sequence);
      if (first === undefined || first.tone.at + gapWait >= at) return;
      giveUp(first.tone.at + gapWait, first.tone.sequence);
    }
  };

  tones.forEach((tone, order) => {
    giveUpBefore(tone.at);
    const known = tone.sequence < expected || held.some((one) => one.tone.sequence === tone.sequence);
    if (known) return;
    held.push({ tone, moment: { at: tone.at, order } });
    countUnbroken({ at: tone.at, order });
  });
  giveUpBefore(Infinity);
  return { keys, gaps };
}
