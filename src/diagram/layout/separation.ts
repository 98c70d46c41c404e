/**
 * Which nets must run above which. Where a line comes down into a gap and that of another net leaves it at the same
 * place, the former has to turn off above the latter, or they would lie on top of one another. Such demands may go
 * round in a circle, which no order of whole nets meets; then a net is split into one part that takes its lines in and
 * one that lets them out, joined by a line at a free place. Nothing has to run above the first part and the second has
 * to run above nothing, so neither is part of a circle any more: at most every net is split once.
 */
export interface Span {
  readonly net: number;
  /** Of a net that is split: what takes its lines in, and what lets them out. */
  readonly part: 'whole' | 'upper' | 'lower';
  /** Where lines come in from the row above and where they go on to the row below, as numbers from the left. */
  readonly tops: readonly number[];
  readonly bottoms: readonly number[];
  readonly left: number;
  readonly right: number;
}

/** Spans so that each comes after all that must run above it. */
export interface Separated {
  readonly spans: readonly Span[];
  readonly isDemanded: (upper: Span, lower: Span) => boolean;
}

/** Lines this near to one another look like one. */
export const nearness = 7;

/** A span of its own for each part. `tops` and `bottoms` are not both empty. */
export function spanOf({ net, part, tops, bottoms }: Omit<Span, 'left' | 'right'>): Span {
  const pins = [...tops, ...bottoms];
  return { net, part, tops, bottoms, left: Math.min(...pins), right: Math.max(...pins) };
}

/**
 * Orders spans by what must run above what, from left to right where nothing is demanded, and splits as many as that
 * takes. `passing` are the places of lines that go through the gap beside them.
 */
export function separated(whole: readonly Span[], passing: readonly number[]): Separated {
  let spans = whole.toSorted((one, other) => one.left - other.left || one.net - other.net);
  for (;;) {
    const below = demandsOf(spans);
    const { order, circle } = sorted(spans, below);
    const [first, ...others] = circle;
    if (first === undefined) {
      return { spans: order, isDemanded: (upper, lower) => below.get(upper)?.has(lower) === true };
    }
    // The widest has the most room for the line between its parts.
    const widest = others.reduce((most, span) => (width(span) > width(most) ? span : most), first);
    const parts = split(widest, freePlace(widest, spans, passing));
    spans = spans.flatMap((span) => (span === widest ? parts : [span]));
  }
}

const width = ({ left, right }: Span): number => right - left;

type Demands = ReadonlyMap<Span, ReadonlySet<Span>>;

/** For each span those that must run below it. */
function demandsOf(spans: readonly Span[]): Demands {
  const below = new Map(spans.map((span) => [span, new Set<Span>()] as const));
  const bottoms = spans
    .flatMap((span) => span.bottoms.map((x) => ({ x, span })))
    .sort((one, other) => one.x - other.x);
  const tops = spans.flatMap((span) => span.tops.map((x) => ({ x, span })));
  let first = 0;
  for (const { x, span } of tops.sort((one, other) => one.x - other.x)) {
    while ((bottoms[first]?.x ?? Infinity) <= x - nearness) first += 1;
    for (let index = first; (bottoms[index]?.x ?? Infinity) < x + nearness; index++) {
      const lower = bottoms[index]?.span;
      if (lower !== undefined && lower.net !== span.net) below.get(span)?.add(lower);
    }
  }
  for (const upper of spans.filter(({ part }) => part === 'upper')) {
    const lower = spans.find(({ net, part }) => net === upper.net && part === 'lower');
    if (lower !== undefined) below.get(upper)?.add(lower);
  }
  return below;
}

/** The spans by their demands, after Kahn; if that is impossible, the spans of one circle. */
function sorted(
  spans: readonly Span[],
  below: Demands,
): { readonly order: readonly Span[]; readonly circle: readonly Span[] } {
  const waitsFor = new Map(spans.map((span) => [span, new Set<Span>()] as const));
  for (const [upper, lowers] of below) for (const lower of lowers) waitsFor.get(lower)?.add(upper);
  const order = spans.filter((span) => waitsFor.get(span)?.size === 0);
  for (const upper of order) {
    for (const lower of below.get(upper) ?? []) {
      const waiting = waitsFor.get(lower);
      waiting?.delete(upper);
      if (waiting?.size === 0) order.push(lower);
    }
  }
  if (order.length === spans.length) return { order, circle: [] };
  // Everything that is left waits for something that is left: going back from any of it leads into a circle.
  const way: Span[] = [];
  let next = spans.find((span) => (waitsFor.get(span)?.size ?? 0) > 0);
  while (next !== undefined && !way.includes(next)) {
    way.push(next);
    [next] = waitsFor.get(next) ?? [];
  }
  return { order, circle: next === undefined ? way : way.slice(way.indexOf(next)) };
}

function split({ net, tops, bottoms }: Span, place: number): readonly Span[] {
  return [
    spanOf({ net, part: 'upper', tops, bottoms: [place] }),
    spanOf({ net, part: 'lower', tops: [place], bottoms }),
  ];
}

/** The place nearest to the middle of a span that is not near any line that comes in, goes on or passes. */
function freePlace({ left, right }: Span, spans: readonly Span[], passing: readonly number[]): number {
  const taken = [...passing, ...spans.flatMap(({ tops, bottoms }) => [...tops, ...bottoms])];
  const middle = Math.round((left + right) / 2);
  const places = [middle, ...taken.flatMap((x) => [x - nearness, x + nearness])];
  const free = places.filter((place) => taken.every((x) => Math.abs(x - place) >= nearness));
  const far = (place: number): number => Math.abs(place - middle);
  // Left of everything that is taken there is always one.
  return free.reduce((best, place) => (far(place) < far(best) ? place : best), free[0] ?? middle);
}
