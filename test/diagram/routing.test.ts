import * as fc from 'fast-check';
import { assignTracks } from '../../src/diagram/layout/routing.ts';
import type { Net, Route } from '../../src/diagram/layout/routing.ts';

/** The parts of a net's lines that run down, from the track above to the track below; 1000 is the row below. */
interface Leg {
  readonly net: number;
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

const rowAbove = -1;
const rowBelow = 1_000;

function legsOf({ tops, bottoms }: Net, route: Route, net: number): readonly Leg[] {
  const legs = (places: readonly number[], from: number, to: number) =>
    places.map((x) => ({ net, x, from, to }));
  switch (route.kind) {
    case 'straight':
      return legs([...tops, ...bottoms], rowAbove, rowBelow);
    case 'across':
      return [...legs(tops, rowAbove, route.track), ...legs(bottoms, route.track, rowBelow)];
    case 'split':
      return [
        ...legs(tops, rowAbove, route.upper),
        ...legs([route.joint], route.upper, route.lower),
        ...legs(bottoms, route.lower, rowBelow),
      ];
  }
}

/** Pairs of legs of different nets that run side by side nearer than 7 pixels. */
function tooNear(nets: readonly Net[], routes: readonly Route[], passing: readonly number[]) {
  const legs = [
    ...nets.flatMap((net, index) => legsOf(net, routes[index]!, index)),
    ...passing.map((x) => ({ net: -1, x, from: rowAbove, to: rowBelow })),
  ];
  return legs.flatMap((one, index) =>
    legs
      .slice(index + 1)
      .filter(
        (other) =>
          one.net !== other.net &&
          Math.abs(one.x - other.x) < 7 &&
          Math.max(one.from, other.from) < Math.min(one.to, other.to),
      )
      .map((other) => [one, other]),
  );
}

test('a net runs above the one that goes on where its lines come in', () => {
  const nets = [
    { tops: [0], bottoms: [100] },
    { tops: [100], bottoms: [200] },
  ];
  const { routes, count } = assignTracks(nets, []);
  expect(routes).toEqual([
    { kind: 'across', track: 1 },
    { kind: 'across', track: 0 },
  ]);
  expect(count).toBe(2);
});

test('of two nets that change places one is split between its two places', () => {
  const nets = [
    { tops: [0], bottoms: [100] },
    { tops: [100], bottoms: [0] },
  ];
  expect(assignTracks(nets, [])).toEqual({
    routes: [
      { kind: 'split', upper: 0, joint: 50, lower: 2 },
      { kind: 'across', track: 1 },
    ],
    count: 3,
  });
});

test('a split net is joined beside lines that pass it', () => {
  const nets = [
    { tops: [0], bottoms: [100] },
    { tops: [100], bottoms: [0] },
    { tops: [52], bottoms: [52] },
  ];
  expect(assignTracks(nets, [45, 61]).routes).toEqual([
    { kind: 'split', upper: 0, joint: 38, lower: 2 },
    { kind: 'across', track: 1 },
    { kind: 'straight' },
  ]);
});

test('a split net takes its lines in above where it lets them out, also where that crosses more', () => {
  const nets = [
    { tops: [0, 300], bottoms: [0, 320] },
    // It changes places with both of the others, so both of the wide ones are split.
    { tops: [260, 280, 320, 420], bottoms: [300, 440] },
    { tops: [440], bottoms: [420] },
  ];
  const { routes } = assignTracks(nets, []);
  expect(routes).toEqual([
    { kind: 'split', upper: 1, joint: 160, lower: 2 },
    { kind: 'split', upper: 0, joint: 350, lower: 3 },
    { kind: 'across', track: 1 },
  ]);
  expect(tooNear(nets, routes, [])).toEqual([]);
});

/** Nets as dense as rows can be: places 8 pixels apart in each row, dealt out to a few nets. */
const denseNets = fc
  .record({
    above: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 14, size: 'max' }),
    below: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 14, size: 'max' }),
    shift: fc.integer({ min: -20, max: 20 }),
    step: fc.integer({ min: 8, max: 20 }),
    passing: fc.array(fc.nat({ max: 9 }), { maxLength: 2 }),
  })
  .map(({ above, below, shift, step, passing }) => {
    const places = (owners: readonly number[], net: number, first: number, step: number) =>
      owners.flatMap((owner, index) => (owner === net ? [first + index * step] : []));
    const nets = [0, 1, 2, 3, 4, 5].map((net) => {
      const [tops, bottoms] = [places(above, net, 0, 8), places(below, net, shift, step)];
      return tops.length + bottoms.length < 2 ? { tops: [], bottoms: [] } : { tops, bottoms };
    });
    return { nets, passing: passing.map((index) => 320 + index * 20) };
  });

test('nets never lie on top of one another, however dense they are (L4)', () => {
  let splits = 0;
  fc.assert(
    fc.property(denseNets, ({ nets, passing }) => {
      const { routes, count } = assignTracks(nets, passing);
      expect(tooNear(nets, routes, passing)).toEqual([]);
      for (const route of routes) {
        if (route.kind !== 'split') continue;
        splits += 1;
        expect(route.upper).toBeLessThan(route.lower);
        expect(route.lower).toBeLessThan(count);
      }
    }),
    { numRuns: 400 },
  );
  expect(splits).toBeGreaterThan(50);
});
