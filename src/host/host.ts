/**
 * The embedded host: puts the rooms together, starts and ends them.
 *
 * HS1 A host that could not start leaves nothing behind: no listener, no setting, no registration.
 * HS2 Closing takes nothing new, lets what runs finish within a limit, runs the app's terminate hooks and then forgets everything.
 */
import path from 'node:path';
import { loadApplication } from './application.ts';
import type { Clock } from './clock.ts';
import { SystemClock } from './clock.ts';
import { activateHost, currentProgrammingModel, Registrations } from './core-api.ts';
import type { ProgrammingModel } from './core-api.ts';
import type { ChaosOptions } from './durable/chaos.ts';
import { createChaos } from './durable/chaos.ts';
import { durableFunctions } from './durable/durable-functions.ts';
import { DurableEngine } from './durable/engine.ts';
import type { EpisodeTrace } from './durable/episode.ts';
import { ManagementApi } from './durable/management-api.ts';
import type { ManagementAddress } from './durable/management-links.ts';
import { clientBindingJson } from './durable/management-links.ts';
import { applyEnvironment } from './environment.ts';
import { HostError } from './errors.ts';
import { FunctionRunner } from './function-runner.ts';
import type { FunctionSummary } from './function-summary.ts';
import { summarize } from './function-summary.ts';
import type { HostedFunction } from './functions.ts';
import { parseFunctions } from './functions.ts';
import type { HostConfiguration } from './host-configuration.ts';
import { readHostConfiguration } from './host-configuration.ts';
import { HttpRoutes } from './http/http-functions.ts';
import type { UnmatchedHandler } from './http/http-host.ts';
import { HttpHost } from './http/http-host.ts';
import type { HostKeys } from './http/keys.ts';
import { createKeys } from './http/keys.ts';
import { Invoker, parseLevel } from './invoker.ts';
import type { Listener } from './listener.ts';
import { listen } from './listener.ts';
import type { HostLog, HostLogLevel } from './log.ts';
import type { MemoryQueues } from './queues/memory-queues.ts';
import { QueueConnections } from './queues/queue-connections.ts';
import { listenToQueue } from './queues/queue-trigger.ts';
import type { Settings } from './settings.ts';
import { readSettings } from './settings.ts';
import { runTimer, timerFunctions } from './timers/timer-trigger.ts';
import type { WorkFilter } from './work-tracker.ts';
import { WorkTracker } from './work-tracker.ts';

export interface HostOptions {
  /** The app's root folder: package.json, host.json, perhaps local.settings.json. */
  readonly appDirectory: string;
  /** Default 7071; 0 takes any free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly hostname?: string;
  /** Default: the process's. The app sees these, and what local.settings.json adds, in `process.env` while the host runs. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Check function keys; they are made anew and found in `keys`. Default false, as with the Functions tools. */
  readonly enableAuth?: boolean;
  readonly chaos?: ChaosOptions;
  /** Milliseconds that every durable hop (message, start of an activity) takes. Default 0. */
  readonly latency?: number;
  readonly clock?: Clock;
  readonly log?: HostLog;
  /** Called for every run of an orchestrator function. */
  readonly onEpisode?: (trace: EpisodeTrace) => void;
  /** Takes requests that no function takes. */
  readonly onUnmatched?: UnmatchedHandler;
  /** Registers the functions instead of the app's entry files, for test runners that bring their own module loader. */
  readonly load?: () => void | Promise<void>;
  /** Milliseconds that running functions get at the close. Default 5000. */
  readonly closeLimit?: number;
}

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
    return await start({ ...options, appDirectory: path.resolve(options.appDirectory) }, undo);
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

type Report = (level: HostLogLevel, message: string) => void;

async function start(options: HostOptions, undo: (() => void)[]): Promise<EmbeddedHost> {
  const clock = options.clock ?? new SystemClock();
  const log: HostLog = options.log ?? (() => undefined);
  const report: Report = (level, message) =>
    log({ time: new Date(clock.now()), level, category: 'host', message });
  const settings = readSettings(options.appDirectory, options.environment ?? process.env);
  const configuration = readHostConfiguration(options.appDirectory, settings);
  const listeners = await openListeners(options, undo);
  const hostname = `${options.hostname ?? '127.0.0.1'}:${listeners.front.port}`;
  undo.push(applyEnvironment([...hostDefaults(settings, hostname), ...settings]));

  const registrations = new Registrations();
  const coreLog = (level: string, _category: string, message: string): void =>
    report(parseLevel(level), message);
  undo.push(activateHost({ registrations, log: coreLog }));
  await (options.load === undefined ? loadApplication(options.appDirectory, registrations) : options.load());
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
  });
  undo.push(() => host.stop());
  await host.invoker.runAppHooks('appStart');
  host.startTriggers();
  listeners.open(host.http);
  const durableHost: EmbeddedHost = {
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
  return durableHost;
}

interface Parts {
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
}

function assemble(parts: Parts) {
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
  for (const { queueOutputs } of functions)
    for (const { connection } of queueOutputs.values()) queues.get(connection);
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
  const http = new HttpHost({ routes, runner, management, keys, log, clock, work, onUnmatched });
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

type Assembly = ReturnType<typeof assemble>;

interface Listeners {
  readonly front: Listener;
  readonly rpc: Listener;
  /** Requests that came before wait until then. */
  open(http: HttpHost): void;
}

/** The ports are taken before the app is loaded: a port in use is told at once, and the app may read its own address. */
async function openListeners(options: HostOptions, undo: (() => void)[]): Promise<Listeners> {
  let open: (http: HttpHost) => void = () => undefined;
  const ready = new Promise<HttpHost>((resolve) => (open = resolve));
  const track = (listener: Listener): Listener => {
    undo.push(() => {
      listener.stop();
      listener.destroy();
    });
    return listener;
  };
  const front = track(
    await listen(options.hostname ?? '127.0.0.1', options.port ?? 7071, (request, response) => {
      void ready.then((http) => http.serve(request, response, 'public'));
    }),
  );
  const rpc = track(
    await listen('127.0.0.1', 0, (request, response) => {
      void ready.then((http) => http.serve(request, response, 'rpc'));
    }),
  );
  return { front, rpc, open: (http) => open(http) };
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

const askedModels = new WeakSet<ProgrammingModel>();

/** Streaming goes through a proxy in the worker that does not exist here: requests would wait for ever. */
async function refuseStreaming(model: ProgrammingModel | null): Promise<void> {
  if (model?.getCapabilities === undefined || askedModels.has(model)) return;
  askedModels.add(model);
  const capabilities = await model.getCapabilities({});
  if (!('HttpUri' in capabilities)) return;
  throw new HostError(
    'HOST-UNSUPPORTED',
    'The app asks for HTTP streaming (app.setup({ enableHttpStream: true })), which the embedded host does not do. Switch it off for development, or run the app with the Functions tools.',
  );
}

function warnOfRetries(functions: readonly HostedFunction[], report: Report): void {
  const names = functions
    .filter(({ registered }) => registered.metadata.retryOptions)
    .map(({ name }) => name);
  if (names.length > 0)
    report('warning', `The embedded host does not apply retry policies of functions: ${names.join(', ')}.`);
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
    report('error', `An appTerminate hook failed: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    for (const step of undo.reverse()) step();
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= run());
}
