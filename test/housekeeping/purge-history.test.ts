/** What a run of the housekeeping purges, on a store of a few instances. */
import { instant, milliseconds } from '../../src/call/index.ts';
import { durableStore } from '../../src/durable-store/index.ts';
import type { DurableClientPort } from '../../src/durable-store/index.ts';
import { historyPurger } from '../../src/housekeeping/index.ts';
import { randomStore } from './random-store.ts';
import type { KeptInstance, StoreTrouble } from './random-store.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 22, 12);
const healthy: StoreTrouble = { slowness: 0, failures: new Map() };

const instance = (id: string, days: number, more: Partial<KeptInstance> = {}): KeptInstance => ({
  id,
  name: id.endsWith('-cancelled') ? 'cancelled-request' : 'call',
  runtimeStatus: 'Completed',
  createdAt: now - days * day - hour,
  changedAt: now - days * day,
  ...more,
});

function housekeeping(
  kept: readonly KeptInstance[],
  trouble: StoreTrouble = healthy,
  hasCalls: () => Promise<boolean> = () => Promise.resolve(false),
) {
  const time = { now };
  const store = randomStore(kept, trouble, time);
  const logged: unknown[] = [];
  const counts: number[] = [];
  const purge = historyPurger({
    retention: milliseconds(7 * day),
    hasCalls,
    clock: () => instant(time.now),
    log: (level, event, fields) => {
      const told: Readonly<Record<string, unknown>> = fields;
      logged.push({ level, event, ...told });
      counts.push(Number(told.count));
    },
  });
  return {
    ...store,
    time,
    logged,
    counts: () => counts,
    run: (client: DurableClientPort = store.client) => purge(durableStore(client)),
  };
}

const left = ({ instances }: { readonly instances: ReadonlyMap<string, unknown> }) => [...instances.keys()];

test('what ended longer ago than the retention goes, however it ended; and it is told', async () => {
  const statuses = ['Completed', 'Failed', 'Terminated', 'Canceled'];
  const keeper = housekeeping([
    ...statuses.map((runtimeStatus) => instance(`in-${runtimeStatus}`, 7.001, { runtimeStatus })),
    ...statuses.map((runtimeStatus) => instance(`in-young-${runtimeStatus}`, 6.999, { runtimeStatus })),
  ]);
  await keeper.run();
  expect(left(keeper)).toEqual(statuses.map((status) => `in-young-${status}`));
  expect(keeper.logged).toEqual([
    { level: 'info', event: 'ivr.history.purged', count: 4, failed: 0, isComplete: true },
  ]);
});

test('it is the end that counts: a call that lasted longer stays, and so does what runs, whatever its age', async () => {
  const running = ['Running', 'Pending', 'Suspended', 'ContinuedAsNew'];
  const keeper = housekeeping([
    instance('in-long', 6, { createdAt: now - 60 * day }),
    ...running.map((runtimeStatus) => instance(`in-${runtimeStatus}`, 400, { runtimeStatus })),
  ]);
  await keeper.run();
  expect(left(keeper)).toEqual(['in-long', ...running.map((status) => `in-${status}`)]);
});

test('nothing else is touched: not the dialer, nor what others keep in the task hub', async () => {
  const keeper = housekeeping([
    instance('outbound-dialer', 30, { name: 'dial' }),
    instance('other', 30, { name: 'report' }),
  ]);
  await keeper.run();
  expect(left(keeper)).toHaveLength(2);
});

describe('requests for calls (HK2)', () => {
  const request = [instance('out-a', 20), instance('out-a-try-2', 14), instance('out-a-cancelled', 13)];

  test('its tries and its mark stay as long as a later try has not expired', async () => {
    const keeper = housekeeping([...request, instance('out-a-try-3', 6.9), instance('out-b', 8)]);
    await keeper.run();
    expect(left(keeper)).toEqual(['out-a', 'out-a-try-2', 'out-a-cancelled', 'out-a-try-3']);
    keeper.time.now += day;
    await keeper.run();
    expect(left(keeper)).toEqual([]);
  });

  test('all stay as long as calls wait that are due; calls that came in do not', async () => {
    const keeper = housekeeping([...request, instance('in-a', 8)], healthy, () => Promise.resolve(true));
    await keeper.run();
    expect(left(keeper)).toEqual(request.map(({ id }) => id));
  });
});

