import { countCalls } from '../../src/call-control/index.ts';
import { durableStore } from '../../src/durable-store/index.ts';
import { durableClient, durableStatus } from '../support/durable-client.ts';

const instance = (name: string, runtimeStatus: string): object => durableStatus({ name, runtimeStatus });

test('calls are counted by whether their orchestration has begun; other orchestrations are none', async () => {
  const asked: object[] = [];
  const client = durableClient({
    getStatusBy: (filter: object) => {
      asked.push(filter);
      const calls = [instance('call', 'Running'), instance('call', 'Pending'), instance('call', 'Running')];
      return Promise.resolve([
        ...calls,
        instance('dial', 'Running'),
        instance('cancelled-request', 'Pending'),
      ]);
    },
  });
  const now = Date.parse('2026-11-22T12:00:00Z');
  expect(await countCalls(durableStore(client), now)).toEqual({ running: 2, pending: 1 });
  expect(asked).toEqual([
    {
      createdTimeFrom: new Date('2026-11-21T11:00:00Z'),
      runtimeStatus: ['Running', 'Pending'],
      showInput: false,
    },
  ]);
});

test('a store that cannot be reached is no answer', async () => {
  const away = durableStore(durableClient({ getStatusBy: () => Promise.reject(new Error('away')) }));
  await expect(countCalls(away, 0)).rejects.toThrow('away');
});
