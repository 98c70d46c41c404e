/** Graphs of up to 60 boxes of all sizes, with loops, parts that nothing connects, and lines that pass many rows. */
import * as fc from 'fast-check';
import type { LayoutInput } from '../../src/diagram/layout/layout-input.ts';

const size = (least: number, most: number) =>
  fc.record({ width: fc.integer({ min: least, max: most }), height: fc.integer({ min: 20, max: 110 }) });
const label = fc.oneof(
  fc.record({ width: fc.integer({ min: 20, max: 200 }), height: fc.constantFrom(20, 34, 48) }),
  fc.constant({ width: 0, height: 0 }),
);

/** Links as a flow has them: no two from one box to the same box. */
export const randomGraph = (mostBoxes: number): fc.Arbitrary<LayoutInput> =>
  fc
    .record({
      boxes: fc.array(size(60, 230), { minLength: 1, maxLength: mostBoxes, size: 'max' }),
      ends: fc.array(fc.tuple(fc.nat(), fc.nat(), label), { maxLength: 2 * mostBoxes, size: 'max' }),
      nearby: fc.boolean(),
      roots: fc.array(fc.nat(), { maxLength: 4 }),
    })
    .map(({ boxes, ends, nearby, roots }) => {
      const links = ends.map(([from, to, size]) => {
        const start = from % boxes.length;
        const end = nearby ? (start + (to % 7) - 2 + boxes.length) % boxes.length : to % boxes.length;
        return { from: start, to: end, label: size };
      });
      const distinct = new Map(links.map((link) => [`${link.from}-${link.to}`, link]));
      return { boxes, links: [...distinct.values()], roots: roots.map((root) => root % boxes.length) };
    });
