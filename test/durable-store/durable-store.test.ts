/** The durable store, behind a client that answers as the SDK's does. */
import { durableStore } from '../../src/durable-store/index.ts';
import type { DurableClientPort } from '../../src/durable-store/index.ts';
import { durableClient, durableStatus } from '../support/durable-client.ts';

const notThere = new Error('Durable Functions extension replied with HTTP 404 response.');
const conflict = new Error('The operation failed with an unexpected status code: 409. Details: {}');
const instance = { id: 'in-1', name: 'call', input: {} };

const storeWith = (answers: Partial<DurableClientPort>) => durableStore(durableClient(answers));

/** A store in which this is found, one after the other, and whose starts fail with `failure`, if any. */
function racing(statuses: (string | Error)[], failure: Error | null = null) {
  const started: unknown[] = [];
  const store = storeWith({
    getStatus: () => {
      const next = statuses.shift() ?? notThere;
      return next instanceof Error
        ? Promise.reject(next)
        : Promise.resolve(durableStatus({ runtimeStatus: next }));
    },
    startNew: (name, options) => {
      started.push([name, options]);
      return failure === null ? Promise.resolve(options.instanceId) : Promise.reject(failure);
    },
  });
  return { store, started };
}

test.each([
  ['Pending', 'pending'],
  ['Running', 'running'],
  ['ContinuedAsNew', 'running'],
  ['Suspended', 'running'],
  ['Completed', 'over'],
  ['Failed', 'over'],
  ['Terminated', 'over'],
  ['Canceled', 'over'],
  ['a word of tomorrow', 'running'],
])('an instance of the runtime status %s is %s', async (runtimeStatus, state) => {
  const status = durableStatus({ runtimeStatus, createdAt: 5_000, changedAt: 7_999 });
  const store = storeWith({ getStatus: () => Promise.resolve(status) });
  expect(await store.find('in-1')).toMatchObject({
    id: 'in-1',
    name: 'call',
    state,
    createdAt: 5_000,
    changedAt: 7_000,
  });
});

test('times are read as text and as the dates that the SDK makes of them; others are no times', async () => {
  const status = durableStatus({ runtimeStatus: 'Running', createdAt: 5_000 });
  const withTime = (createdTime: unknown) =>
    storeWith({ getStatus: () => Promise.resolve({ ...status, createdTime }) }).find('in-1');
  expect(await withTime(new Date(5_000))).toMatchObject({ createdAt: 5_000 });
  await expect(withTime('yesterday')).rejects.toThrow('createdTime');
  await expect(withTime(undefined)).rejects.toThrow('createdTime');
});

test('what is not there is told from a store that cannot be reached', async () => {
  expect(await racing([]).store.find('in-1')).toBeNull();
  await expect(racing([new Error('HTTP 500')]).store.find('in-1')).rejects.toThrow('HTTP 500');
});

test('instances are asked for in the words of the extension, without their inputs', async () => {
  const asked: unknown[] = [];
  const getStatusBy = (filter: unknown): Promise<unknown> => {
    asked.push(filter);
    return Promise.resolve([durableStatus({ runtimeStatus: 'Pending' })]);
  };
  const store = storeWith({ getStatusBy });
  expect(await store.list({ createdFrom: 1, createdTo: 2, states: ['pending', 'over'] })).toHaveLength(1);
  await store.list({ createdFrom: 0 });
  expect(asked).toEqual([
    {
      createdTimeFrom: new Date(1),
      createdTimeTo: new Date(2),
      runtimeStatus: ['Pending', 'Completed', 'Failed', 'Terminated', 'Canceled'],
      showInput: false,
    },
    { createdTimeFrom: new Date(0), showInput: false },
  ]);
});

describe('an instance is started', () => {
  test.each(['Completed', 'Running', 'Pending'])('unless there is one, which is %s', async (status) => {
    const { store, started } = racing([status]);
    expect(await store.startUnlessThere(instance)).toBe('exists');
    expect(started).toEqual([]);
  });

  test.each([
    ['Completed', 'started'],
    ['Failed', 'started'],
    ['Running', 'exists'],
    ['Pending', 'exists'],
  ])('unless one runs: one that is %s', async (status, outcome) => {
    expect(await racing([status]).store.startUnlessRunning(instance)).toBe(outcome);
  });

  test('with its id, the name of its orchestrator and its input', async () => {
    const { store, started } = racing([notThere]);
    expect(await store.startUnlessThere(instance)).toBe('started');
    expect(started).toEqual([['call', { instanceId: 'in-1', input: {} }]]);
  });

  test('by one of those who want it at the same time', async () => {
    expect(await racing([notThere, 'Pending'], conflict).store.startUnlessThere(instance)).toBe('exists');
    expect(await racing(['Failed', 'Running'], conflict).store.startUnlessRunning(instance)).toBe('exists');
    await expect(racing([notThere, notThere], conflict).store.startUnlessThere(instance)).rejects.toBe(
      conflict,
    );
    await expect(racing(['Failed', 'Failed'], conflict).store.startUnlessRunning(instance)).rejects.toBe(
      conflict,
    );
  });
});

test('an event for nobody is told from one that could not be stored', async () => {
  const raised: unknown[] = [];
  const raising = (failure: Error | null) =>
    storeWith({
      raiseEvent: (...event) => {
        raised.push(event);
        return failure === null ? Promise.resolve() : Promise.reject(failure);
      },
    }).raise('in-1', { name: 'ivr-events', data: { keys: 1 } });
  expect(await raising(null)).toBe('stored');
  expect(raised).toEqual([['in-1', 'ivr-events', { keys: 1 }]]);
  expect(await raising(new Error("No instance with ID 'in-1' found."))).toBe('unknown');
  await expect(raising(conflict)).rejects.toBe(conflict);
});

test('what is forgotten is told from what was gone', async () => {
  const forgetting = (answer: unknown) =>
    storeWith({ purgeInstanceHistory: () => Promise.resolve(answer) }).forget('in-1');
  expect(await forgetting({ instancesDeleted: 1 })).toBe(true);
  expect(await forgetting({ instancesDeleted: 0 })).toBe(false);
  await expect(forgetting({})).rejects.toThrow('instancesDeleted');
});
