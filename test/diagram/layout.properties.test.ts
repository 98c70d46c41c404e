import * as fc from 'fast-check';
import type { Point, Rectangle } from '../../src/diagram/layout/geometry.ts';
import { layOut } from '../../src/diagram/layout/layout.ts';
import type { Layout } from '../../src/diagram/layout/layout.ts';
import type { LayoutInput } from '../../src/diagram/layout/layout-input.ts';
import { randomGraph } from './random-graph.ts';

const graphs = randomGraph(60);
const tolerance = 0.01;

const overlap = (one: Rectangle, other: Rectangle): boolean =>
  one.width > 0 &&
  other.width > 0 &&
  one.x + one.width > other.x + tolerance &&
  other.x + other.width > one.x + tolerance &&
  one.y + one.height > other.y + tolerance &&
  other.y + other.height > one.y + tolerance;

const segments = (line: readonly Point[]) => line.slice(1).map((end, index) => [line[index]!, end] as const);

/** The stretch of a segment as a rectangle that is as thin as it is. */
const stretch = ([start, end]: readonly [Point, Point]): Rectangle => ({
  x: Math.min(start.x, end.x) - 0.1,
  y: Math.min(start.y, end.y) - 0.1,
  width: Math.abs(start.x - end.x) + 0.2,
  height: Math.abs(start.y - end.y) + 0.2,
});

const inner = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: x + 1,
  y: y + 1,
  width: width - 2,
  height: height - 2,
});

const always = (holds: (layout: Layout, input: LayoutInput) => void, runs = 60) =>
  fc.assert(
    fc.property(graphs, (input) => {
      holds(layOut(input), input);
    }),
    { numRuns: runs },
  );

test('boxes and labels never overlap (L1)', () => {
  always(({ boxes, labels }) => {
    const all = [...boxes, ...labels];
    const overlapping = all.flatMap((one, index) =>
      all.slice(index + 1).filter((other) => overlap(one, other)),
    );
    expect(overlapping).toEqual([]);
  });
});

test('no line runs through a box, nor through the label of another line (L1)', () => {
  always(({ boxes, labels, lines }) => {
    const crossed = lines.flatMap((line, link) => {
      const foreign = [...boxes, ...labels.filter(({ width }, other) => other !== link && width > 0)].map(
        inner,
      );
      return segments(line)
        .map(stretch)
        .flatMap((segment) => foreign.filter((rectangle) => overlap(segment, rectangle)));
    });
    expect(crossed).toEqual([]);
  });
});

test('every line leads down from its first box, through its label, to the top of its last box (L2)', () => {
  always(({ boxes, labels, lines }, { links }) => {
    for (const [index, { from, to }] of links.entries()) {
      const line = lines[index]!;
      const [first, last, label] = [boxes[from]!, boxes[to]!, labels[index]!];
      expect(line[0]).toEqual({
        x: expect.closeTo(first.x + first.width / 2, 3),
        y: expect.closeTo(first.y + first.height, 3),
      });
      expect(line.at(-1)).toEqual({
        x: expect.closeTo(last.x + last.width / 2, 3),
        y: expect.closeTo(last.y, 3),
      });
      const middle = { x: label.x + label.width / 2, y: label.y + label.height / 2 };
      const passes = segments(line).some(
        ([start, end]) =>
          Math.abs(start.x - middle.x) < tolerance &&
          Math.abs(end.x - middle.x) < tolerance &&
          Math.min(start.y, end.y) <= middle.y + tolerance &&
          middle.y - tolerance <= Math.max(start.y, end.y),
      );
      expect(passes).toBe(true);
      for (const [start, end] of segments(line)) expect(start.x === end.x || start.y === end.y).toBe(true);
      expect(line[1]!.y).toBeGreaterThan(line[0]!.y);
      expect(line.at(-2)!.y).toBeLessThan(last.y);
    }
  });
});

test('exactly the links that lead back go up, right of every box between (L3)', () => {
  always(({ boxes, lines, isBack }, { links }) => {
    for (const index of links.keys()) {
      const rising = segments(lines[index]!).filter(([start, end]) => end.y < start.y);
      expect(rising).toHaveLength(isBack[index] === true ? 1 : 0);
      for (const [start, end] of rising) {
        const between = boxes.filter(({ y, height }) => y < start.y && y + height > end.y);
        for (const { x, width } of between) expect(x + width).toBeLessThan(start.x);
      }
    }
  });
});

test('lines that lead to different boxes keep a distance that is seen (L4)', () => {
  let pairs = 0;
  always((layout, input) => {
    const pieces = piecesOf(layout, input);
    pairs += (pieces.length * pieces.length) / 2;
    expect(tooNear(pieces)).toEqual([]);
  }, 30);
  expect(pairs).toBeGreaterThan(100_000);
});

