import { app } from '@azure/functions';
import type { HttpRequest, InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { closeHosts, injectFunctions } from './support/injected-host.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

afterEach(closeHosts);

const day = 24 * 60 * 60 * 1000;
const later = (context: df.OrchestrationContext, ms: number): Date =>
  new Date(context.df.currentUtcDateTime.getTime() + ms);

/** Starts one orchestrator and gives its output. */
async function outputOf(orchestrator: df.OrchestrationHandler, input: unknown = null): Promise<unknown> {
  const { host, finished } = await injectFunctions(() => {
    df.app.orchestration('main', orchestrator);
    df.app.orchestration('child', function* (context) {
      if (context.df.getInput() === 'fail') throw new Error('sub bad');
      return context.df.version ?? null;
    });
    df.app.activity('echo', { handler: (value: unknown) => value });
    df.app.activity('boom', {
      handler: () => {
        throw new Error('kaput');
      },
    });
  });
  host.durable.start({ name: 'main', instanceId: 'm', input: JSON.stringify(input) });
  return finished('m');
}

const firstLine = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'none';

describe('timers', () => {
  test('longer than six days fire on time, in pieces of three days', async () => {
    const { host, finished } = await injectFunctions(() =>
      df.app.orchestration('wait', function* (context) {
        const start = context.df.currentUtcDateTime.getTime();
        yield context.df.createTimer(later(context, 10 * day));
        return (context.df.currentUtcDateTime.getTime() - start) / day;
      }),
    );
    host.durable.start({ name: 'wait', instanceId: 'w', input: null });
    expect(await finished('w')).toBe(10);
    expect(host.durable.instance('w')?.history.filter(({ EventType }) => EventType === 11)).toHaveLength(3);
  });

  test('a long timer that lost and was cancelled leaves ids and results right', async () => {
    const output = await outputOf(function* (context) {
      const timer = context.df.createTimer(later(context, 10 * day));
      const winner = yield context.df.Task.any([timer, context.df.callActivity('echo', 'a')]);
      timer.cancel();
      return [winner === timer, yield context.df.callActivity('echo', 'b')];
    });
    expect(output).toEqual([false, 'b']);
  });

  test('time is the virtual clock: nothing happens until it is told to move', async () => {
    const { host, time, clock } = await injectFunctions(() =>
      df.app.orchestration('wait', function* (context) {
        yield context.df.createTimer(later(context, 1000));
        return context.df.currentUtcDateTime.toISOString();
      }),
    );
    host.durable.start({ name: 'wait', instanceId: 'w', input: null });
    await time.advanceUntilIdle();
    expect(host.isIdle()).toBe(true);
    await time.advanceBy(999);
    expect(host.durable.instance('w')?.status).toBe('Running');
    await time.advanceBy(1);
    expect(host.durable.instance('w')?.output).toBe(new Date(clock.now()).toISOString());
  });
});

describe('external events', () => {
  test('HR4: a fresh wait is served before one that lost a Task.any, so that what follows it is started', async () => {
    const { host, time, finished } = await injectFunctions(() => {
      df.app.activity('echo', { handler: (value: unknown) => value });
      df.app.orchestration('main', function* (context) {
        const lost = context.df.waitForExternalEvent('e');
        yield context.df.Task.any([lost, context.df.callActivity('echo', 1)]);
        const fresh = yield context.df.waitForExternalEvent('e');
        return [fresh, lost.isCompleted, yield context.df.callActivity('echo', 2)];
      });
    });
    host.durable.start({ name: 'main', instanceId: 'm', input: null });
    await time.advanceUntilIdle();
    host.durable.raiseEvent('m', 'e', '"x"');
    expect(await finished('m')).toEqual(['x', false, 2]);
  });
});

describe('failures', () => {
  test('retries wait longer each time, give up with the last failure, and keep ids right', async () => {
    const output = await outputOf(function* (context) {
      const start = context.df.currentUtcDateTime.getTime();
      const options = new df.RetryOptions(1000, 4);
      options.backoffCoefficient = 3;
      options.maxRetryIntervalInMilliseconds = 5000;
      let failure: unknown;
      try {
        yield context.df.callActivityWithRetry('boom', options);
      } catch (error) {
        failure = firstLine(error);
      }
      return [
        failure,
        context.df.currentUtcDateTime.getTime() - start,
        yield context.df.callActivity('echo', 'next'),
      ];
    });
    expect(output).toEqual(["Activity function 'boom' failed:  kaput ", 1000 + 3000 + 5000, 'next']);
  });

  test('of a child orchestration reach the parent', async () => {
    const output = await outputOf(function* (context) {
      try {
        yield context.df.callSubOrchestrator('child', 'fail');
      } catch (error) {
        return firstLine(error);
      }
      return 'nothing was thrown';
    });
    expect(output).toBe("Orchestrator function 'child' failed: sub bad ");
  });

  test.each([
    [
      'an unknown activity',
      'callActivity',
      "The function 'nope' doesn't exist, is disabled, or is not an activity function",
    ],
    [
      'an unknown child',
      'callSubOrchestrator',
      "The function 'nope' doesn't exist, is disabled, or is not an orchestrator function",
    ],
  ] as const)('%s fails the instance instead of hanging it', async (_, call, text) => {
    const output = await outputOf(function* (context) {
      yield context.df[call]('nope', {});
    });
    expect(output).toContain(`Orchestrator function 'main' failed: ${text}`);
  });

  test('callHttp and entities are refused with a text', async () => {
    expect(
      await outputOf(function* (context) {
        yield context.df.callHttp({ method: 'GET', url: 'https://contoso.example/' });
      }),
    ).toContain('callHttp is not available on the embedded host');
    await closeHosts();
    expect(
      await outputOf(function* (context) {
        yield context.df.callEntity(new df.EntityId('counter', 'one'), 'add', 1);
      }),
    ).toContain('Durable entities are not available on the embedded host');
  });

  test('code that changed under an instance', async () => {
    let first = true;
    const output = await outputOf(function* (context) {
      const name = first ? 'echo' : 'boom';
      first = false;
      yield context.df.callActivity(name, 1);
    });
    expect(output).toMatch(
      /^Non-Deterministic workflow detected: .* sequence number 0 named 'echo', but .* named 'boom' with this sequence number\./,
    );
  });

  test('one child id twice at the same time', async () => {
    const output = await outputOf(function* (context) {
      try {
        yield context.df.callSubOrchestrator('main', null, context.df.instanceId);
      } catch (error) {
        return firstLine(error);
      }
      return 'nothing was thrown';
    });
    expect(output).toBe("An orchestration with id 'm' already exists and has not finished. ");
  });
});

describe('the management API through the SDK', () => {
  async function clientHost() {
    const injected = await injectFunctions(() => {
      df.app.orchestration('wait', function* (context) {
        context.df.setCustomStatus({ waiting: true });
        return yield context.df.waitForExternalEvent('go');
      });
      df.app.orchestration('input', function* (context) {
        return [typeof context.df.getInput(), context.df.version];
      });
      app.http('client', {
        authLevel: 'anonymous',
        extraInputs: [df.input.durableClient()],
        handler: async (_: HttpRequest, context: InvocationContext) => ({
          jsonBody: await use(df.getClient(context)),
        }),
      });
    });
    let use: (client: df.DurableClient) => Promise<unknown> = () => Promise.resolve(null);
    return {
      ...injected,
      client: async (act: (client: df.DurableClient) => Promise<unknown>): Promise<unknown> => {
        use = async (client) => act(client).catch((error: unknown) => ({ thrown: firstLine(error) }));
        const answer = await (await fetch(`${injected.host.url}/api/client`)).text();
        await injected.time.advanceUntilIdle();
        return answer === '' ? undefined : JSON.parse(answer);
      },
    };
  }

  test('start, status, raise, history, purge', async () => {
    const { client, host } = await clientHost();
    expect(await client((api) => api.startNew('wait', { instanceId: 'a', input: { n: 1 } }))).toBe('a');
    expect(await client((api) => api.getStatus('a'))).toMatchObject({
      name: 'wait',
      runtimeStatus: 'Running',
      input: { n: 1 },
      customStatus: { waiting: true },
    });
    expect(await client((api) => api.startNew('wait', { instanceId: 'a' }))).toMatchObject({
      thrown: expect.stringContaining('409'),
    });
    await client((api) => api.raiseEvent('a', 'go', { it: 'goes' }));
    const address = `${host.url}/runtime/webhooks/durabletask/instances/a?showHistory=true&showHistoryOutput=true`;
    expect(await (await fetch(address)).json()).toMatchObject({
      runtimeStatus: 'Completed',
      output: { it: 'goes' },
      historyEvents: [
        { EventType: 'ExecutionStarted', FunctionName: 'wait' },
        { EventType: 'EventRaised', Name: 'go' },
        { EventType: 'ExecutionCompleted', Result: { it: 'goes' } },
      ],
    });
    expect(await client((api) => api.raiseEvent('a', 'go', 1))).toBeUndefined();
    expect(await client((api) => api.purgeInstanceHistory('a'))).toEqual({ instancesDeleted: 1 });
    expect(await client((api) => api.raiseEvent('a', 'go', 1))).toEqual({
      thrown: "No instance with ID 'a' found.",
    });
  });

  test('suspend, resume, terminate', async () => {
    const { client, host } = await clientHost();
    await client((api) => api.startNew('wait', { instanceId: 'a' }));
    await client((api) => api.suspend('a', 'hold on'));
    expect(host.durable.instance('a')?.status).toBe('Suspended');
    await client((api) => api.resume('a', 'go on'));
    expect(host.durable.instance('a')?.status).toBe('Running');
    await client((api) => api.terminate('a', 'enough'));
    expect(host.durable.instance('a')).toMatchObject({ status: 'Terminated', output: 'enough' });
  });

  test('lists in pages and by filter, purges by filter', async () => {
    const { client, host, clock } = await clientHost();
    for (let i = 0; i < 130; i += 1) {
      host.durable.start({ name: 'wait', instanceId: `i${i}`, input: null });
      clock.advanceTo(clock.now() + 1000);
    }
    const from = new Date(clock.now() - 10_000);
    expect(await client((api) => api.getStatusAll())).toHaveLength(130);
    await client((api) => api.terminate('i129', ''));
    const terminated = { runtimeStatus: [df.OrchestrationRuntimeStatus.Terminated] };
    expect(await client((api) => api.getStatusBy(terminated))).toMatchObject([{ instanceId: 'i129' }]);
    expect(await client((api) => api.getStatusBy({ createdTimeFrom: from }))).toHaveLength(10);
    const purge = (filter: object) => client((api) => api.purgeInstanceHistoryBy(filter));
    expect(await purge({ createdTimeFrom: from, ...terminated })).toEqual({ instancesDeleted: 1 });
    expect(await purge({ createdTimeFrom: from, ...terminated })).toEqual({ instancesDeleted: 0 });
    expect(await purge(terminated)).toEqual({ thrown: expect.stringContaining('400') });
  });

  test('a purge asks for no state: what runs is gone too (HD6)', async () => {
    const { client, host, time } = await clientHost();
    for (const id of ['a', 'b']) await client((api) => api.startNew('wait', { instanceId: id }));
    expect(await client((api) => api.purgeInstanceHistory('a'))).toEqual({ instancesDeleted: 1 });
    expect(await client((api) => api.purgeInstanceHistory('a'))).toEqual({ instancesDeleted: 0 });
    const all = { createdTimeFrom: new Date(0) };
    expect(await client((api) => api.purgeInstanceHistoryBy(all))).toEqual({ instancesDeleted: 1 });
    await time.advanceUntilIdle();
    expect(host.durable.instances()).toEqual([]);
  });

  test('rewind, restart and entities are refused: 404 for unknown ids, else 501', async () => {
    const { client, host } = await clientHost();
    await client((api) => api.startNew('wait', { instanceId: 'a' }));
    expect(await client((api) => api.rewind('b', 'why'))).toEqual({
      thrown: 'No orchestration with instance ID "b" found.',
    });
    expect(await client((api) => api.rewind('a', 'why'))).toEqual({
      thrown: expect.stringContaining('The rewind operation is not available on the embedded host'),
    });
    const restart = await fetch(`${host.url}/runtime/webhooks/durabletask/instances/a/restart`, {
      method: 'POST',
    });
    expect(restart.status).toBe(501);
    expect(await client((api) => api.signalEntity(new df.EntityId('counter', 'x'), 'add', 1))).toEqual({
      thrown: expect.stringContaining('501'),
    });
  });

  test('an input left out is an empty string, as the SDK sends it; a version reaches the orchestrator', async () => {
    const { client, host } = await clientHost();
    await client((api) => api.startNew('input', { instanceId: 'a', version: '2.1' }));
    expect(host.durable.instance('a')?.output).toEqual(['string', '2.1']);
  });

  test('hostile paths and bodies', async () => {
    const { host } = await clientHost();
    const base = `${host.url}/runtime/webhooks/durabletask`;
    const status = async (path: string, init: RequestInit = {}): Promise<number> =>
      (await fetch(base + path, init)).status;
    expect(await status('/instances/%E0%A4%A')).toBe(404);
    expect(await status('/instances/__proto__')).toBe(404);
    expect(await status('/instances/a/raiseEvent/constructor', { method: 'POST', body: '1' })).toBe(404);
    expect(await status('/orchestrators/wait/x', { method: 'POST', body: '{' })).toBe(400);
    expect(await status('/orchestrators/__proto__/y', { method: 'POST', body: '1' })).toBe(202);
    expect(await status('/instances/?createdTimeFrom=soon')).toBe(400);
    expect(await status('/instances/?top=-1')).toBe(400);
    expect(await status('/nothing')).toBe(404);
    expect(await status('/orchestrators/wait', { method: 'DELETE' })).toBe(404);
    await host.whenQuiet();
    expect(host.durable.instance('y')).toMatchObject({ status: 'Failed' });
    host.durable.start({ name: 'wait', instanceId: 'p', input: null });
    expect(await status('/instances/p/raiseEvent/__proto__', { method: 'POST', body: '1' })).toBe(202);
    await host.whenQuiet();
    expect(host.durable.instance('p')?.status).toBe('Running');
  });
});
