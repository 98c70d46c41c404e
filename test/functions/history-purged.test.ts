/** The functions as they are registered, on an embedded host whose time is made: what becomes of a call that has ended. */
import { driveVirtualClock, VirtualClock } from '../../src/host/index.ts';
import type { VirtualDriver } from '../../src/host/index.ts';
import { graphCallId, startFunctions } from './running-functions.ts';
import type { RunningFunctions } from './running-functions.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const hour = 3_600_000;
const day = 24 * hour;

const away = {
  id: 'away',
  version: '1.0.0',
  locale: 'en-GB',
  start: 'no',
  nodes: { no: { type: 'reject', reason: 'busy' } },
};

const clock = new VirtualClock(new Date('2026-11-22T10:00:00Z'));
let app: RunningFunctions;
let time: VirtualDriver;
const lines: string[] = [];

beforeAll(async () => {
  // The functions read the machine's clock, in one place.
  jest.spyOn(Date, 'now').mockImplementation(() => clock.now());
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  app = await startFunctions(away, {}, { clock, queueConnections: ['IvrQueues'] });
  time = driveVirtualClock(app.host, clock);
});

afterAll(async () => {
  await app.close();
  jest.restoreAllMocks();
});

/** Graph's first notification of the call, as often as it sends it. */
async function ring(): Promise<number> {
  const status = await app.notify('', 'created', { state: 'incoming', source: {}, targets: [] });
  await time.advanceBy(0);
  return status;
}

const rejections = (): number =>
  app.graph.received.filter(({ path: requested }) => requested.endsWith('/reject')).length;
const call = () => app.host.durable.instance(`in-${graphCallId}`);

test('a call that has ended is kept for seven days, is not begun again meanwhile, and then is gone', async () => {
  expect(await ring()).toBe(202);
  expect([rejections(), call()?.status]).toEqual([1, 'Completed']);
  // Timers that fall due in between run once, when it is over.
  clock.advanceTo(clock.now() + 7 * day - hour);
  await time.advanceBy(hour / 2);
  expect(await ring()).toBe(202);
  expect([rejections(), call()?.status]).toEqual([1, 'Completed']);
  await time.advanceBy(1.5 * hour);
  expect(call()).toBeUndefined();
  const purges = lines.filter((line) => line.includes('ivr.history.purged')).map((line) => JSON.parse(line));
  expect(purges.filter(({ count }) => count > 0)).toEqual([
    { level: 'info', event: 'ivr.history.purged', count: 1, failed: 0, isComplete: true },
  ]);
  expect(await ring()).toBe(202);
  expect(rejections()).toBe(2);
});
