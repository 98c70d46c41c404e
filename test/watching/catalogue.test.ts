/** What the page for who is on call says is told is what the code tells. */
import { eventDimensions, metrics, spanDimensions } from '../../src/telemetry/index.ts';
import { toldBy } from './watched.ts';

const sorted = (names: readonly string[]): readonly string[] => [...names].sort();

const told = {
  event: eventDimensions,
  metric: Object.fromEntries(Object.entries(metrics).map(([name, { dimensions }]) => [name, dimensions])),
  span: spanDimensions,
} as const;

test.each(['event', 'metric', 'span'] as const)(
  'every %s of the catalogue is on the page with its dimensions, and no other',
  (heading) => {
    const expected = Object.entries(told[heading]).map(([name, dimensions]) => [name, sorted(dimensions)]);
    const page = [...toldBy(heading)].map(([name, dimensions]) => [name, sorted(dimensions)]);
    expect(Object.fromEntries(page)).toEqual(Object.fromEntries(expected));
  },
);
