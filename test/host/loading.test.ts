import { createServer } from 'node:http';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildHost, HostProcess } from './support/host-process.ts';

const apps = path.join(__dirname, '..', 'fixtures', 'host-apps');
const host = buildHost();
const folders: string[] = [];

afterAll(() => {
  host.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function startApp(appDirectory: string, options: object = {}) {
  const child = new HostProcess(host.directory, { appDirectory, port: 0, ...options });
  const { url, keys, functions } = await child.message(({ kind }) => kind === 'started');
  return { child, url: String(url), keys, functions };
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

async function refusal(appDirectory: string, options: object = {}) {
  const child = new HostProcess(host.directory, { appDirectory, port: 0, ...options });
  const { code, message } = await child.message(({ kind }) => kind === 'refused');
  expect(await child.ended).toBe(0);
  expect(String(message)).not.toMatch(/\n\s+at /);
  return { code, message: String(message) };
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
    const links: Record<string, string> = await begun.json();
    const raised = await fetch((links['sendEventPostUri'] ?? '').replace('{eventName}', 'approval'), {
      method: 'POST',
      body: '"granted"',
    });
    expect(raised.status).toBe(202);
    let status: Record<string, unknown> = {};
    while (status['runtimeStatus'] !== 'Completed') {
      status = await (await fetch(links['statusQueryGetUri'] ?? '')).json();
    }
    expect(status['output']).toEqual({ price: { total: 12 }, approval: 'granted' });

    await child.message(({ message }) => message === 'received object 1');
    await child.message(({ message }) => message === 'received string 2');
    await child.message(({ message }) => /moved to 'orders-poison'/.test(String(message)));
    expect((await child.ask())['poison']).toEqual([{ text: 'as text', dequeueCount: 0 }]);

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
  test('no package.json, no main, a main that is not built', async () => {
    expect(await refusal(changedApp('commonjs', { 'package.json': null }))).toMatchObject({
      code: 'HOST-APP-MISSING',
      message: expect.stringContaining('There is no package.json'),
    });
    expect(await refusal(changedApp('commonjs', { 'package.json': '{}' }))).toMatchObject({
      code: 'HOST-MAIN-MISSING',
    });
    expect(await refusal(path.join(apps, 'empty-shell'))).toMatchObject({
      code: 'HOST-MAIN-MISSING',
      message: expect.stringContaining('npm run build'),
    });
  });

  test('an app that throws or registers nothing', async () => {
    const throws = changedApp('commonjs', { 'more.js': 'throw new Error("no database");' });
    expect(await refusal(throws)).toMatchObject({
      code: 'HOST-APP-FAILED',
      message: expect.stringMatching(/more\.js failed while it was loaded: no database$/),
    });
    const silent = changedApp('esmodule', { 'functions/all.js': 'export {};' });
    expect(await refusal(silent)).toMatchObject({ code: 'HOST-NO-FUNCTIONS' });
  });

  test('a host.json that is missing, no JSON, or asks for what does not exist', async () => {
    expect(await refusal(changedApp('esmodule', { 'host.json': null }))).toMatchObject({
      code: 'HOST-CONFIGURATION-INVALID',
    });
    expect(await refusal(changedApp('esmodule', { 'host.json': '{' }))).toMatchObject({
      message: expect.stringContaining('is not valid JSON'),
    });
    const sessions = '{"version":"2.0","extensions":{"durableTask":{"extendedSessionsEnabled":true}}}';
    expect(await refusal(changedApp('esmodule', { 'host.json': sessions }))).toMatchObject({
      message: expect.stringContaining('extendedSessionsEnabled'),
    });
  });

  test('unsupported triggers: every one of them, by name', async () => {
    const app = changedApp('commonjs', {
      'more.js': `
        const { app } = require('@azure/functions');
        const df = require('durable-functions');
        df.app.entity('counter', () => undefined);
        app.storageBlob('onBlob', { path: 'x/{name}', connection: 'C', handler: () => undefined });`,
    });
    expect(await refusal(app)).toMatchObject({
      code: 'HOST-UNSUPPORTED',
      message: expect.stringContaining('counter (entityTrigger), onBlob (blobTrigger)'),
    });
  });

  test('routes that take the same requests', async () => {
    const app = changedApp('commonjs', {
      'more.js': `
        const { app } = require('@azure/functions');
        app.http('other', { route: 'Greet/{who}/{n:int?}', methods: ['POST'], handler: () => undefined });`,
    });
    expect(await refusal(app)).toMatchObject({
      code: 'HOST-ROUTE-CONFLICT',
      message: expect.stringContaining("'greet' and 'other'"),
    });
  });

  test('a missing setting, a connection by identity, a schedule that is none', async () => {
    const bare = changedApp('commonjs', { 'local.settings.json': '{"Values":{}}' });
    expect(await refusal(bare)).toMatchObject({
      code: 'HOST-SETTING-MISSING',
      message: expect.stringContaining('needs the setting ORDERS'),
    });
    const identity = { ORDERS: 'orders', Orders__queueServiceUri: 'https://contoso.queue.core.windows.net' };
    expect(await refusal(path.join(apps, 'commonjs'), { environment: identity })).toMatchObject({
      code: 'HOST-UNSUPPORTED',
      message: expect.stringContaining('by identity'),
    });
    const wrong = { ORDERS: 'orders', Orders: 'not a connection string' };
    expect(await refusal(path.join(apps, 'commonjs'), { environment: wrong })).toMatchObject({
      code: 'HOST-CONNECTION-INVALID',
    });
    const timer = changedApp('commonjs', {
      'more.js': `require('@azure/functions').app.timer('tick', { schedule: '61 * * * * *', handler: () => undefined });`,
    });
    expect(await refusal(timer)).toMatchObject({
      code: 'HOST-FUNCTION-INVALID',
      message: expect.stringContaining('"61" is no second'),
    });
  });

  test('a port in use', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    expect(await refusal(path.join(apps, 'commonjs'), { port })).toMatchObject({
      code: 'HOST-PORT-IN-USE',
      message: expect.stringContaining(`Port ${port} is in use`),
    });
    other.close();
  });

  test('HTTP streaming', async () => {
    const app = changedApp('esmodule', {
      'functions/all.js': `
        import { app } from '@azure/functions';
        app.setup({ enableHttpStream: true });
        app.http('hello', { handler: () => ({ body: 'x' }) });
        setTimeout(() => process.exit(0), 1500).unref();`,
    });
    const child = new HostProcess(host.directory, { appDirectory: app, port: 0 });
    expect(await child.message(({ kind }) => kind === 'refused')).toMatchObject({ code: 'HOST-UNSUPPORTED' });
    await child.stop();
  });
});
