import { cellsOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { centresOf } from './coordinates.ts';
import type { Point, Rectangle, Size } from './geometry.ts';
import { layering } from './layering.ts';
import type { LayoutInput } from './layout-input.ts';
import { orderRows } from './ordering.ts';
import { assignTracks } from './routing.ts';
import type { Net, Route, Tracks } from './routing.ts';

/**
 * Where everything of a diagram stands: a layered drawing (Sugiyama, Tagawa, Toda), from top to bottom.
 *
 * L1  No box or label lies on another, and no line runs through a box: boxes and labels stand in rows, in which lines
 *     have places of their own, and lines run across between the rows only.
 * L2  A line begins at the bottom of its first box, passes its own label and ends at the top of its last box.
 * L3  Links that lead back go up on the right of everything between.
 * L4  Lines that lead to different boxes never lie on top of one another: where they run side by side they keep 7 pixels
 *     between them. Only lines out of one box share their way, and only as far as the row of their labels.
 */
export interface Layout extends Size {
  readonly boxes: readonly Rectangle[];
  readonly labels: readonly Rectangle[];
  /** Of each link the corners of its line, from its first box to its last. */
  readonly lines: readonly (readonly Point[])[];
  readonly isBack: readonly boolean[];
}

const trackDistance = 11;
const gapAroundTracks = 13;
/** Between rows that only straight lines connect. */
const emptyGap = 17;
/** Room for the head of an arrow. */
const gapAboveBoxes = 8;
const loopDistance = 20;

/** Lays a graph out. The same input gives the same layout; the origin is its upper left corner. */
export function layOut(input: LayoutInput): Layout {
  const { rows: boxRows, isBack } = layering(input.boxes.length, input.links, input.roots);
  const cells = cellsOf(input, { rows: boxRows, isBack });
  const rows = orderRows(cells);
  const centres = centresOf(cells, rows);
  const loops = loopLines(cells, centres);
  const gaps = gapsOf(input, cells, centres, loops);
  const tracks = new Map([...gaps].map(([gap, nets]) => [gap, tracksOf(gap, nets, cells, loops)]));
  const { tops, height } = rowTops(cells, tracks);
  const rectangle = (number: number): Rectangle => {
    const { row, size } = cells.cells[number] ?? { row: 0, size: { width: 0, height: 0 } };
    return { x: (centres[number] ?? 0) - size.width / 2, y: tops(row), ...size };
  };
  const boxes = cells.boxes.map(rectangle);
  const labels = cells.labels.map(rectangle);
  const across = acrossGaps(gaps, tracks, tops);
  const lines = input.links.map((_, link) =>
    corners(lineOf(input, cells, centres, loops, link, across, tops)),
  );
  const { left, right } = extent([...boxes, ...labels], lines);
  const moved = <Place extends Point>(place: Place): Place => ({ ...place, x: place.x - left });
  return {
    width: right - left,
    height,
    boxes: boxes.map(moved),
    labels: labels.map(moved),
    lines: lines.map((line) => line.map(moved)),
    isBack,
  };
}

/** How far everything reaches to the left and to the right. */
function extent(
  rectangles: readonly Rectangle[],
  lines: Layout['lines'],
): { readonly left: number; readonly right: number } {
  const sides = [...rectangles.flatMap(({ x, width }) => [x, x + width]), ...lines.flat().map(({ x }) => x)];
  if (sides.length === 0) return { left: 0, right: 0 };
  return {
    left: sides.reduce((least, x) => Math.min(least, x), Infinity),
    right: sides.reduce((most, x) => Math.max(most, x), -Infinity),
  };
}

/** The corners of a net's line through a gap, which comes in from above or, going on up, from below. */
type Across = (
  gap: number,
  net: string,
  from: 'above' | 'below',
  start: number,
  end: number,
) => readonly Point[];

/** Where each loop goes up: right of every row that it passes, and of the loops inside it. */
function loopLines({ cells, rows, loops }: Cells, centres: readonly number[]): ReadonlyMap<number, number> {
  const rights = rows.map((row) =>
    row.reduce(
      (most, number) => Math.max(most, (centres[number] ?? 0) + (cells[number]?.size.width ?? 0) / 2),
      -Infinity,
    ),
  );
  const inside = loops.toSorted(
    (one, other) =>
      one.bottom - one.top - (other.bottom - other.top) || one.top - other.top || one.box - other.box,
  );
  const lines = new Map<number, number>();
  for (const { box, top, bottom } of inside) {
    const passed = rights.slice(top, bottom + 1);
    const line = Math.max(...passed) + loopDistance;
    lines.set(box, line);
    rights.fill(line, top, bottom + 1);
  }
  return lines;
}

type Gaps = ReadonlyMap<number, ReadonlyMap<string, Net>>;

/** The nets of each gap, by the row above it; -1 is above the first row. */
function gapsOf(
  { links }: LayoutInput,
  { cells, boxes, labels, trunksOf, loops }: Cells,
  centres: readonly number[],
  loopLine: ReadonlyMap<number, number>,
): Gaps {
  const gaps = new Map<number, Map<string, { tops: number[]; bottoms: number[] }>>();
  const pin = (gap: number, key: string, side: 'tops' | 'bottoms', x: number | undefined): void => {
    const nets = gaps.get(gap) ?? new Map<string, { tops: number[]; bottoms: number[] }>();
    gaps.set(gap, nets);
    const net = nets.get(key) ?? { tops: [], bottoms: [] };
    nets.set(key, net);
    if (x !== undefined && !net[side].includes(x)) net[side].push(x);
  };
  const tops = new Map(loops.map(({ box, top }) => [box, top]));
  for (const [link, { from, to }] of links.entries()) {
    const label = labels[link] ?? 0;
    const row = cells[label]?.row ?? 0;
    pin(row - 1, outOf(from), 'tops', centres[boxes[from] ?? 0]);
    pin(row - 1, outOf(from), 'bottoms', centres[label]);
    const loop = cells[label]?.isBack === true ? loopLine.get(to) : undefined;
    if (loop !== undefined) {
      pin(row, backTo(to), 'tops', centres[label]);
      pin(row, backTo(to), 'tops', loop);
      const above = (tops.get(to) ?? 0) - 1;
      pin(above, into(to), 'bottoms', loop);
      pin(above, into(to), 'bottoms', centres[boxes[to] ?? 0]);
      continue;
    }
    const way = [label, ...trunksOf(link), boxes[to] ?? 0];
    for (const [step, cell] of way.entries()) {
      if (step > 0) pin(row + step - 1, into(to), 'bottoms', centres[cell]);
      if (step < way.length - 1) pin(row + step, into(to), 'tops', centres[cell]);
    }
  }
  return gaps;
}

const outOf = (box: number): string => `out of ${box}`;
const into = (box: number): string => `into ${box}`;
const backTo = (box: number): string => `back to ${box}`;

/** The tracks of a gap; loops that go up further, and come from further below, pass it. */
function tracksOf(
  gap: number,
  nets: ReadonlyMap<string, Net>,
  { loops }: Cells,
  loopLine: ReadonlyMap<number, number>,
): Tracks {
  const passing = loops.filter(({ top, bottom }) => top <= gap && gap < bottom);
  return assignTracks(
    [...nets.values()],
    passing.flatMap(({ box }) => loopLine.get(box) ?? []),
  );
}

const gapBelow = (gap: number, tracks: Tracks | undefined): number => {
  const count = tracks?.count ?? 0;
  const used = count === 0 ? emptyGap : 2 * gapAroundTracks + (count - 1) * trackDistance;
  if (gap === -1 && count === 0) return 0;
  // Above rows of boxes, which have even numbers, there is room for arrows.
  return gap % 2 === 0 ? used : used + gapAboveBoxes;
};

/** The upper edge of each row, and the height of all. */
function rowTops({ cells, rows }: Cells, tracks: ReadonlyMap<number, Tracks>) {
  const edges: number[] = [];
  let y = gapBelow(-1, tracks.get(-1));
  for (const [number, row] of rows.entries()) {
    edges.push(y);
    y += row.reduce((most, cell) => Math.max(most, cells[cell]?.size.height ?? 0), 0);
    y += number === rows.length - 1 && !tracks.has(number) ? 0 : gapBelow(number, tracks.get(number));
  }
  return { tops: (row: number): number => edges[row] ?? y, height: y };
}

/** Where each net runs across, by gap and net. */
function acrossGaps(gaps: Gaps, tracks: ReadonlyMap<number, Tracks>, tops: (row: number) => number): Across {
  const routes = new Map(
    [...gaps].map(([gap, nets]) => [
      gap,
      new Map([...nets.keys()].map((net, index) => [net, tracks.get(gap)?.routes[index]] as const)),
    ]),
  );
  return (gap, net, from, start, end) => {
    const first = tops(gap + 1) - gapBelow(gap, tracks.get(gap)) + gapAroundTracks;
    const route: Route = routes.get(gap)?.get(net) ?? { kind: 'straight' };
    const on = (track: number, x: number): Point => ({ x, y: first + track * trackDistance });
    if (route.kind === 'straight' || start === end) return [];
    if (route.kind === 'across') return [on(route.track, start), on(route.track, end)];
    const { upper, joint, lower } = route;
    if (from === 'below') return [on(lower, start), on(lower, end)];
    return [on(upper, start), on(upper, joint), on(lower, joint), on(lower, end)];
  };
}

function lineOf(
  { links }: LayoutInput,
  { cells, boxes, labels, trunksOf, loops }: Cells,
  centres: readonly number[],
  loopLine: ReadonlyMap<number, number>,
  link: number,
  across: Across,
  tops: (row: number) => number,
): readonly Point[] {
  const { from, to } = links[link] ?? { from: 0, to: 0 };
  const label = labels[link] ?? 0;
  const row = cells[label]?.row ?? 0;
  const [start, end] = [boxes[from] ?? 0, boxes[to] ?? 0];
  const startX = centres[start] ?? 0;
  const points: Point[] = [{ x: startX, y: tops(row - 1) + (cells[start]?.size.height ?? 0) }];
  let x = startX;
  const go = (
    gap: number,
    net: string,
    next: number | undefined,
    from: 'above' | 'below' = 'above',
  ): void => {
    const target = next ?? x;
    points.push(...across(gap, net, from, x, target));
    x = target;
  };
  go(row - 1, outOf(from), centres[label]);
  const loop = loops.find(({ box }) => box === to);
  if (cells[label]?.isBack === true && loop !== undefined) {
    // Lines only come into this net, from below as from above: it is never split.
    go(row, backTo(to), loopLine.get(to));
    go(loop.top - 1, into(to), centres[end], 'below');
  } else {
    for (const [step, cell] of [...trunksOf(link), end].entries()) go(row + step, into(to), centres[cell]);
  }
  points.push({ x, y: tops(cells[end]?.row ?? 0) });
  return points;
}

/** Without the points at which a line does not turn. */
function corners(points: readonly Point[]): readonly Point[] {
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (before === undefined || after === undefined) return true;
    return !(before.x === point.x && point.x === after.x) && !(before.y === point.y && point.y === after.y);
  });
}
