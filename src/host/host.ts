/**
 * The embedded host: puts the rooms together, starts and ends them.
 *
 * HS1 A host that could not start leaves nothing behind: no listener, no setting, no registration.
 * HS2 Closing takes nothing new, lets what runs finish within a limit, runs the app's terminate hooks and then forgets everything.
 */
import path from 'node:path';
import { loadApplication } from './application.ts';
import type { Assembly } from './assembly.ts';
import { assemble } from './assembly.ts';
import { refuseStreaming, warnOfRetries } from './capabilities.ts';
import type { Clock } from './clock.ts';
import { SystemClock } from './clock.ts';
import { activateHost, currentProgrammingModel, Registrations } from './core-api.ts';
import type { DurableEngine } from './durable/engine.ts';
import type { ManagementAddress } from './durable/management-links.ts';
import { applyEnvironment } from './environment.ts';
import { describeCause, HostError } from './errors.ts';
import type { FunctionSummary } from './function-summary.ts';
import { summarize } from './function-summary.ts';
import { parseFunctions } from './functions.ts';
import { readHostConfiguration } from './host-configuration.ts';
import type { HostOptions } from './host-options.ts';
import type { HostKeys } from './http/keys.ts';
import { createKeys } from './http/keys.ts';
import { parseLevel } from './invoker.ts';
import type { Listeners } from './listeners.ts';
import { openListeners } from './listeners.ts';
import type { HostLog, Report } from './log.ts';
import type { MemoryQueues } from './queues/memory-queues.ts';
import { isConfigured } from './queues/queue-connections.ts';
import { queueEndpointAddress } from './queues/queue-endpoint.ts';
import type { Settings } from './settings.ts';
import { readSettings } from './settings.ts';
import type { WorkFilter } from './work-tracker.ts';

export interface EmbeddedHost {
  readonly port: number;
  /** `http://127.0.0.1:7071` */
  readonly url: string;
  readonly functions: readonly FunctionSummary[];
  /** Null when keys are not checked. */
  readonly keys: HostKeys | null;
  readonly durable: DurableEngine;
  /** The queues in memory; those of a server are not here. */
  readonly queues: MemoryQueues;
  readonly clock: Clock;
  /** Resolves when nothing runs (but what `ignoring` accepts) and nothing is deliverable while the clock stands still. */
  whenQuiet(ignoring?: WorkFilter): Promise<void>;
  /** When the next durable message under way arrives, or null. */
  nextArrival(): number | null;
  /** Nothing runs and no durable message is under way. Timers do not count. */
  isIdle(): boolean;
  close(): Promise<void>;
}

/** @throws HostError with one clear message for everything that is wrong with the app, its settings or the port */
export async function startHost(options: HostOptions): Promise<EmbeddedHost> {
  const undo: (() => void)[] = [];
  try {
    const { appDirectory } = options;
    return await start(
      { ...options, appDirectory: appDirectory === null ? null : path.resolve(appDirectory) },
      undo,
    );
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

async function start(options: HostOptions, undo: (() => void)[]): Promise<EmbeddedHost> {
  const clock = options.clock ?? new SystemClock();
  const log: HostLog = options.log ?? (() => undefined);
  const report: Report = (level, message) =>
    log({ time: new Date(clock.now()), level, category: 'host', message });
  const settings = readSettings(options.appDirectory, options.environment ?? process.env);
  const configuration = readHostConfiguration(options.appDirectory, settings);
  const listeners = await openListeners(options, undo);
  const hostname = `${options.hostname ?? '127.0.0.1'}:${listeners.front.port}`;
  const queueEndpoint = queueEndpointAddress(`http://127.0.0.1:${listeners.rpc.port}`);
  const connections = (options.queueConnections ?? [])
    .filter((name) => !isConfigured(name, settings))
    .map((name): [string, string] => [name, queueEndpoint.connectionString]);
  undo.push(applyEnvironment([...hostDefaults(settings, hostname), ...settings, ...connections]));

  const registrations = new Registrations();
  const coreLog = (level: string, _category: string, message: string): void =>
    report(parseLevel(level), message);
  undo.push(activateHost({ registrations, log: coreLog }));
  await (options.load === undefined
    ? loadApplication(options.appDirectory ?? '.', registrations)
    : options.load());
  registrations.locked = true;
  await refuseStreaming(currentProgrammingModel());
  const functions = parseFunctions(registrations.functions, settings);
  warnOfRetries(functions, report);

  const keys = options.enableAuth === true ? createKeys(functions.map(({ name }) => name)) : null;
  const address: ManagementAddress = {
    baseUrl: `http://${hostname}/runtime/webhooks/durabletask`,
    rpcBaseUrl: `http://127.0.0.1:${listeners.rpc.port}/durabletask/`,
    hubName: configuration.hubName,
    key: keys?.durable ?? null,
  };
  const host = assemble({
    options,
    clock,
    log,
    report,
    settings,
    configuration,
    registrations,
    functions,
    keys,
    address,
    queuePath: queueEndpoint.path,
  });
  undo.push(() => host.stop());
  await runStartHooks(host);
  host.startTriggers();
  listeners.open(host.http);
  return {
    port: listeners.front.port,
    url: `http://${hostname}`,
    functions: functions.map((hosted) => summarize(hosted, host.routes)),
    keys,
    durable: host.engine,
    queues: host.queues.memory,
    clock,
    whenQuiet: (ignoring) => host.work.whenQuiet(ignoring),
    nextArrival: () => host.engine.nextArrival(),
    isIdle: () => host.work.running().length === 0 && host.engine.nextArrival() === null,
    close: once(() => close(host, listeners, report, options.closeLimit ?? 5000, undo)),
  };
}

async function runStartHooks(host: Assembly): Promise<void> {
  try {
    await host.invoker.runAppHooks('appStart');
  } catch (error) {
    throw new HostError('HOST-APP-FAILED', `An appStart hook failed: ${describeCause(error)}`, {}, error);
  }
}

/** What the Functions tools set when nobody else did. */
function hostDefaults(settings: Settings, hostname: string): [string, string][] {
  const defaults: [string, string][] = [
    ['AZURE_FUNCTIONS_ENVIRONMENT', 'Development'],
    ['FUNCTIONS_WORKER_RUNTIME', 'node'],
    ['WEBSITE_HOSTNAME', hostname],
  ];
  return defaults.filter(([name]) => !settings.has(name));
}

/** HS2 */
async function close(
  host: Assembly,
  listeners: Listeners,
  report: Report,
  limit: number,
  undo: (() => void)[],
): Promise<void> {
  listeners.front.stop();
  host.stop();
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timeout = setTimeout(() => resolve('late'), limit)));
  const outcome = await Promise.race([host.work.whenQuiet(), late]);
  clearTimeout(timeout);
  if (outcome === 'late') {
    const names = host.work.running().map(({ kind, name }) => `${kind} ${name}`);
    report('warning', `Closed while this still ran after ${limit} ms: ${names.join(', ')}.`);
  }
  try {
    await host.invoker.runAppHooks('appTerminate');
  } catch (error) {
    report('error', `An appTerminate hook failed: ${describeCause(error)}`);
  } finally {
    for (const step of undo.reverse()) step();
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= run());
}
