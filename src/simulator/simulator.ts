import { serve } from './http/server.ts';
import { openIdConfigurationPath } from './http/identity-endpoints.ts';
import { TokenAuthority } from './notifications/token-authority.ts';
import { resolvedOptions } from './options.ts';
import type { SimulatorOptions } from './options.ts';
import { Simulation } from './simulation.ts';

/** A simulator that listens. */
export interface Simulator {
  /** Its origin, such as `http://127.0.0.1:9090`. */
  readonly url: string;
  readonly port: number;
  /** What an app takes as GRAPH_BASE_URL. */
  readonly graphBaseUrl: string;
  /** What an app takes as NOTIFICATION_OPENID_CONFIGURATION_URL. */
  readonly openIdConfigurationUrl: string;
  /** The same as the control API, for programs in the same process. */
  readonly simulation: Simulation;
  close(): Promise<void>;
}

/** Makes a simulated platform without a server, for tests and tools in the same process. */
export async function createSimulation(options: SimulatorOptions = {}): Promise<Simulation> {
  const resolved = resolvedOptions(options);
  const { appId, tenantId, issuer, clock, switches } = resolved;
  const signing = { appId, tenantId, issuer, now: () => clock.now() };
  const authority =
    resolved.authority ??
    (await TokenAuthority.create({
      ...signing,
      callbackTokenLifetimeMs: () => switches.callbackTokenLifetimeMs,
    }));
  return new Simulation(resolved, authority);
}

/**
 * Starts the Graph calling simulator on 127.0.0.1. Throws a `SimulatorError`: `SIMULATOR-OPTION-INVALID`,
 * `SIMULATOR-PORT-IN-USE`, `SIMULATOR-LISTEN-FAILED`.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulation = await createSimulation(options);
  const server = await serve(simulation, simulation.options.port);
  const url = `http://127.0.0.1:${server.port}`;
  simulation.baseUrl = url;
  return {
    url,
    port: server.port,
    graphBaseUrl: `${url}/v1.0`,
    openIdConfigurationUrl: `${url}${openIdConfigurationPath}`,
    simulation,
    close: async () => {
      simulation.close();
      await server.close();
    },
  };
}
