/** Microsoft's own client for JavaScript, led to a simulator on loopback, as an app without our code would use it. */
import { Client, MiddlewareFactory } from '@microsoft/microsoft-graph-client';
import type { AuthenticationProvider, Context, Middleware } from '@microsoft/microsoft-graph-client';
import { exampleAppId, exampleTenantId, startSimulator } from '../../../src/simulator/index.ts';
import type { SimulatedParty, Simulator, SimulatorOptions } from '../../../src/simulator/index.ts';
import type { SimulatedCall } from '../../../src/simulator/call/simulated-call.ts';
import { writeWav } from '../../../src/simulator/media/wav.ts';
import { answerBody, caller, frontDesk, notifyUrl } from '../world.ts';

const graphOrigin = 'https://graph.microsoft.com';
const clientSecret = 'known to the app';

export interface ClientDesk {
  readonly simulator: Simulator;
  readonly client: Client;
  /** What the token endpoint was asked for, in order. */
  readonly tokensAsked: string[];
  readonly incoming: () => SimulatedCall;
  readonly established: (media?: object) => Promise<SimulatedCall>;
  /** To which somebody has come. */
  readonly group: (media?: object) => Promise<SimulatedCall>;
}

/** Starts a simulator that takes nobody without a token, and a client that gets one. */
export async function clientDesk(options: SimulatorOptions = {}, secret = clientSecret): Promise<ClientDesk> {
  const simulator = await startSimulator({
    notifyUrl,
    clientSecret,
    allowAnonymous: false,
    transport: () => Promise.resolve({ status: 202, location: null }),
    fetchMedia: () => Promise.resolve(writeWav(1000, () => 0)),
    ...options,
    switches: { ...quick, ...options.switches },
  });
  const tokensAsked: string[] = [];
  const { simulation } = simulator;
  const incoming = (from: SimulatedParty = caller): SimulatedCall =>
    simulation.placeCall({ from, to: frontDesk });
  const client = clientOf(simulator, secret, tokensAsked);
  const established: ClientDesk['established'] = async (media = answerBody.mediaConfig) => {
    const call = incoming();
    await client.api(`/communications/calls/${call.id}/answer`).post({ ...answerBody, mediaConfig: media });
    await until(simulator, call, 'audioActive');
    return call;
  };
  const group: ClientDesk['group'] = async (media) => {
    const call = await established(media);
    simulation.changeRoster(call, { join: { kind: 'user', id: 'ada' }, inLobby: false });
    return call;
  };
  return { simulator, client, tokensAsked, incoming: () => incoming(), established, group };
}

/** What a request needs comes at once; what is to be seen while it lasts stays. */
const quick = {
  establishingAfterMs: 0,
  establishedAfterMs: 1,
  audioActiveAfterMs: 2,
  operationMs: 1,
  transferMs: 60_000,
  recordingPolicy: true,
} as const;

async function until({ url }: Simulator, call: SimulatedCall, condition: string): Promise<void> {
  const response = await fetch(`${url}/simulator/calls/${call.id}?waitFor=${condition}`);
  if (response.status !== 200) throw new Error(`never ${condition}`);
}

/** The client's own chain, but for its last link: what it sends to Graph goes to the simulator. */
function clientOf({ url }: Simulator, secret: string, tokensAsked: string[]): Client {
  const authentication: AuthenticationProvider = {
    getAccessToken: () => accessToken(`${url}/${exampleTenantId}/oauth2/v2.0/token`, secret, tokensAsked),
  };
  const wire: Middleware = {
    execute: async (context: Context) => {
      const address = typeof context.request === 'string' ? context.request : context.request.url;
      context.response = await fetch(address.replace(graphOrigin, url), context.options);
    },
  };
  const chain = MiddlewareFactory.getDefaultMiddlewareChain(authentication);
  return Client.initWithMiddleware({ middleware: [...chain.slice(0, -1), wire] });
}

/** Client credentials, as any app gets a token from Entra. */
async function accessToken(endpoint: string, secret: string, tokensAsked: string[]): Promise<string> {
  tokensAsked.push(endpoint);
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: exampleAppId,
      client_secret: secret,
      scope: `${graphOrigin}/.default`,
    }),
  });
  const answer: Readonly<Record<string, string>> = JSON.parse(await response.text());
  if (answer.access_token === undefined) throw new Error(answer.error_description);
  return answer.access_token;
}
