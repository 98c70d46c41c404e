import { readFileSync } from 'node:fs';
import path from 'node:path';
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { hostErrorCodes, SystemClock } from '../../src/host/index.ts';
import { closeHosts, injectFunctions } from './support/injected-host.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

afterEach(closeHosts);

describe('the life of a host', () => {
  test('HF1: a second host in the process is refused until the first is closed', async () => {
    const register = () => app.http('x', { authLevel: 'anonymous', handler: () => ({ body: 'x' }) });
    const first = await injectFunctions(() => register());
    await expect(injectFunctions(() => register())).rejects.toMatchObject({ code: 'HOST-ALREADY-RUNNING' });
    expect((await fetch(`${first.host.url}/api/x`)).status).toBe(200);
    await closeHosts();
    const second = await injectFunctions(() => register());
    expect((await fetch(`${second.host.url}/api/x`)).status).toBe(200);
  });

  test('HS1: a start that fails gives back settings, ports and the place of the active host', async () => {
    const before = { ...process.env };
    const broken = injectFunctions(() => app.timer('t', { schedule: 'never', handler: () => undefined }), {
      environment: { SOME_SETTING: 'x' },
    });
    await expect(broken).rejects.toMatchObject({ code: 'HOST-FUNCTION-INVALID' });
    expect({ ...process.env }).toEqual(before);
    const failing = injectFunctions(() => {
      app.hook.appStart(() => {
        throw new Error('no licence');
      });
      app.http('x', { handler: () => ({}) });
    });
    await expect(failing).rejects.toMatchObject({
      code: 'HOST-APP-FAILED',
      message: 'An appStart hook failed: no licence',
    });
    expect({ ...process.env }).toEqual(before);
  });

  test('HS2: closing lets a running request finish, takes no new ones, and runs the terminate hooks last', async () => {
    const order: string[] = [];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let entered: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const { host } = await injectFunctions(
      () => {
        app.hook.appTerminate(() => void order.push('terminated'));
        app.http('slow', {
          authLevel: 'anonymous',
          handler: async () => {
            entered();
            await gate;
            order.push('answered');
            return { body: 'done' };
          },
        });
      },
      { environment: { SOME_SETTING: 'x' }, closeLimit: 5000 },
    );
    const answer = fetch(`${host.url}/api/slow`).then((response) => response.text());
    await inside;
    expect(process.env.SOME_SETTING).toBe('x');
    const closed = host.close();
    await expect(fetch(`${host.url}/api/slow`)).rejects.toThrow();
    open();
    expect(await answer).toBe('done');
    await closed;
    expect(order).toEqual(['answered', 'terminated']);
    expect(process.env.SOME_SETTING).toBeUndefined();
  });

  test('what never ends is named after the limit', async () => {
    const { host, logged } = await injectFunctions(
      () =>
        app.storageQueue('stuck', {
          queueName: 'stuck',
          connection: 'Any',
          handler: () => new Promise<void>(() => undefined),
        }),
      { closeLimit: 20 },
    );
    host.queues.enqueue('stuck', 'x');
    await host.whenQuiet(({ kind }) => kind === 'invocation');
    await host.close();
    expect(logged.at(-1)?.message).toBe('Closed while this still ran after 20 ms: invocation stuck.');
  });

  test('hooks see and may replace inputs, handlers and results; logs carry function and invocation', async () => {
    const { host, logged } = await injectFunctions(() => {
      app.hook.preInvocation((context) => {
        const handler = context.functionHandler;
        context.functionHandler = (...args) => handler(...args);
        context.hookData.seen = true;
      });
      app.hook.postInvocation((context) => {
        if (context.hookData.seen === true) context.result = { body: 'replaced' };
      });
      app.hook.log((context) => {
        context.message = `[${context.message}]`;
      });
      app.http('x', {
        authLevel: 'anonymous',
        handler: (_, context) => {
          context.warn('careful');
          return { body: 'original' };
        },
      });
    });
    expect(await (await fetch(`${host.url}/api/x`)).text()).toBe('replaced');
    expect(logged).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        category: 'user',
        message: '[careful]',
        functionName: 'x',
        invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      }),
    );
  });

  test('latency per hop and the machine clock: an activity takes four hops from start to end', async () => {
    const { host } = await injectFunctions(
      () => {
        df.app.activity('echo', { handler: (value: unknown) => value });
        df.app.orchestration('one', function* (context) {
          return yield context.df.callActivity('echo', 'x');
        });
      },
      { clock: new SystemClock(), latency: 10 },
    );
    const started = process.hrtime.bigint();
    host.durable.start({ name: 'one', instanceId: 'o', input: null });
    const answer = await fetch(
      `${host.url}/runtime/webhooks/durabletask/orchestrators/one?timeout=5&pollingInterval=0.05`,
      { method: 'POST' },
    );
    expect([answer.status, await answer.json()]).toEqual([200, 'x']);
    expect(host.durable.instance('o')?.output).toBe('x');
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeGreaterThanOrEqual(30);
  });

  test('every error code has its place in the documentation, and no other has', () => {
    const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'embedded-host.md'), 'utf8');
    const documented = [...page.matchAll(/^\| `(HOST-[A-Z-]+)` +\|/gm)].map((match) => match[1]);
    expect(documented).toEqual([...hostErrorCodes]);
  });
});
