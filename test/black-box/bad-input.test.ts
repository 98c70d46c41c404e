/** What goes wrong before a call: one clear message, the right exit code, no stack. */
import { createServer } from 'node:http';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { runIvr, startNode } from './running-product.ts';

jest.setTimeout(30_000);

const settings = {
  GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0',
  GRAPH_CREDENTIAL: 'none',
  CALLBACK_BASE_URL: 'http://127.0.0.1:7071',
  NOTIFICATION_OPENID_CONFIGURATION_URL: 'http://127.0.0.1:9/v1/.well-known/OpenIdConfiguration',
  BOT_APP_ID: '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1',
  BOT_TENANT_ID: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
  SPEECH_PROVIDER: 'local',
};

const stack = /^\s+at .*:\d+/m;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ivr-flows-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('ivr host', () => {
  test('without a flow', async () => {
    const { code, output } = await runIvr(['host', '--port', '0'], { ...settings, FLOWS_PATH: folder });
    expect(output).toMatch(/FLOWS-MISSING/);
    expect(output).not.toMatch(stack);
    expect(code).toBe(1);
  });

  test('without the folder of flows', async () => {
    const missing = join(folder, 'nowhere');
    const { code, output } = await runIvr(['host', '--port', '0'], { ...settings, FLOWS_PATH: missing });
    expect(output).toMatch(/FLOWS-FOLDER-MISSING/);
    expect(output).not.toMatch(stack);
    expect(code).toBe(1);
  });

  test('with routes that are broken', async () => {
    await cp('flows', folder, { recursive: true });
    await writeFile(join(folder, 'routes.json'), '{ "incoming": [{ "flw": "front-desk" }] }');
    const { code, output } = await runIvr(['host', '--port', '0'], { ...settings, FLOWS_PATH: folder });
    expect(output).toMatch(/routes\.json:1:\d+/);
    expect(output).not.toMatch(stack);
    expect(code).toBe(1);
  });

  test('with several settings missing or wrong names all of them, and no secret', async () => {
    const { code, output } = await runIvr(['host', '--port', '0'], {
      ...settings,
      BOT_APP_ID: '',
      GRAPH_CREDENTIAL: 'clientSecret',
      BOT_CLIENT_SECRET: 'not-to-be-told',
      CALLBACK_BASE_URL: 'http://voice.example.net',
    });
    expect(output).toMatch(/BOT_APP_ID/);
    expect(output).toMatch(/CALLBACK_BASE_URL/);
    expect(output).not.toContain('not-to-be-told');
    expect(output).not.toMatch(stack);
    expect(code).toBe(1);
  });

  test('without any settings says what is missing, and the way out on this machine', async () => {
    const { code, output } = await runIvr(['host', '--port', '0']);
    expect(output).toMatch(/^ {2}CALLBACK_BASE_URL: is missing; .*public https origin/m);
    expect(output).toMatch(/npm start.*npx ivr graph/);
    expect(output).toMatch(/\n\(SETTINGS-INVALID\)\n$/);
    expect(code).toBe(1);
  });

  test('on a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const { code, output } = await runIvr(['host', '--port', String(port)], settings);
      expect(output).toMatch(/HOST-PORT-IN-USE/);
      expect(output).toContain(String(port));
      expect(output).not.toMatch(stack);
      expect(code).toBe(1);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('with an option that does not exist is wrong use', async () => {
    const { code, output } = await runIvr(['host', '--prot', '7071']);
    expect(output).toMatch(/--prot/);
    expect(output).not.toMatch(stack);
    expect(code).toBe(2);
  });
});

describe('a flow that does not load', () => {
  test('leaves the others running, and health says which', async () => {
    await cp('flows', folder, { recursive: true });
    const file = join(folder, 'lobby.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"start"', '"strat"'));
    const host = await startNode(['dist/cli/ivr.mjs', 'host', '--port', '0'], /listening on http/, {
      ...settings,
      FLOWS_PATH: folder,
    });
    try {
      const [, url] = /listening on (http:\S+)/.exec(host.output()) ?? [];
      const health = await fetch(`${url ?? ''}/api/health`);
      expect(health.status).toBe(503);
      expect(await health.text()).toContain('lobby');
      expect((await fetch(`${url ?? ''}/api/nowhere`)).status).toBe(404);
      expect(host.output()).toMatch(/lobby\.json:\d+:\d+ {2}error FLOW-UNKNOWN-PROPERTY .*strat/);
      expect(host.output()).not.toContain('ROUTES-UNKNOWN-FLOW');
      expect(host.output().match(/FLOW-UNKNOWN-PROPERTY/g)).toHaveLength(1);
    } finally {
      expect(await host.stop()).toBe(0);
    }
  });
});

describe('ivr dev', () => {
  const dev = ['dist/cli/ivr.mjs', 'dev', '--port', '0', '--graph-port', '0'];

  test('tells what is wrong with a flow once, for people, and where to look last', async () => {
    await cp('flows', folder, { recursive: true });
    const file = join(folder, 'lobby.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"start"', '"strat"'));
    const running = await startNode(dev, /^Open http/m, { FLOWS_PATH: folder });
    try {
      const output = running.output();
      expect(output.match(/FLOW-UNKNOWN-PROPERTY/g)).toHaveLength(1);
      expect(output).toMatch(/^.*lobby\.json:\d+:\d+ {2}error .*\n +\d+ \| .*"strat"/m);
      expect(output).not.toContain('ivr.flow.problem');
      const lines = [
        'FLOW-UNKNOWN-PROPERTY',
        'Graph simulator on ',
        'listening on ',
        'Open http://localhost:',
      ];
      const places = lines.map((line) => output.indexOf(line));
      expect(places.every((place) => place >= 0)).toBe(true);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    } finally {
      expect(await running.stop()).toBe(0);
    }
  });

  test('keeps queues in memory, also where a server is set that is not there', async () => {
    const away = {
      IvrQueues: 'UseDevelopmentStorage=true',
      IvrQueues__queueServiceUri: 'https://contoso.queue.core.windows.net',
    };
    const running = await startNode(dev, /^Open http/m, away);
    try {
      const [, graph = ''] = /Graph simulator on (http:\S+)/.exec(running.output()) ?? [];
      const body = '{"from":"+4930901820001","to":"+442079460000"}';
      const placed = await fetch(`${graph}/simulator/calls`, { method: 'POST', body });
      const { id } = z.object({ id: z.string() }).parse(await placed.json());
      await fetch(`${graph}/simulator/calls/${id}?waitFor=prompts:1`);
      await fetch(`${graph}/simulator/calls/${id}/hangup`, { method: 'POST' });
      await fetch(`${graph}/simulator/calls/${id}?waitFor=notified`);
      await running.until(/ivr\.call\.ended/);
    } finally {
      expect(await running.stop()).toBe(0);
    }
    expect(running.output()).not.toMatch(/HOST-|error|warn|failed/);
  });

  test('names its own option where the port of the simulator is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const { code, output } = await runIvr(['dev', '--port', '0', '--graph-port', String(port)]);
      expect(output).toMatch(/^ivr: .* --graph-port\. \(SIMULATOR-PORT-IN-USE\)$/m);
      expect(output).not.toContain('--port.');
      expect(code).toBe(1);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
