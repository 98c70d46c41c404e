/** The dialer is woken where calls wait and it does not run. */
import { wakeIfWaiting } from '../../src/dialer/index.ts';
import { durableStore } from '../../src/durable-store/index.ts';
import { durableClient, durableStatus } from '../support/durable-client.ts';

const notFound = new Error('The operation failed with an unexpected status code: HTTP 404');

async function woken(hasCalls: boolean, status: string | Error, start: Error | null = null): Promise<number> {
  let starts = 0;
  let current = status;
  const client = durableClient({
    getStatus: () =>
      current instanceof Error
        ? Promise.reject(current)
        : Promise.resolve(durableStatus({ runtimeStatus: current })),
    startNew: (name, { instanceId }) => {
      starts += 1;
      if (start === null) return Promise.resolve(`${name} ${instanceId}`);
      if (start.message === 'somebody was faster') current = 'Running';
      return Promise.reject(start);
    },
  });
  await wakeIfWaiting({ hasCalls: () => Promise.resolve(hasCalls) }, durableStore(client));
  return starts;
}

test.each([
  ['nothing waits', false, notFound, 0],
  ['it was never there', true, notFound, 1],
  ['it has ended', true, 'Completed', 1],
  ['it has failed', true, 'Failed', 1],
  ['it runs', true, 'Running', 0],
  ['it begins', true, 'Pending', 0],
])('%s', async (_what, hasCalls, status, starts) => {
  expect(await woken(hasCalls, status)).toBe(starts);
});

test('who is not the first to wake it is content; what is wrong otherwise is told', async () => {
  expect(await woken(true, 'Completed', new Error('somebody was faster'))).toBe(1);
  await expect(woken(true, 'Completed', new Error('away'))).rejects.toThrow('away');
  await expect(woken(true, new Error('HTTP 500'))).rejects.toThrow('HTTP 500');
});
