import * as fc from 'fast-check';
import { instant } from '../../src/call/index.ts';
import { Timeline } from '../../src/rehearsal/timeline.ts';

test('V1: what is due runs in order of time, at one instant in the order in which it was arranged', () => {
  const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 });
  fc.assert(
    fc.property(times, (list) => {
      const timeline = new Timeline(instant(5));
      const ran: (readonly [number, number, number])[] = [];
      list.forEach((at, order) =>
        timeline.schedule(at, () => ran.push([Math.max(at, 5), order, timeline.now])),
      );
      while (timeline.runNext());
      const expected = list
        .map((at, order) => [Math.max(at, 5), order] as const)
        .sort(([one, first], [other, second]) => one - other || first - second);
      expect(ran).toEqual(expected.map(([at, order]) => [at, order, at]));
    }),
  );
});

test('what is called off does not run, and what is arranged meanwhile comes after', () => {
  const timeline = new Timeline(instant(0));
  const ran: string[] = [];
  timeline.schedule(10, () => {
    ran.push('first');
    callOff();
    timeline.schedule(10, () => ran.push('meanwhile'));
  });
  const callOff = timeline.schedule(10, () => ran.push('called off'));
  timeline.schedule(10, () => ran.push('second'));
  expect(timeline.next).toBe(10);
  while (timeline.runNext());
  expect(ran).toEqual(['first', 'second', 'meanwhile']);
  expect(timeline.next).toBeNull();
});
