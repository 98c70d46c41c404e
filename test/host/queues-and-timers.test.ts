import { app, output } from '@azure/functions';
import { ownPort } from '../support/own-port.ts';
import { nextOccurrence, parseSchedule } from '../../src/host/timers/ncrontab.ts';
import { closeHosts, injectFunctions } from './support/injected-host.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

afterEach(closeHosts);

describe('queues in memory', () => {
  test('outputs feed triggers: by extraOutputs and by return, one message per element of an array', async () => {
    const received: unknown[] = [];
    const { host } = await injectFunctions(() => {
      const next = output.storageQueue({ queueName: 'second', connection: 'Any' });
      app.storageQueue('first', {
        queueName: 'first',
        connection: 'Any',
        extraOutputs: [next],
        return: output.storageQueue({ queueName: 'third', connection: 'Other' }),
        handler: (message, context) => {
          context.extraOutputs.set(next, [message, 'text', { n: 2 }]);
          return { returned: true };
        },
      });
      app.storageQueue('second', {
        queueName: 'second',
        connection: 'Any',
        handler: (message, context) => {
          received.push([message, context.triggerMetadata?.dequeueCount]);
        },
      });
    });
    host.queues.enqueue('first', '{"n":1}');
    await host.whenQuiet();
    expect(received).toEqual([
      [{ n: 1 }, 1],
      ['text', 1],
      [{ n: 2 }, 1],
    ]);
    expect(host.queues.peek('third')).toEqual([{ text: '{"returned":true}', dequeueCount: 0 }]);
    expect(host.queues.peek('first')).toEqual([]);
  });

  test('a server that cannot be reached is told once, with a code and a hint, without a stack', async () => {
    const port = await ownPort();
    const account = `AccountName=devstoreaccount1;AccountKey=${Buffer.from('key').toString('base64')}`;
    const connectionString = `DefaultEndpointsProtocol=http;${account};QueueEndpoint=http://127.0.0.1:${port}/devstoreaccount1;`;
    const send = () => {
      const queue = output.storageQueue({ queueName: 'orders', connection: 'Orders' });
      app.http('send', {
        authLevel: 'anonymous',
        extraOutputs: [queue],
        handler: (_request, context) => {
          context.extraOutputs.set(queue, 'x');
          return { status: 202 };
        },
      });
    };
    const { host, logged } = await injectFunctions(send, { environment: { Orders: connectionString } });
    expect((await fetch(`${host.url}/api/send`)).status).toBe(500);
    expect((await fetch(`${host.url}/api/send`)).status).toBe(500);
    const told = logged.filter(({ level }) => level === 'warning' || level === 'error');
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^The queue server of the connection Orders .*Azurite.* \(HOST-QUEUE-UNREACHABLE\)$/,
      ),
    ]);
  });

  test('a connection whose settings are blank is in memory', async () => {
    const environment = { Orders: '', Orders__queueServiceUri: ' ' };
    const { host } = await injectFunctions(
      () => app.storageQueue('take', { queueName: 'orders', connection: 'Orders', handler: () => undefined }),
      { environment },
    );
    host.queues.enqueue('orders', 'x');
    await host.whenQuiet();
    expect(host.queues.peek('orders')).toEqual([]);
  });

  test('HQ2: a message is tried five times, then moved to the poison queue', async () => {
    let tries = 0;
    const { host, logged } = await injectFunctions(() =>
      app.storageQueue('bad', {
        queueName: 'bad-news',
        connection: 'Any',
        handler: () => {
          tries += 1;
          throw new Error('never');
        },
      }),
    );
    host.queues.enqueue('bad-news', 'x');
    await host.whenQuiet();
    expect(tries).toBe(5);
    expect(host.queues.peek('bad-news-poison')).toEqual([{ text: 'x', dequeueCount: 0 }]);
    expect(logged.at(-1)).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('failed 5 times'),
    });
  });

  test('HQ1: a message over 64 KB, as encoded, fails the function that sends it', async () => {
    const { host, logged } = await injectFunctions(() => {
      const big = output.storageQueue({ queueName: 'big', connection: 'Any' });
      app.http('send', {
        authLevel: 'anonymous',
        extraOutputs: [big],
        handler: async (request, context) => {
          context.extraOutputs.set(big, 'x'.repeat(Number(await request.text())));
          return { status: 200 };
        },
      });
    });
    const send = async (size: number) =>
      (await fetch(`${host.url}/api/send`, { method: 'POST', body: String(size) })).status;
    expect(await send(49_152)).toBe(200);
    expect(await send(49_153)).toBe(500);
    expect(logged.at(-1)?.message).toContain('49153 bytes');
    expect(host.queues.peek('big')).toHaveLength(1);
  });

  test('at most 24 messages are handled at once', async () => {
    let running = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    const { host } = await injectFunctions(() =>
      app.storageQueue('slow', {
        queueName: 'slow',
        connection: 'Any',
        handler: async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise<void>((resolve) => gates.push(resolve));
          running -= 1;
        },
      }),
    );
    for (let i = 0; i < 60; i += 1) host.queues.enqueue('slow', String(i));
    while (gates.length < 60) {
      await host.whenQuiet(({ kind }) => kind === 'invocation');
      for (const open of gates.slice(0)) open();
    }
    await host.whenQuiet();
    expect([most, host.queues.peek('slow')]).toEqual([24, []]);
  });
});

