import { playVector } from './support/vector-driver.ts';
import { withoutDetails } from './support/vector-trace.ts';
import { expandExpected, readVectors } from './support/vectors.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, { virtual: true });

/** Batching is a matter of timing: in these recordings, events raised one after the other arrived together. */
const batched = new Set<string>([]);

const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (_, item: unknown) => (typeof item === 'string' ? withoutDetails(item) : item)),
  );

describe('the embedded host against recordings of the real extension', () => {
  test.each(readVectors().map((vector) => [vector.id, vector.title, vector] as const))('%s %s', async (id, _, vector) => {
    const outcome = await playVector(vector, { batched: batched.has(id) });
    const expected = vector.expectedOn3_19 ?? vector.expected;

    if (expected.runtimeStatus !== undefined) {
      expect({
        runtimeStatus: outcome.runtimeStatus,
        output: plain(outcome.output),
        customStatus: outcome.customStatus,
      }).toEqual({
        runtimeStatus: expected.runtimeStatus,
        output: plain(expected.output),
        customStatus: expandExpected(expected.customStatus),
      });
    }
    if (vector.exactBatching) expect(outcome.trace).toEqual(vector.orderOfEvents ?? outcome.trace);
    if (vector.deterministic && vector.http !== undefined) expect(outcome.http).toEqual(vector.http);
    if (!vector.deterministic) return;
    if (Array.isArray(vector.activityCalls)) {
      expect([...outcome.activityCalls].sort()).toEqual([...vector.activityCalls].sort());
    } else {
      expect(outcome.activityCalls).toHaveLength(vector.activityCalls.count);
    }
  });
});
