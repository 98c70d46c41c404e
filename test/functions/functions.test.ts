import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHost } from '../../src/host/index.ts';
import type { EmbeddedHost } from '../../src/host/index.ts';
import { milliseconds } from '../../src/call/index.ts';
import { silence } from '../../src/media/index.ts';
import {
  callOrchestrator,
  commandActivities,
  effectActivities,
  workOutSchedulesActivity,
  writeCallRecordActivity,
} from '../../src/orchestration/index.ts';
import { startServer, status } from '../graph/local-server.ts';
import type { LocalServer } from '../graph/local-server.ts';
import { openIdProvider, signer } from '../graph/notifications/token-fixture.ts';
import type { Signer } from '../graph/notifications/token-fixture.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const graphCallId = '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001';
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
const appId = '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1';
const issuer = 'https://api.botframework.com';

const greeting = {
  id: 'greeting',
  version: '1.0.0',
  locale: 'en-GB',
  start: 'greet',
  nodes: { greet: { type: 'prompt', play: [{ audio: 'hello.wav' }], next: 'end' }, end: { type: 'hangup' } },
};

let folder: string;
let graph: LocalServer;
let keys: LocalServer;
let key: Signer;
let host: EmbeddedHost;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ivr-functions-'));
  mkdirSync(path.join(folder, 'flows'));
  writeFileSync(path.join(folder, 'flows', 'greeting.json'), JSON.stringify(greeting));
  writeFileSync(path.join(folder, 'flows', 'hello.wav'), silence(milliseconds(100)));
  writeFileSync(path.join(folder, 'flows', 'routes.json'), '{ "otherwise": { "flow": "greeting" } }');
  key = await signer('one');
  graph = await startServer(status(202));
  keys = await startServer(openIdProvider(() => [key.jwk]));
  host = await startHost({
    appDirectory: path.join(__dirname, '..', 'fixtures', 'host-apps', 'empty-shell'),
    port: 0,
    environment: {
      AzureWebJobsScriptRoot: folder,
      BOT_APP_ID: appId,
      BOT_TENANT_ID: tenantId,
      GRAPH_BASE_URL: `${graph.origin}/v1.0`,
      GRAPH_CREDENTIAL: 'none',
      NOTIFICATION_OPENID_CONFIGURATION_URL: `${keys.origin}/.well-known/openid-configuration`,
      LOG_LEVEL: 'error',
    },
    load: () => {
      jest.requireActual('../../functions/index.ts');
    },
  });
});

afterAll(async () => {
  await host.close();
  await Promise.all([graph.close(), keys.close()]);
  rmSync(folder, { recursive: true });
});

const seconds = (): number => Math.floor(Date.now() / 1_000);
const token = (): Promise<string> =>
  key.sign({ aud: appId, iss: issuer, tid: tenantId, nbf: seconds(), exp: seconds() + 600 });

async function notify(
  route: string,
  changeType: string,
  resourceData: object,
  authorization?: string,
): Promise<number> {
  const response = await fetch(`${host.url}/api/notifications${route}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: authorization ?? `Bearer ${await token()}`,
    },
    body: JSON.stringify({
      '@odata.type': '#microsoft.graph.commsNotifications',
      value: [{ changeType, resourceUrl: `/communications/calls/${graphCallId}`, resourceData }],
    }),
  });
  return response.status;
}

test('every name that the orchestrator calls is registered, and every route', () => {
  const names = host.functions.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      callOrchestrator,
      workOutSchedulesActivity,
      writeCallRecordActivity,
      ...commandActivities,
      ...Object.values(effectActivities),
    ]),
  );
  expect(names).toEqual(expect.arrayContaining(['notifications', 'call-notifications', 'media', 'health']));
});

test('health says that all is there', async () => {
  const response = await fetch(`${host.url}/api/health`);
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
});

test('a notification without a good token is not taken', async () => {
  expect(await notify('', 'created', { state: 'incoming' }, 'Bearer a.b.c')).toBe(401);
  expect(graph.received).toEqual([]);
});

test('a call goes from its notification over Graph to its record, and its audio is served', async () => {
  expect(await notify('', 'created', { state: 'incoming', source: {}, targets: [] })).toBe(202);
  await host.whenQuiet();
  const [answer] = graph.received;
  expect(answer?.path).toBe(`/v1.0/communications/calls/${graphCallId}/answer`);
  const { callbackUri } = JSON.parse(answer?.body ?? '{}');
  expect(callbackUri).toBe(`${host.url}/api/notifications/in-${graphCallId}`);
  const route = `/in-${graphCallId}`;
  expect(await notify(route, 'updated', { state: 'established', mediaState: { audio: 'active' } })).toBe(202);
  await host.whenQuiet();
  const play = graph.received.find(({ path: requested }) => requested.endsWith('/playPrompt'));
  const { uri } = JSON.parse(play?.body ?? '{}').prompts[0].mediaInfo;
  const audio = await fetch(uri);
  expect(audio.headers.get('content-type')).toBe('audio/wav');
  expect(Buffer.from(await audio.arrayBuffer()).equals(silence(milliseconds(100)))).toBe(true);
  expect((await fetch(uri, { method: 'HEAD' })).headers.get('content-length')).toBe('3244');
  expect(await notify(route, 'deleted', { state: 'terminated' })).toBe(202);
  await host.whenQuiet();
  const records = host.queues.peek('ivr-call-records').map(({ text }) => JSON.parse(text));
  expect(records).toMatchObject([
    { callId: `in-${graphCallId}`, end: 'abandoned', flow: { id: 'greeting' } },
  ]);
  expect(await notify('', 'created', { state: 'incoming' })).toBe(202);
  await host.whenQuiet();
  expect(graph.received.filter(({ path: requested }) => requested.endsWith('/answer'))).toHaveLength(1);
});
