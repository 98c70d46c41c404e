import type { VectorOutcome } from './support/vector-driver.ts';
import { playVector } from './support/vector-driver.ts';
import { withoutDetails } from './support/vector-trace.ts';
import type { Vector } from './support/vectors.ts';
import { expandExpected, readVectors } from './support/vectors.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

/** Batching is a matter of timing: in these recordings, events raised one after the other arrived together. */
const batched = new Set(['s4c', 's8a']);

/** Time that passed between steps of a recording, where a timer shows it. */
const elapsed: Record<string, Record<number, number>> = { s2k2: { 5: 100 } };

/** Both are right, the recording holds the one that happened. */
const alternatives: Record<string, unknown> = { s3c2: ['Error', "Activity function 'boom' failed:  x "] };

/** Where 3.14.1 and 3.19.0 differ, the host does as 3.19.0: it fails what 3.14.1 leaves running for ever. */
const failsInsteadOfHanging = ['s6b-emptyError', 's6b-string', 's6b-object'];

const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (_, item: unknown) =>
      typeof item === 'string' ? withoutDetails(item) : item,
    ),
  );

function recordedHttp(vector: Vector): unknown {
  return JSON.parse(
    JSON.stringify(vector.http).replaceAll('$id', `${vector.id}-RUN`).replaceAll('$nope', 'nope'),
  );
}

function withoutTimes(http: VectorOutcome['http']): unknown {
  return JSON.parse(
    JSON.stringify(http, (key, value: unknown) =>
      /^(created|lastUpdated)Time$/.test(key) ? '<time>' : value,
    ),
  );
}

describe('the embedded host against recordings of the real extension', () => {
  const vectors = readVectors();

  test('there are 94 of them', () => {
    expect(vectors).toHaveLength(94);
    expect(vectors.filter(({ expectedOn3_19 }) => expectedOn3_19 !== undefined).map(({ id }) => id)).toEqual(
      failsInsteadOfHanging,
    );
  });

  test.each(vectors.map((vector) => [vector.id, vector.title, vector] as const))(
    '%s %s',
    async (id, _, vector) => {
      const outcome = await playVector(vector, { batched: batched.has(id), elapsed: elapsed[id] ?? {} });
      const expected = vector.expectedOn3_19 ?? vector.expected;

      if (expected.runtimeStatus !== undefined) {
        expect([plain(expected.output), plain(alternatives[id] ?? expected.output)]).toContainEqual(
          plain(outcome.output),
        );
        expect({ runtimeStatus: outcome.runtimeStatus, customStatus: outcome.customStatus }).toEqual({
          runtimeStatus: expected.runtimeStatus,
          customStatus: expandExpected(expected.customStatus),
        });
      }
      if (vector.exactBatching && vector.orderOfEvents !== undefined) {
        expect(outcome.trace).toEqual(plain(vector.orderOfEvents));
      }
      if (vector.http !== undefined) expect(withoutTimes(outcome.http)).toEqual(recordedHttp(vector));
      if (!vector.deterministic) return;
      if (Array.isArray(vector.activityCalls)) {
        expect([...outcome.activityCalls].sort()).toEqual([...vector.activityCalls].sort());
      } else {
        expect(outcome.activityCalls).toHaveLength(vector.activityCalls.count);
      }
    },
  );
});
