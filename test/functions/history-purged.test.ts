/** The functions as they are registered, on an embedded host whose time is made: what becomes of a call that has ended. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { driveVirtualClock, startHost, VirtualClock } from '../../src/host/index.ts';
import type { EmbeddedHost, VirtualDriver } from '../../src/host/index.ts';
import { startServer, status } from '../graph/local-server.ts';
import type { LocalServer } from '../graph/local-server.ts';
import { openIdProvider, signer } from '../graph/notifications/token-fixture.ts';
import type { Signer } from '../graph/notifications/token-fixture.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const graphCallId = '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e002';
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
const appId = '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1';
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
let folder: string;
let graph: LocalServer;
let keys: LocalServer;
let key: Signer;
let host: EmbeddedHost;
let time: VirtualDriver;
const lines: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ivr-purge-'));
  mkdirSync(path.join(folder, 'flows'));
  writeFileSync(path.join(folder, 'flows', 'away.json'), JSON.stringify(away));
  writeFileSync(path.join(folder, 'flows', 'routes.json'), '{ "otherwise": { "flow": "away" } }');
  key = await signer('one');
  graph = await startServer(status(202));
  keys = await startServer(openIdProvider(() => [key.jwk]));
  // The functions read the machine's clock, in one place.
  jest.spyOn(Date, 'now').mockImplementation(() => clock.now());
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  host = await startHost({
    appDirectory: path.join(__dirname, '..', 'fixtures', 'host-apps', 'empty-shell'),
    port: 0,
    clock,
    queueConnections: ['IvrQueues'],
    environment: {
      AzureWebJobsScriptRoot: folder,
      BOT_APP_ID: appId,
      BOT_TENANT_ID: tenantId,
      GRAPH_BASE_URL: `${graph.origin}/v1.0`,
      GRAPH_CREDENTIAL: 'none',
      NOTIFICATION_OPENID_CONFIGURATION_URL: `${keys.origin}/.well-known/openid-configuration`,
    },
    load: () => {
      jest.requireActual('../../functions/index.ts');
    },
  });
  time = driveVirtualClock(host, clock);
});

afterAll(async () => {
  await host.close();
  jest.restoreAllMocks();
  await Promise.all([graph.close(), keys.close()]);
  rmSync(folder, { recursive: true });
});

/** Graph's first notification of the call, as often as it sends it. */
async function ring(): Promise<number> {
  const at = Math.floor(clock.now() / 1_000);
  const claims = { aud: appId, iss: 'https://api.botframework.com', tid: tenantId, nbf: at, exp: at + 600 };
  const response = await fetch(`${host.url}/api/notifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await key.sign(claims)}` },
    body: JSON.stringify({
      '@odata.type': '#microsoft.graph.commsNotifications',
      value: [
        {
          changeType: 'created',
          resourceUrl: `/communications/calls/${graphCallId}`,
          resourceData: { state: 'incoming', source: {}, targets: [] },
        },
      ],
    }),
  });
  await time.advanceBy(0);
  return response.status;
}

const rejections = (): number =>
  graph.received.filter(({ path: requested }) => requested.endsWith('/reject')).length;
const call = () => host.durable.instance(`in-${graphCallId}`);

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
