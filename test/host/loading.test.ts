jest.setTimeout(20_000);
import { createServer } from 'node:http';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { buildHost, HostProcess, killProcesses } from './support/host-process.ts';

const apps = path.join(__dirname, '..', 'fixtures', 'host-apps');
const host = buildHost();
const folders: string[] = [];

afterEach(killProcesses);

afterAll(() => {
  host.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function startApp(appDirectory: string, options: object = {}) {
  const child = new HostProcess(host.directory, { appDirectory, port: 0, ...options });
  const { url, keys, functions } = await child.message(({ kind }) => kind === 'started');
  return { child, url: String(url), keys, functions };
}

async function textMembers(response: Response): Promise<Record<string, string>> {
  return z.record(z.string(), z.string()).parse(await response.json());
}

/** A copy of an app with files changed; null removes one. */
function changedApp(name: string, files: Record<string, string | null>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'host-app-'));
  folders.push(folder);
  cpSync(path.join(apps, name), folder, { recursive: true });
  symlinkSync(path.join(__dirname, '..', '..', 'node_modules'), path.join(folder, 'node_modules'));
  for (const [file, text] of Object.entries(files)) {
    if (text === null) rmSync(path.join(folder, file));
    else writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** Starts that fail, one after the other in one process: none may leave anything behind that disturbs the next. */
async function refusals(...starts: { appDirectory: string; port?: number; environment?: object }[]) {
  const child = new HostProcess(
    host.directory,
    starts.map((options) => ({ port: 0, ...options })),
  );
  expect(await child.ended).toBe(0);
  const refused = child.messages.filter(({ kind }) => kind === 'refused');
  for (const { message } of refused) expect(message).not.toMatch(/\n\s+at /);
  return refused.map(({ code, message }) => ({ code, message }));
}

describe('an app in a process of its own', () => {
  test('a CommonJS app: routes, settings, hooks, queue and durable functions, terminated cleanly', async () => {
    const { child, url, functions } = await startApp(path.join(apps, 'commonjs'));
    expect(functions).toContainEqual({
      kind: 'http',
      name: 'greet',
      route: 'v1/greet/{name}/{times:int?}',
      methods: ['GET', 'POST'],
      authLevel: 'anonymous',
    });

    const greeting = await fetch(`${url}/v1/greet/J%C3%BCrgen/2?q=1`, { method: 'POST', body: 'text' });
    expect(greeting.status).toBe(200);
    expect(greeting.headers.getSetCookie()).toEqual(['seen=yes; Path=/; HttpOnly']);
    expect(await greeting.json()).toEqual({
      text: 'Good day, Jürgen',
      times: '2',
      query: '1',
      body: 'text',
      starts: 1,
    });
    await child.message(({ kind, message }) => kind === 'log' && message === 'greeting Jürgen');

    const begun = await fetch(`${url}/v1/orders`, { method: 'POST', body: '{"items":4}' });
    expect(begun.status).toBe(202);
    const links = await textMembers(begun);
    const raised = await fetch((links.sendEventPostUri ?? '').replace('{eventName}', 'approval'), {
      method: 'POST',
      body: '"granted"',
    });
    expect(raised.status).toBe(202);
    let status: unknown;
    do status = await (await fetch(links.statusQueryGetUri ?? '')).json();
    while (JSON.stringify(status).includes('"runtimeStatus":"Running"'));
    expect(status).toMatchObject({
      runtimeStatus: 'Completed',
      output: { price: { total: 12 }, approval: 'granted' },
    });

    await child.message(({ message }) => message === 'received object 1');
    await child.message(({ message }) => message === 'received string 2');
    await child.message(({ message }) => String(message).includes("moved to 'orders-poison'"));
    expect((await child.ask()).poison).toEqual([{ text: 'as text', dequeueCount: 0 }]);

    expect(await child.stop()).toBe(0);
    expect(child.messages.slice(-2)).toEqual([{ kind: 'text', text: 'terminated' }, { kind: 'closed' }]);
  });

  test('an ES module app with top-level await', async () => {
    const { child, url } = await startApp(path.join(apps, 'esmodule'));
    expect(await (await fetch(`${url}/api/hello`)).text()).toBe('hello with top-level await');
    expect(await child.stop()).toBe(0);
  });

  test('keys are checked when asked for, per function, host and master', async () => {
    const { child, url, keys } = await startApp(path.join(apps, 'commonjs'), { enableAuth: true });
    const { master, host: hostKey, durable, functions } = JSON.parse(JSON.stringify(keys));
    const get = async (resource: string, key?: string): Promise<number> =>
      (await fetch(url + resource, key === undefined ? {} : { headers: { 'x-functions-key': key } })).status;
    const post = async (key: string): Promise<number> =>
      (await fetch(`${url}/v1/orders?code=${key}`, { method: 'POST', body: '{"items":1}' })).status;

    expect(await get('/v1/greet/a')).toBe(200);
    expect(await get('/v1/fails')).toBe(401);
    expect(await get('/v1/fails', functions.fails)).toBe(401);
    expect(await get('/v1/fails', master)).toBe(500);
    expect(await post('wrong')).toBe(401);
    expect(await post(functions.fails)).toBe(401);
    for (const key of [functions.begin, hostKey, master]) expect(await post(key)).toBe(202);
    expect(await get('/runtime/webhooks/durabletask/instances/')).toBe(401);
    expect(await get(`/runtime/webhooks/durabletask/instances/?code=${durable}`)).toBe(200);
    await child.stop();
  });
});

describe('what cannot start says why, in one message without a stack', () => {
  test('no package.json, no main, a main that is not built; an app that throws or registers nothing', async () => {
    const starts = [
      changedApp('commonjs', { 'package.json': null }),
      changedApp('commonjs', { 'package.json': '{}' }),
      path.join(apps, 'empty-shell'),
      changedApp('commonjs', { 'more.js': 'throw new Error("no database");' }),
      changedApp('esmodule', { 'functions/all.js': 'export {};' }),
    ].map((appDirectory) => ({ appDirectory }));
    expect(await refusals(...starts)).toEqual([
      { code: 'HOST-APP-MISSING', message: expect.stringContaining('There is no package.json') },
      { code: 'HOST-MAIN-MISSING', message: expect.stringContaining('has no "main"') },
      { code: 'HOST-MAIN-MISSING', message: expect.stringContaining('npm run build') },
      { code: 'HOST-APP-FAILED', message: expect.stringMatching(/more\.js failed while .*: no database$/) },
      { code: 'HOST-NO-FUNCTIONS', message: expect.stringContaining('registered no functions') },
    ]);
  });

  test('a host.json that is missing, no JSON, or asks for what does not exist', async () => {
    const sessions = '{"version":"2.0","extensions":{"durableTask":{"extendedSessionsEnabled":true}}}';
    const starts = [null, '{', '{"version":"1.0"}', sessions].map((text) => ({
      appDirectory: changedApp('esmodule', { 'host.json': text }),
    }));
    const code = 'HOST-CONFIGURATION-INVALID';
    expect(await refusals(...starts)).toEqual([
      { code, message: expect.stringContaining('is missing') },
      { code, message: expect.stringContaining('is not valid JSON') },
      { code, message: expect.stringContaining('version must be "2.0"') },
      {
        code,
        message: expect.stringContaining('extensions.durableTask.extendedSessionsEnabled must be false'),
      },
    ]);
  });

  test('functions: unsupported triggers, all of them by name; one route twice; a schedule and a queue that are none', async () => {
    const more = (text: string) => ({
      appDirectory: changedApp('commonjs', {
        'more.js': `const { app } = require('@azure/functions'); const df = require('durable-functions'); ${text}`,
      }),
    });
    const starts = [
      more(`df.app.entity('counter', () => undefined);
            app.storageBlob('onBlob', { path: 'x/{name}', connection: 'C', handler: () => undefined });`),
      more(
        `app.http('other', { route: 'Greet/{who}/{n:int?}', methods: ['POST'], handler: () => undefined });`,
      ),
      more(`app.timer('tick', { schedule: '61 * * * * *', handler: () => undefined });`),
      more(`app.storageQueue('take', { queueName: 'No_Name', connection: 'C', handler: () => undefined });`),
      more(`app.http('odd', { route: 'x/{id:colour}', handler: () => undefined });`),
      more(`app.http('greet', { route: 'x', handler: () => undefined });`),
    ];
    expect(await refusals(...starts)).toEqual([
      {
        code: 'HOST-UNSUPPORTED',
        message: expect.stringContaining('counter (entityTrigger), onBlob (blobTrigger)'),
      },
      { code: 'HOST-ROUTE-CONFLICT', message: expect.stringContaining("'greet' and 'other'") },
      { code: 'HOST-FUNCTION-INVALID', message: expect.stringContaining('"61" is no second') },
      { code: 'HOST-FUNCTION-INVALID', message: expect.stringContaining('"No_Name"') },
      {
        code: 'HOST-FUNCTION-INVALID',
        message: expect.stringContaining("the constraint 'colour' is unknown"),
      },
      { code: 'HOST-FUNCTION-INVALID', message: expect.stringContaining("Two functions are named 'greet'") },
    ]);
  });

  test('settings: one missing, a connection by identity, a connection string that is none, a broken file', async () => {
    const app = path.join(apps, 'commonjs');
    const starts = [
      { appDirectory: changedApp('commonjs', { 'local.settings.json': '{"Values":{}}' }) },
      {
        appDirectory: app,
        environment: { Orders__queueServiceUri: 'https://contoso.queue.core.windows.net' },
      },
      { appDirectory: app, environment: { Orders: 'AccountKey=secret' } },
      { appDirectory: changedApp('commonjs', { 'local.settings.json': '{"Values":[]}' }) },
    ];
    const refused = await refusals(...starts);
    expect(refused).toEqual([
      { code: 'HOST-SETTING-MISSING', message: expect.stringContaining('needs the setting ORDERS') },
      {
        code: 'HOST-UNSUPPORTED',
        message: expect.stringContaining('Orders__queueServiceUri asks for a connection'),
      },
      {
        code: 'HOST-CONNECTION-INVALID',
        message: expect.stringContaining('The setting Orders is no storage'),
      },
      {
        code: 'HOST-SETTINGS-INVALID',
        message: expect.stringContaining('local.settings.json cannot be read'),
      },
    ]);
    expect(JSON.stringify(refused)).not.toContain('secret');
  });

  test('a port in use; and a start after a refusal in the same process', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    try {
      const appDirectory = path.join(apps, 'commonjs');
      const child = new HostProcess(host.directory, [
        { appDirectory, port },
        { appDirectory, port: 0 },
      ]);
      expect(await child.message(({ kind }) => kind === 'refused')).toMatchObject({
        code: 'HOST-PORT-IN-USE',
        message: expect.stringContaining(`Port ${port} is in use`),
      });
      await child.message(({ kind }) => kind === 'started');
      expect(await child.stop()).toBe(0);
    } finally {
      other.close();
    }
  });

  test('HTTP streaming', async () => {
    const appDirectory = changedApp('esmodule', {
      'functions/all.js': `
        import { app } from '@azure/functions';
        app.setup({ enableHttpStream: true });
        app.http('hello', { handler: () => ({ body: 'x' }) });`,
    });
    const child = new HostProcess(host.directory, { appDirectory, port: 0 });
    expect(await child.message(({ kind }) => kind === 'refused')).toMatchObject({ code: 'HOST-UNSUPPORTED' });
    await child.stop();
  });
});