describe('trouble (HK3)', () => {
  const many = Array.from({ length: 300 }, (_, index) => instance(`in-${index}`, 8 + index / 100));

  test('a run ends in time, with few requests at once, and the next ones go on', async () => {
    const keeper = housekeeping(many, { slowness: 1_000, failures: new Map() });
    await keeper.run();
    expect(keeper.time.now - now).toBeLessThan(6 * 60_000);
    expect(keeper.most.requests).toBeLessThanOrEqual(10);
    expect(left(keeper).length).toBeGreaterThan(0);
    expect(keeper.logged).toMatchObject([{ level: 'info', isComplete: false }]);
    await keeper.run();
    await keeper.run();
    expect(left(keeper)).toEqual([]);
    expect(keeper.logged.at(-1)).toMatchObject({ isComplete: true });
  });

  test('a run ends in time also where all were created at once', async () => {
    const atOnce = Array.from({ length: 1_000 }, (_, index) => instance(`in-${index}`, 8));
    const keeper = housekeeping(atOnce, { slowness: 1_000, failures: new Map() });
    await keeper.run();
    expect(keeper.time.now - now).toBeLessThan(6 * 60_000);
    const rest = left(keeper).length;
    await keeper.run();
    expect(left(keeper).length).toBeLessThan(rest - 200);
  });

  test('where requests take so long that no run comes to the oldest, the next one goes on there', async () => {
    const keeper = housekeeping([instance('in-old', 250)], { slowness: 20_000, failures: new Map() });
    for (let runs = 0; runs < 8; runs += 1) await keeper.run();
    expect(left(keeper)).toEqual([]);
  });

  test('two runs at once count what each of them has purged', async () => {
    const keeper = housekeeping(many);
    await Promise.all([keeper.run(), keeper.run()]);
    expect(left(keeper)).toEqual([]);
    expect(keeper.counts().reduce((sum, count) => sum + count, 0)).toBe(300);
  });

  test('one that cannot be purged keeps no other', async () => {
    const keeper = housekeeping(many, { slowness: 0, failures: new Map([[30, 'undone']]) });
    await keeper.run();
    expect(left(keeper)).toHaveLength(1);
    expect(keeper.logged).toMatchObject([{ level: 'warn', count: 299, failed: 1, isComplete: true }]);
  });

  test('a store that purges nothing is not asked for ever', async () => {
    const keeper = housekeeping(many);
    const asked: string[] = [];
    const refusing = {
      ...keeper.client,
      purgeInstanceHistory: (id: string) => Promise.reject(new Error(String(asked.push(id)))),
    };
    await keeper.run(refusing);
    expect(asked.length).toBeLessThan(40);
    expect(keeper.logged).toMatchObject([{ level: 'warn', count: 0, isComplete: false }]);
  });

  test('where nothing of what is younger can be purged, what is older still is', async () => {
    const keeper = housekeeping([...many, instance('in-old', 100)]);
    const client = {
      ...keeper.client,
      purgeInstanceHistory: (id: string) =>
        id === 'in-old' ? keeper.client.purgeInstanceHistory(id) : Promise.reject(new Error('It is locked.')),
    };
    for (let runs = 0; runs < 40; runs += 1) await keeper.run(client);
    expect(keeper.instances.has('in-old')).toBe(false);
  });

  test('a store that cannot be reached is told, and what was purged before too', async () => {
    const keeper = housekeeping(many, { slowness: 0, failures: new Map([[1, 'undone']]) });
    await expect(keeper.run()).rejects.toThrow('ECONNREFUSED');
    expect(keeper.logged).toMatchObject([
      { event: 'ivr.history.purged', count: 0, failed: 1, isComplete: false },
    ]);
  });

  test('who never answers is not waited for', async () => {
    jest.useFakeTimers();
    const keeper = housekeeping(many, healthy, () => new Promise<boolean>(() => undefined));
    const run = expect(keeper.run()).rejects.toThrow('have not answered for 60 s');
    await jest.advanceTimersByTimeAsync(60_000);
    await run;
    jest.useRealTimers();
  });
});
