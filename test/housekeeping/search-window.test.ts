/** Where old instances are looked for: everywhere, with few requests, and never for much at once. */
import { instant } from '../../src/call/index.ts';
import { firstWindow, nextWindow } from '../../src/housekeeping/search-window.ts';
import type { SearchWindow } from '../../src/housekeeping/search-window.ts';

const now = Date.UTC(2026, 10, 22, 3);

/** The windows of a store with so many instances created in each. */
function windows(countIn: (window: SearchWindow) => number, before = now): readonly SearchWindow[] {
  const all: SearchWindow[] = [];
  let window: SearchWindow | null = firstWindow(instant(before));
  while (window !== null) {
    all.push(window);
    window = nextWindow(window, countIn(window));
  }
  return all;
}

test('the windows leave nothing out, from the youngest to the oldest', () => {
  const all = windows(({ to }) => (to % 7 === 0 ? 300 : to % 40), Date.UTC(2026, 2, 1));
  expect(all[0]?.to).toBe(Date.UTC(2026, 2, 1));
  expect(all.at(-1)?.from).toBe(Date.UTC(2026, 0, 1));
  for (const [index, { from, to }] of all.entries()) {
    expect(from).toBeLessThan(to);
    if (index > 0) expect(to).toBe(all[index - 1]?.from);
  }
});

test('a store without anything old is looked through in sixty requests', () => {
  expect(windows(() => 0, Date.UTC(2036, 0, 1)).length).toBeLessThan(60);
});

test('behind nights and weekends without calls no window takes a busy day at once', () => {
  const minute = 60_000;
  const weeks = 4 * 7 * 24 * 60;
  // Ten calls a minute from 8 to 18 on weekdays, for four weeks: how many there are before each minute.
  const before = [0];
  for (let back = 0; back < weeks; back += 1) {
    const at = new Date(now - (back + 1) * minute);
    const isBusy = ![0, 6].includes(at.getUTCDay()) && at.getUTCHours() >= 8 && at.getUTCHours() < 18;
    before.push((before[back] ?? 0) + (isBusy ? 10 : 0));
  }
  const until = (at: number): number => before[Math.min(weeks, Math.floor((now - at) / minute))] ?? 0;
  const found = ({ from, to }: SearchWindow): number => until(from) - until(to);
  const all = windows(found);
  expect(Math.max(...all.map(found))).toBeLessThanOrEqual(1_200);
  expect(all.reduce((sum, window) => sum + found(window), 0)).toBe(120_000);
  expect(all.length).toBeLessThan(4_000);
});
