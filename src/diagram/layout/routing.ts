/**
 * Lines between two rows run down, across on a track, and down again. What belongs together, all lines out of one
 * box or into one box, is a net and shares a track, like a bus. Nets that meet from left to right get tracks of their
 * own, in an order in which they cross as little as possible.
 */
export interface Net {
  /** Where lines of the net come in from the row above, from left to right. */
  readonly tops: readonly number[];
  /** Where they go on to the row below. */
  readonly bottoms: readonly number[];
}

export interface Tracks {
  /** The track of each net, from 0 at the top; null where its lines go straight down. */
  readonly trackOf: readonly (number | null)[];
  readonly count: number;
}

/** Lines this near to one another look like one. */
const nearness = 7;
/** Passes over the order of the nets; each only swaps neighbours. */
const passes = 40;
/** Two lines on top of one another are worse than any number of crossings. */
const overlapCost = 1_000;

interface Span {
  readonly net: number;
  readonly left: number;
  readonly right: number;
  readonly tops: readonly number[];
  readonly bottoms: readonly number[];
}

/** A track for each net that needs one, as few as possible in the order that was found. */
export function assignTracks(nets: readonly Net[]): Tracks {
  const spans = nets.flatMap(({ tops, bottoms }, net): readonly Span[] => {
    const pins = [...tops, ...bottoms];
    const [left, right] = [Math.min(...pins), Math.max(...pins)];
    return pins.length === 0 || right === left ? [] : [{ net, left, right, tops, bottoms }];
  });
  const trackOf = new Array<number | null>(nets.length).fill(null);
  const placed: Span[] = [];
  let count = 0;
  for (const span of ordered(spans)) {
    const above = placed.filter((other) => meet(span, other)).map((other) => trackOf[other.net] ?? 0);
    const track = Math.max(-1, ...above) + 1;
    trackOf[span.net] = track;
    count = Math.max(count, track + 1);
    placed.push(span);
  }
  return { trackOf, count };
}

const meet = (one: Span, other: Span): boolean =>
  one.left <= other.right + nearness && other.left <= one.right + nearness;

/** Starts from left to right and swaps neighbours as long as that saves crossings. */
function ordered(spans: readonly Span[]): readonly Span[] {
  const order = spans.toSorted((one, other) => one.left - other.left || one.net - other.net);
  for (let pass = 0; pass < passes; pass++) {
    let swaps = 0;
    for (let index = 1; index < order.length; index++) {
      const [upper, lower] = [order[index - 1], order[index]];
      if (upper === undefined || lower === undefined || !meet(upper, lower)) continue;
      if (cost(upper, lower) <= cost(lower, upper)) continue;
      order[index - 1] = lower;
      order[index] = upper;
      swaps += 1;
    }
    if (swaps === 0) break;
  }
  return order;
}

/** What it costs if `upper` runs above `lower`. */
function cost(upper: Span, lower: Span): number {
  const down = upper.bottoms.filter((x) => lower.left < x && x < lower.right).length;
  const up = lower.tops.filter((x) => upper.left < x && x < upper.right).length;
  const onTop = upper.bottoms.filter((x) =>
    lower.tops.some((other) => Math.abs(x - other) < nearness),
  ).length;
  return down + up + overlapCost * onTop;
}
