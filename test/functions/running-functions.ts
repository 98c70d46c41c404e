/** The functions as they are registered, on an embedded host, with a flow for every call and a Graph that accepts everything. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHost } from '../../src/host/index.ts';
import type { EmbeddedHost, HostOptions } from '../../src/host/index.ts';
import { startServer, status } from '../graph/local-server.ts';
import type { LocalServer } from '../graph/local-server.ts';
import { openIdProvider, signer } from '../graph/notifications/token-fixture.ts';

/** The call that is told of. */
export const graphCallId = '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001';
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
const appId = '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1';
const issuer = 'https://api.botframework.com';

export interface RunningFunctions {
  readonly host: EmbeddedHost;
  readonly graph: LocalServer;
  /** Tells of the call as Graph does, with a token of Graph's unless another is given; gives the status of the answer. */
  readonly notify: (
    route: string,
    changeType: string,
    resourceData: object,
    authorization?: string,
  ) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** `audio`: what lies beside the flow, by its name. */
export async function startFunctions(
  flow: { readonly id: string },
  audio: Readonly<Record<string, Uint8Array>> = {},
  options: Pick<HostOptions, 'clock' | 'queueConnections'> & {
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<RunningFunctions> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ivr-functions-'));
  mkdirSync(path.join(folder, 'flows'));
  const files = {
    [`${flow.id}.json`]: JSON.stringify(flow),
    'routes.json': JSON.stringify({ otherwise: { flow: flow.id } }),
    ...audio,
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, 'flows', name), content);
  const key = await signer('one');
  const graph = await startServer(status(202));
  const keys = await startServer(openIdProvider(() => [key.jwk]));
  const host = await startHost({
    ...options,
    appDirectory: path.join(__dirname, '..', 'fixtures', 'host-apps', 'empty-shell'),
    port: 0,
    environment: {
      AzureWebJobsScriptRoot: folder,
      BOT_APP_ID: appId,
      BOT_TENANT_ID: tenantId,
      GRAPH_BASE_URL: `${graph.origin}/v1.0`,
      GRAPH_CREDENTIAL: 'none',
      NOTIFICATION_OPENID_CONFIGURATION_URL: `${keys.origin}/.well-known/openid-configuration`,
      ...options.environment,
    },
    load: () => {
      jest.requireActual('../../functions/index.ts');
    },
  });
  const token = (): Promise<string> => {
    const at = Math.floor(Date.now() / 1_000);
    return key.sign({ aud: appId, iss: issuer, tid: tenantId, nbf: at, exp: at + 600 });
  };
  return {
    host,
    graph,
    notify: async (route, changeType, resourceData, authorization) => {
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
    },
    close: async () => {
      await host.close();
      await Promise.all([graph.close(), keys.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}
