import { nearness, separated, spanOf } from './separation.ts';
import type { Separated, Span } from './separation.ts';

/**
 * Lines between two rows run down, across on a track, and down again. What belongs together, all lines out of one
 * box or into one box, is a net and shares a track, like a bus. Nets that meet from left to right get tracks of their
 * own, in an order in which no two nets lie on top of one another and which crosses as little as possible.
 *
 * A net that is not empty has two places at least, since its lines come from somewhere and go somewhere; places of one
 * row, of whichever nets, are at least `nearness` from one another.
 */
export interface Net {
  /** Where lines of the net come in from the row above, from left to right. */
  readonly tops: readonly number[];
  /** Where they go on to the row below. */
  readonly bottoms: readonly number[];
}

/** How a net runs: straight down, across on a track, or on two that a line at `joint` connects. Tracks count from 0. */
export type Route =
  | { readonly kind: 'straight' }
  | { readonly kind: 'across'; readonly track: number }
  | { readonly kind: 'split'; readonly upper: number; readonly joint: number; readonly lower: number };

export interface Tracks {
  /** The route of each net. */
  readonly routes: readonly Route[];
  readonly count: number;
}

/** Passes over the order of the nets; each only swaps neighbours. */
const passes = 40;

/**
 * A track for each net that needs one, as few as possible in the order that was found. `passing` are the places of
 * lines that pass the gap beside all nets.
 */
export function assignTracks(nets: readonly Net[], passing: readonly number[]): Tracks {
  const spans = nets.flatMap(({ tops, bottoms }, net): readonly Span[] =>
    tops.length + bottoms.length === 0 ? [] : [spanOf({ net, part: 'whole', tops, bottoms })],
  );
  const straight = spans.filter(({ left, right }) => left === right);
  const others = spans.filter(({ left, right }) => left < right);
  const beside = [...passing, ...straight.map(({ left }) => left)];
  const trackOf = new Map<Span, number>();
  for (const span of ordered(separated(others, beside))) {
    const above = [...trackOf].flatMap(([other, track]) => (meet(span, other) ? [track] : []));
    trackOf.set(span, Math.max(-1, ...above) + 1);
  }
  const routes = nets.map((): Route => ({ kind: 'straight' }));
  for (const [span, track] of trackOf) {
    const before = routes[span.net];
    // The upper part of a net comes before its lower part, which begins where the two are joined.
    routes[span.net] =
      before?.kind === 'across'
        ? { kind: 'split', upper: before.track, joint: span.tops[0] ?? span.left, lower: track }
        : { kind: 'across', track };
  }
  return { routes, count: Math.max(-1, ...trackOf.values()) + 1 };
}

const meet = (one: Span, other: Span): boolean =>
  one.left < other.right + nearness && other.left < one.right + nearness;

/** Swaps neighbours as long as that saves crossings and no net has to run above the other. */
function ordered({ spans, isDemanded }: Separated): readonly Span[] {
  const order = [...spans];
  for (let pass = 0; pass < passes; pass++) {
    let swaps = 0;
    for (let index = 1; index < order.length; index++) {
      const [upper, lower] = [order[index - 1], order[index]];
      if (upper === undefined || lower === undefined || !meet(upper, lower)) continue;
      if (isDemanded(upper, lower) || crossings(upper, lower) <= crossings(lower, upper)) continue;
      order[index - 1] = lower;
      order[index] = upper;
      swaps += 1;
    }
    if (swaps === 0) break;
  }
  return order;
}

/** How often the two cross if `upper` runs above `lower`. */
function crossings(upper: Span, lower: Span): number {
  const down = upper.bottoms.filter((x) => lower.left < x && x < lower.right).length;
  const up = lower.tops.filter((x) => upper.left < x && x < upper.right).length;
  return down + up;
}
