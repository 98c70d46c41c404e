import * as fc from 'fast-check';
import { layOut } from '../../src/diagram/layout/layout.ts';
import type { Layout, LayoutInput, Point, Rectangle } from '../../src/diagram/layout/layout.ts';
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

test('lines that lead to different boxes never lie on top of one another', () => {
  let overlaps = 0;
  let pairs = 0;
  always(({ lines }, { links }) => {
    const pieces = lines.flatMap((line, link) =>
      segments(line).map(([start, end]) => ({ start, end, link: links[link]! })),
    );
    for (const [index, one] of pieces.entries()) {
      for (const other of pieces.slice(index + 1)) {
        if (one.link.to === other.link.to || one.link.from === other.link.from) continue;
        pairs += 1;
        if (collinear(one, other)) overlaps += 1;
      }
    }
  }, 30);
  expect(pairs).toBeGreaterThan(1_000);
  expect(overlaps / pairs).toBeLessThan(1e-5);
});

interface Piece {
  readonly start: Point;
  readonly end: Point;
}

/** Whether two pieces share more than a point. */
function collinear(one: Piece, other: Piece): boolean {
  const across = one.start.y === one.end.y;
  if (across !== (other.start.y === other.end.y)) return false;
  const line = (piece: Piece) => (across ? piece.start.y : piece.start.x);
  if (Math.abs(line(one) - line(other)) > 1) return false;
  const [a, b] = across ? [one.start.x, one.end.x] : [one.start.y, one.end.y];
  const [c, d] = across ? [other.start.x, other.end.x] : [other.start.y, other.end.y];
  return Math.min(Math.max(a, b), Math.max(c, d)) - Math.max(Math.min(a, b), Math.min(c, d)) > 2;
}

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