test('where a line out of a loop comes into a net that is split, it keeps that distance too (L4)', () => {
  const size = { width: 60, height: 20 };
  const links = loopsIntoSplitNet.map(([from, to, width = 0]) => ({
    from,
    to,
    label: { width, height: width === 0 ? 0 : 20 },
  }));
  const input = { boxes: Array.from({ length: 12 }, () => size), links, roots: [11] };
  expect(tooNear(piecesOf(layOut(input), input))).toEqual([]);
});

/** Links by the boxes that they lead from and to, some with the width of their label. */
const loopsIntoSplitNet: readonly (readonly [from: number, to: number, width?: number])[] = [
  [9, 0],
  [0, 6, 20],
  [0, 1],
  [2, 6],
  [11, 5],
  [6, 10],
  [5, 2],
  [10, 4],
  [9, 10],
  [0, 8, 51],
  [1, 9],
  [5, 7],
  [11, 3],
  [3, 0],
  [0, 4, 145],
  [1, 7, 60],
  [1, 1, 66],
  [5, 9],
  [11, 1],
  [1, 6, 186],
  [1, 10],
  [10, 8],
  [0, 11, 80],
  [9, 7],
];

interface Piece {
  readonly to: number;
  /** The box that it leads out of, down to the row of the labels; null below that. */
  readonly out: number | null;
  readonly isAcross: boolean;
  readonly place: Rectangle;
}

/** Pairs of pieces that run side by side nearer than 7 pixels though they lead to different boxes. */
const tooNear = (pieces: readonly Piece[]) =>
  pieces.flatMap((one, index) =>
    pieces
      .slice(index + 1)
      .filter(
        (other) =>
          one.to !== other.to &&
          one.isAcross === other.isAcross &&
          // Lines out of one box are one line until the row of their labels.
          (one.out === null || one.out !== other.out) &&
          distanceOf(one.place, other.place) < 7,
      )
      .map((other) => [one, other]),
  );

const piecesOf = (layout: Layout, { links }: LayoutInput): readonly Piece[] =>
  links.flatMap((link, index) => piecesOfLine(layout, link, index));

/** A line piece by piece, cut where it comes to its label. */
function piecesOfLine(
  { lines, labels }: Layout,
  { from, to }: LayoutInput['links'][number],
  link: number,
): readonly Piece[] {
  const { x, y, width } = labels[link]!;
  const isCut = ([start, end]: readonly [Point, Point]): boolean =>
    Math.abs(start.x - x - width / 2) < tolerance && start.x === end.x && start.y <= y && y <= end.y;
  const all = segments(lines[link]!);
  const cut = all.findIndex(isCut);
  expect(cut).not.toBe(-1);
  return all.flatMap(([start, end], index): readonly Piece[] => {
    const piece = (from: Point, to: Point) => ({
      isAcross: start.y === end.y,
      place: {
        x: Math.min(from.x, to.x),
        y: Math.min(from.y, to.y),
        width: Math.abs(from.x - to.x),
        height: Math.abs(from.y - to.y),
      },
    });
    const at = { x: start.x, y };
    if (index < cut) return [{ to, out: from, ...piece(start, end) }];
    if (index > cut) return [{ to, out: null, ...piece(start, end) }];
    return [
      { to, out: from, ...piece(start, at) },
      { to, out: null, ...piece(at, end) },
    ];
  });
}

/** How far two places are from one another, along or across. */
const distanceOf = (one: Rectangle, other: Rectangle): number =>
  Math.max(
    one.x - other.x - other.width,
    other.x - one.x - one.width,
    one.y - other.y - other.height,
    other.y - one.y - one.height,
  );

test('everything lies within the size of the drawing', () => {
  always(({ boxes, labels, lines, width, height }) => {
    const corners = [
      ...lines.flat(),
      ...[...boxes, ...labels].flatMap((each) => [each, { x: each.x + each.width, y: each.y + each.height }]),
    ];
    const outside = corners.filter(
      ({ x, y }) => x < -tolerance || y < -tolerance || x > width + tolerance || y > height + tolerance,
    );
    expect(outside).toEqual([]);
  });
});

test('the same graph is laid out the same way every time', () => {
  fc.assert(
    fc.property(graphs, (input) => {
      expect(layOut(structuredClone(input))).toEqual(layOut(input));
    }),
    { numRuns: 30 },
  );
});

test('nothing at all has no size', () => {
  expect(layOut({ boxes: [], links: [], roots: [] })).toEqual({
    width: 0,
    height: 0,
    boxes: [],
    labels: [],
    lines: [],
    isBack: [],
  });
});