describe('timer triggers', () => {
  test('run on schedule by the virtual clock, on start-up when asked, never twice at once', async () => {
    const runs: unknown[] = [];
    const { time, clock } = await injectFunctions(
      (theClock) => {
        const record =
          (name: string) => (timer: { isPastDue: boolean; scheduleStatus: { next: string } }) => {
            runs.push([
              name,
              new Date(theClock.now()).toISOString().slice(11, 19),
              timer.scheduleStatus.next.slice(11, 19),
            ]);
          };
        app.timer('each', { schedule: '*/20 * * * * *', handler: record('each') });
        app.timer('start', { schedule: '%WHEN%', runOnStartup: true, handler: record('start') });
      },
      { environment: { WHEN: '0 1 * * * *' } },
    );
    await time.advanceBy(61_000);
    expect(runs).toEqual([
      ['start', '00:00:00', '00:01:00'],
      ['each', '00:00:20', '00:00:40'],
      ['each', '00:00:40', '00:01:00'],
      ['start', '00:01:00', '01:01:00'],
      ['each', '00:01:00', '00:01:20'],
    ]);
    expect(clock.now()).toBe(Date.parse('2026-01-01T00:01:01Z'));
  });

  test.each([
    ['0 */5 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:05:00Z'],
    ['*/5 * * * *', '2026-01-01T00:04:59.500Z', '2026-01-01T00:05:00Z'],
    ['0 30 9 * * 1-5', '2026-01-02T09:30:00Z', '2026-01-05T09:30:00Z'],
    ['0 0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['30 0,30 8-10/2 1 JAN,jun *', '2026-01-01T10:30:30Z', '2026-06-01T08:00:30Z'],
    ['0 0 12 13 * FRI', '2026-01-01T00:00:00Z', '2026-02-13T12:00:00Z'],
    ['0 0 0 * * 7', '2026-01-01T00:00:00Z', '2026-01-04T00:00:00Z'],
    ['0 0 0 31 12 *', '2026-12-31T00:00:00Z', '2027-12-31T00:00:00Z'],
  ])('%s after %s is %s', (schedule, after, expected) => {
    const next = nextOccurrence(parseSchedule(schedule), Date.parse(after));
    expect(new Date(next ?? 0).toISOString().replace('.000', '')).toBe(expected);
  });

  test('a date that never comes has no occurrence', () => {
    expect(nextOccurrence(parseSchedule('0 0 0 30 2 *'), 0)).toBeNull();
  });

  test.each([
    '',
    '* * * *',
    '60 * * * * *',
    '* * 24 * * *',
    '* * * 0 * *',
    '* * * * 13 *',
    '* * * * * 8',
    '5-1 * * * * *',
    '*/0 * * * * *',
    'a * * * * *',
    '* * * * abc *',
  ])('the schedule "%s" is refused', (schedule) => {
    expect(() => parseSchedule(schedule)).toThrow();
  });
});
