import { askedOperation, milliseconds } from '../call/index.ts';
import type { Instant, Milliseconds } from '../call/index.ts';
import { commandPerformer, createGraphClient, noTokens } from '../graph/index.ts';
import type { PerformCommand } from '../graph/index.ts';
import type { VirtualClock } from '../host/index.ts';
import type { Faults } from '../rehearsal/index.ts';
import { createSimulation, unsignedAuthority } from '../simulator/index.ts';
import type { NotificationTransport, Simulation } from '../simulator/index.ts';
import { reportGraphRequest } from '../telemetry/index.ts';
import type { Log } from '../telemetry/index.ts';
import { origin } from './delivery.ts';
import { graphSender } from './graph-sender.ts';
import { hostedFaults } from './hosted-faults.ts';
import { idsInTurn } from './ids-in-turn.ts';
import type { PromptSource } from './prompt-source.ts';

const graphOrigin = 'http://127.0.0.1:9090/v1.0';
const addresses = { callbackBaseUrl: origin, mediaBaseUrl: `${origin}/api/media` };

/** Graph answers and tells at once, as section 6 of the flow language has it. */
const immediately = {
  establishingAfterMs: 0,
  establishedAfterMs: 0,
  audioActiveAfterMs: 0,
  rosterAfterMs: 0,
  inviteRosterMs: 0,
  terminatedAfterMs: 0,
  batchWindowMs: 0,
  beepMs: 0,
  numbersAreInstances: false,
} as const;

interface GraphOptions {
  readonly clock: VirtualClock;
  readonly now: () => Instant;
  readonly tenantId: string;
  readonly faults: Faults;
  readonly prompts: PromptSource;
  readonly transport: NotificationTransport;
  readonly sleep: (length: Milliseconds) => Promise<void>;
  readonly log: Log;
}

/** The simulated Graph, and the product's own client of it. */
export interface SimulatedGraph {
  readonly simulation: Simulation;
  readonly perform: PerformCommand;
}

export async function simulatedGraph(options: GraphOptions): Promise<SimulatedGraph> {
  const { clock, now, tenantId, prompts, transport, sleep, log } = options;
  const faults = hostedFaults(options.faults, {
    isCallers: (id) => simulation.calls[0]?.id === id,
    isRinging: () => simulation.calls.length === 1 && simulation.calls[0]?.facts.direction === 'outgoing',
  });
  const simulation = await createSimulation({
    notifyUrl: `${origin}/api/notifications`,
    clock,
    authority: unsignedAuthority(),
    switches: immediately,
    tenantId,
    fetchMedia: prompts.fetch,
    transport,
    faults: faults.source,
    newId: idsInTurn(),
    log: (line) => {
      throw new Error(line);
    },
  });
  const client = createGraphClient({
    baseUrl: graphOrigin,
    tokens: noTokens,
    send: graphSender(simulation),
    clock: now,
    chance: () => 0.5,
    wait: (length) => sleep(milliseconds(length)),
    // Random ids hold any digits, and nobody scripts them.
    report: (request) =>
      reportGraphRequest(log, () => undefined, { ...request, clientRequestId: null, requestId: null }),
  });
  const perform = commandPerformer(client, addresses, now);
  return {
    simulation,
    perform: (command, call) => {
      faults.begin(askedOperation(command));
      return perform(command, call);
    },
  };
}
