/** Whatever is in the store and whatever fails: the right instances are purged in the end, and never another. */
import fc from 'fast-check';
import { instant, milliseconds } from '../../src/call/index.ts';
import { durableStore } from '../../src/durable-store/index.ts';
import { historyPurger } from '../../src/housekeeping/index.ts';
import { randomStore } from './random-store.ts';
import type { KeptInstance } from './random-store.ts';
import { share } from '../support/thoroughness.ts';

const hour = 3_600_000;
const retention = 7 * 24 * hour;
const start = Date.UTC(2026, 10, 22, 12);

const final = ['Completed', 'Failed', 'Terminated', 'Canceled'];
const runtimeStatus = fc.constantFrom(...final, 'Running', 'Pending', 'Suspended', 'ContinuedAsNew');
const age = fc.oneof(
  fc.integer({ min: 0, max: 14 * 24 * hour }),
  fc.integer({ min: retention - 3_000, max: retention + 3_000 }),
  fc.integer({ min: 0, max: 300 * 24 * hour }),
);
const life = fc.record({ age, length: fc.integer({ min: 0, max: 30 * hour }), runtimeStatus });
type Life = typeof life extends fc.Arbitrary<infer Value> ? Value : never;

const kept = (
  id: string,
  name: string,
  { age: ended, length, runtimeStatus: status }: Life,
): KeptInstance => ({
  id,
  name,
  runtimeStatus: status,
  createdAt: start - ended - length,
  changedAt: start - ended,
});

const requestArbitrary = fc.record({
  tries: fc.array(life, { minLength: 1, maxLength: 4 }),
  mark: fc.option(life),
});
const storeArbitrary = fc
  .record({
    incoming: fc.array(life, { maxLength: 30 }),
    requests: fc.array(requestArbitrary, { maxLength: 8 }),
    dialer: life,
    other: fc.array(life, { maxLength: 3 }),
  })
  .map(({ incoming, requests, dialer, other }): readonly KeptInstance[] => [
    ...incoming.map((one, index) => kept(`in-${index}`, 'call', one)),
    ...requests.flatMap(({ tries, mark }, index) => [
      // The one before it has ended when the next one is made: the last is the youngest.
      ...[...tries]
        .sort((one, two) => two.age - one.age)
        .map((one, number) => kept(`out-${index}${number === 0 ? '' : `-try-${number + 1}`}`, 'call', one)),
      ...(mark === null ? [] : [kept(`out-${index}-cancelled`, 'cancelled-request', mark)]),
    ]),
    kept('outbound-dialer', 'dial', dialer),
    ...other.map((one, index) => kept(`other-${index}`, 'report', one)),
  ]);

const requestOf = (id: string): string | null => /^(out-\d+)/.exec(id)?.[1] ?? null;
const attemptOf = (id: string): number =>
  id.endsWith('-cancelled') ? 0 : Number(/try-(\d+)$/.exec(id)?.[1] ?? 1);

/** Said once more, without the product's words: may this one go at this time, with these others there? */
function mayGo(one: KeptInstance, all: readonly KeptInstance[], at: number, callsWait: boolean): boolean {
  const isOld = ({ name, runtimeStatus: status, changedAt }: KeptInstance): boolean =>
    ['call', 'cancelled-request'].includes(name) && final.includes(status) && changedAt + retention <= at;
  const request = requestOf(one.id);
  if (request === null) return isOld(one);
  const later = all.filter(
    ({ id, name }) => name === 'call' && requestOf(id) === request && attemptOf(id) > attemptOf(one.id),
  );
  return !callsWait && isOld(one) && later.every(isOld);
}

const troubleArbitrary = fc.record({
  slowness: fc.constantFrom(0, 10, 500, 5_000),
  failures: fc
    .array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom('undone' as const, 'done' as const)), {
      maxLength: 40,
    })
    .map((failures) => new Map(failures)),
});

test('exactly what has expired is gone after enough runs, and nothing was purged before its time', async () => {
  await fc.assert(
    fc.asyncProperty(
      storeArbitrary,
      troubleArbitrary,
      fc.boolean(),
      async (instances, trouble, callsWait) => {
        const time = { now: start };
        const store = randomStore(instances, trouble, time);
        // Everything is looked at in one run or several; until no request has failed meanwhile.
        let [isOver, isClean, began] = [true, false, start];
        const purge = historyPurger({
          retention: milliseconds(retention),
          hasCalls: () => Promise.resolve(callsWait),
          clock: () => instant(time.now),
          log: (_level, _event, fields) => {
            const told: Readonly<Record<string, unknown>> = fields;
            isClean &&= told.failed === 0;
            isOver = told.isComplete === true;
          },
        });
        for (let runs = 0; !(isOver && isClean) && runs < 400; runs += 1) {
          if (isOver) [isClean, began] = [true, time.now];
          await purge(durableStore(store.client)).catch(() => undefined);
        }
        expect(isOver && isClean).toBe(true);
        for (const { instance, at } of store.purged)
          expect(mayGo(instance, instances, at, callsWait)).toBe(true);
        // The store tells times to the second.
        const due = instances.filter((one) => mayGo(one, instances, began - 1_000, callsWait));
        expect(due.filter(({ id }) => store.instances.has(id))).toEqual([]);
      },
    ),
    { numRuns: share(500) },
  );
});
