import { startHost } from '../src/host/index.ts';
import { startSimulator } from '../src/simulator/index.ts';
import type { Simulator } from '../src/simulator/index.ts';
import { median, rounded } from './benchmark.ts';
import type { Figure } from './benchmark.ts';

const turns = 15;
const instance = '550fae72-d251-43ec-868c-373732c2704f';

/**
 * From a key to the next media request, through notification, orchestration and activity on the embedded host,
 * with a Graph that answers at once: what is ours of a turn. Hops are the durable ones: the event and every
 * activity up to the media request.
 */
export async function benchTurn(root: string): Promise<readonly Figure[]> {
  const port = 7_971;
  const origin = `http://127.0.0.1:${port}`;
  const simulator = await startSimulator({ notifyUrl: `${origin}/api/notifications` });
  const host = await startHost({ appDirectory: root, port, environment: settingsFor(simulator, origin) });
  try {
    const barged = await measure(simulator, true);
    const silent = await measure(simulator, false);
    return [...figures('key after the prompt', silent), ...figures('key during the prompt', barged)];
  } finally {
    await host.close();
    await simulator.close();
  }
}

interface Turn {
  readonly latency: number;
  readonly hops: number;
}

function figures(name: string, measured: readonly Turn[]): readonly Figure[] {
  return [
    {
      name: `${name}, to the next media request`,
      unit: 'ms',
      value: rounded(median(measured.map(({ latency }) => latency))),
    },
    { name: `${name}, durable hops`, unit: 'hops', value: median(measured.map(({ hops }) => hops)) },
  ];
}

/** The first wrong key of a call is told so: a turn that ends in a prompt. */
async function measure(simulator: Simulator, during: boolean): Promise<readonly Turn[]> {
  const { simulation } = simulator;
  const measured: Turn[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const from = { kind: 'phone', id: '+4930901820001' } as const;
    const call = simulation.placeCall({ from, to: { kind: 'applicationInstance', id: instance } });
    const prompts = () => call.transcript.entries.filter((entry) => entry.kind === 'prompt');
    await until(() => prompts().length > 0);
    // Skips the greeting, so that the menu sounds; its wrong key is the turn.
    await until(() => prompts().length > 1);
    if (!during) await until(() => prompts().every((entry) => entry.until !== null));
    const before = call.transcript.entries.length;
    const pressedAt = simulation.clock.now() - call.placedAt;
    simulation.pressKeys(call, '7');
    const requests = () => call.transcript.entries.slice(before).filter((entry) => entry.kind === 'request');
    await until(() => requests().some((entry) => entry.operation === 'playPrompt'));
    const played = requests().findIndex((entry) => entry.operation === 'playPrompt');
    measured.push({ latency: (requests()[played]?.at ?? Number.NaN) - pressedAt, hops: played + 2 });
    simulation.hangUp(call);
  }
  return measured;
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('The call did not come as far as the benchmark expects.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function settingsFor(simulator: Simulator, origin: string): Readonly<Record<string, string>> {
  const { appId, tenantId } = simulator.simulation.options;
  return {
    GRAPH_BASE_URL: simulator.graphBaseUrl,
    GRAPH_CREDENTIAL: 'none',
    CALLBACK_BASE_URL: origin,
    NOTIFICATION_OPENID_CONFIGURATION_URL: simulator.openIdConfigurationUrl,
    BOT_APP_ID: appId,
    BOT_TENANT_ID: tenantId,
    SPEECH_PROVIDER: 'local',
    LOG_LEVEL: 'error',
  };
}
