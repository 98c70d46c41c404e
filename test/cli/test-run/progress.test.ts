/** How far a long run is. */
import { progressOf } from '../../../src/cli/test-run/progress.ts';

function watched() {
  const shown: string[] = [];
  const clock = { at: 0 };
  const progress = progressOf(
    (line) => shown.push(line),
    () => clock.at,
  );
  return {
    shown,
    progress,
    at: (time: number, done: number): void => {
      clock.at = time;
      progress.tell(done, 40, 'busy\u001b[2J');
    },
  };
}

test('nothing is shown in the first second, and nothing is to be cleared then', () => {
  const { shown, progress, at } = watched();
  at(0, 0);
  at(999, 9);
  progress.end();
  expect(shown).toEqual([]);
});

test('after that it says how many are done and which one runs, ten times a second at most', () => {
  const { shown, progress, at } = watched();
  at(1_000, 10);
  at(1_099, 11);
  at(1_100, 12);
  progress.end();
  expect(shown).toEqual(['10 of 40: busy[2J', '12 of 40: busy[2J', '']);
});

test('where nobody watches nothing happens', () => {
  const progress = progressOf(undefined, () => 5_000);
  expect(() => {
    progress.tell(1, 2, 'busy');
    progress.end();
  }).not.toThrow();
});
