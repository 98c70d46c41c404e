/** Puts the parts of a host together; nothing runs until its triggers are started. */
import type { Clock } from './clock.ts';
import type { Registrations } from './core-api.ts';
import { createChaos } from './durable/chaos.ts';
import { durableFunctions } from './durable/durable-functions.ts';
import { DurableEngine } from './durable/engine.ts';
import { ManagementApi } from './durable/management-api.ts';
import type { ManagementAddress } from './durable/management-links.ts';
import { clientBindingJson } from './durable/management-links.ts';
import { FunctionRunner } from './function-runner.ts';
import type { HostedFunction } from './functions.ts';
import type { HostConfiguration } from './host-configuration.ts';
import type { HostOptions } from './host-options.ts';
import { HttpRoutes } from './http/http-functions.ts';
import { HttpHost } from './http/http-host.ts';
import type { HostKeys } from './http/keys.ts';
import { Invoker } from './invoker.ts';
import type { HostLog, Report } from './log.ts';
import { QueueConnections } from './queues/queue-connections.ts';
import { QueueEndpoint } from './queues/queue-endpoint.ts';
import { listenToQueue } from './queues/queue-trigger.ts';
import type { Settings } from './settings.ts';
import { runTimer, timerFunctions } from './timers/timer-trigger.ts';
import { WorkTracker } from './work-tracker.ts';

export interface Parts {
  readonly options: HostOptions;
  readonly clock: Clock;
  readonly log: HostLog;
  readonly report: Report;
  readonly settings: Settings;
  readonly configuration: HostConfiguration;
  readonly registrations: Registrations;
  readonly functions: readonly HostedFunction[];
  readonly keys: HostKeys | null;
  readonly address: ManagementAddress;
  /** Where the app's own queue clients find the queues in memory. */
  readonly queuePath: string;
}

export interface Assembly {
  readonly work: WorkTracker;
  readonly queues: QueueConnections;
  readonly invoker: Invoker;
  readonly routes: HttpRoutes;
  readonly engine: DurableEngine;
  readonly http: HttpHost;
  startTriggers(): void;
  stop(): void;
}

/** @throws HostError for routes, schedules and connections that are wrong */
export function assemble(parts: Parts): Assembly {
  const { options, clock, log, report, settings, configuration, registrations, functions, keys, address } =
    parts;
  const work = new WorkTracker();
  const onTrouble = (message: string): void => report('warning', message);
  const queues = new QueueConnections({ settings, clock, configuration: configuration.queues, onTrouble });
  const invoker = new Invoker({
    registrations,
    log,
    clock,
    durableClientData: () => clientBindingJson(address),
  });
  const runner = new FunctionRunner({ invoker, queues, log, clock });
  const routes = new HttpRoutes(functions, configuration.routePrefix);
  const timers = timerFunctions(functions);
  for (const { queueOutputs } of functions) {
    for (const { connection } of queueOutputs.values()) queues.get(connection);
  }
  const engine = new DurableEngine({
    clock,
    log,
    work,
    chaos: createChaos(options.chaos),
    latency: options.latency ?? 0,
    versioning: configuration.versioning,
    functions: durableFunctions(functions, runner),
    onEpisode: options.onEpisode,
  });
  const management = new ManagementApi({ engine, clock, address: () => address });
  const { onUnmatched } = options;
  const { messageEncoding } = configuration.queues;
  const queueClients = {
    path: parts.queuePath,
    endpoint: new QueueEndpoint(queues.memory, messageEncoding),
  };
  const http = new HttpHost({
    routes,
    runner,
    management,
    queueClients,
    queues: queues.memory,
    keys,
    log,
    clock,
    work,
    onUnmatched,
  });
  const listening = functions.flatMap((hosted) => {
    const { trigger } = hosted;
    if (trigger.kind !== 'queue') return [];
    const service = queues.get(trigger.connection);
    return [
      { hosted, queue: trigger, service, runner, work, configuration: configuration.queues, onTrouble },
    ];
  });
  const stops: (() => void)[] = [];
  return {
    work,
    queues,
    invoker,
    routes,
    engine,
    http,
    startTriggers(): void {
      for (const trigger of listening) stops.push(listenToQueue(trigger));
      for (const timer of timers) stops.push(runTimer({ timer, runner, clock, work }));
    },
    stop(): void {
      for (const stopOne of stops) stopOne();
      engine.close();
    },
  };
}
