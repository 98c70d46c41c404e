/** What the page for who is on call says is told is what the code tells. */
import { eventDimensions, metrics, spanDimensions } from '../../src/telemetry/index.ts';
import { toldBy } from './watched.ts';

const sorted = (names: readonly string[]): readonly string[] => [...names].sort();

test('every event of the catalogue is on the page with its dimensions, and no other', () => {
  const expected = Object.entries(eventDimensions).map(
    ([name, dimensions]) => [name, sorted(dimensions)] as const,
  );
  const page = [...toldBy('event')].map(([name, dimensions]) => [name, sorted(dimensions)] as const);
  expect(Object.fromEntries(page)).toEqual(Object.fromEntries(expected));
});

test('so is every metric', () => {
  const expected = Object.entries(metrics).map(
    ([name, { dimensions }]) => [name, sorted(dimensions)] as const,
  );
  const page = [...toldBy('metric')].map(([name, dimensions]) => [name, sorted(dimensions)] as const);
  expect(Object.fromEntries(page)).toEqual(Object.fromEntries(expected));
});

test('so is every span', () => {
  const expected = Object.entries(spanDimensions).map(
    ([name, dimensions]) => [name, sorted(dimensions)] as const,
  );
  const page = [...toldBy('span')].map(([name, dimensions]) => [name, sorted(dimensions)] as const);
  expect(Object.fromEntries(page)).toEqual(Object.fromEntries(expected));
});
