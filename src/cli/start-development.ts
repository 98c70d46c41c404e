import { join, resolve } from 'node:path';
import { settingLookup } from '../config/index.ts';
import {
  createConsoleHandler,
  readDialledNumbers,
  readFlowFolder,
  readPageAssets,
  readRoutedNumbers,
  simulatedSource,
} from '../console/index.ts';
import type { FlowFolder, FunctionView, StatusView } from '../console/index.ts';
import { startHost } from '../host/index.ts';
import type { EmbeddedHost, FunctionSummary } from '../host/index.ts';
import { startSimulator, SimulatorError } from '../simulator/index.ts';
import type { Simulator, SimulatorOptions } from '../simulator/index.ts';
import type { CommandContext } from './command.ts';
import { grantedPermissions } from './granted-permissions.ts';
import { hostLog } from './host-log.ts';

interface DevelopmentOptions {
  /** Known beforehand: the simulator tells the functions of calls there. */
  readonly port: number;
  readonly graphPort: number | undefined;
  /** What the app was granted; left out: what the flows need. */
  readonly permissions: string | undefined;
  readonly context: CommandContext;
}

/** Everything that runs under `ivr dev`. */
export interface Development {
  readonly url: string;
  readonly graphUrl: string;
  /** What the app was granted, in a line. */
  readonly granted: string;
  close(): Promise<void>;
}

const usualGraphPort = 9090;
/** Who calls unless the user says otherwise: an example number. */
const exampleCaller = '+4930901820001';

/**
 * Starts the simulator, then the functions on the embedded host with settings that lead to it, and the page beside
 * them. Where a part cannot start, those that did are closed again.
 */
export async function startDevelopment({
  port,
  graphPort,
  permissions,
  context,
}: DevelopmentOptions): Promise<Development> {
  const { environment, workingFolder, note } = context;
  const flowsPath = resolve(workingFolder, settingLookup(environment)('FLOWS_PATH') ?? 'flows');
  const numbers = readRoutedNumbers(flowsPath, settingLookup(environment));
  // Nobody can know whether calls out will be asked for. Flows that do not load take no calls, and the page says why.
  const granted = grantedPermissions({
    given: permissions,
    flows: flowsPath,
    outbound: ['one', 'several'],
    context,
  });
  const callbackBaseUrl = `http://127.0.0.1:${port}`;
  const notifyUrl = `${callbackBaseUrl}/api/notifications`;
  const simulator = await startSimulatorNear(graphPort, {
    notifyUrl,
    numbers,
    permissions: granted.names,
    log: note,
  });
  try {
    const settings: SettingValues = {
      ...environment,
      ...settingsFor(simulator, callbackBaseUrl),
      ...storageInMemory,
      FLOWS_PATH: flowsPath,
    };
    const folder = readFlowFolder(flowsPath, settingLookup(settings));
    const parts = { port, context, settings, simulator, notifyUrl, flowsPath, folder, numbers };
    const host = await startWithPage(parts);
    return {
      url: host.url,
      graphUrl: simulator.url,
      granted: granted.line,
      close: async () => {
        await host.close();
        await simulator.close();
      },
    };
  } catch (error) {
    await simulator.close();
    throw error;
  }
}

/** The simulator on the port asked for; unasked on its usual one, or where that is taken on any. */
async function startSimulatorNear(
  graphPort: number | undefined,
  options: SimulatorOptions,
): Promise<Simulator> {
  if (graphPort !== undefined)
    return startSimulator({ ...options, port: graphPort, portOption: '--graph-port' });
  try {
    return await startSimulator({ ...options, port: usualGraphPort });
  } catch (error) {
    if (error instanceof SimulatorError && error.code === 'SIMULATOR-PORT-IN-USE')
      return startSimulator({ ...options, port: 0 });
    throw error;
  }
}

type SettingValues = Readonly<Record<string, string | undefined>>;

/** They win over what the user has set: under `ivr dev` no call must reach the real Graph. */
function settingsFor(
  { graphBaseUrl, openIdConfigurationUrl, simulation }: Simulator,
  callbackBaseUrl: string,
): SettingValues {
  const { appId, tenantId, issuer } = simulation.options;
  return {
    GRAPH_BASE_URL: graphBaseUrl,
    GRAPH_CREDENTIAL: 'none',
    CALLBACK_BASE_URL: callbackBaseUrl,
    MEDIA_BASE_URL: `${callbackBaseUrl}/api/media`,
    NOTIFICATION_OPENID_CONFIGURATION_URL: openIdConfigurationUrl,
    NOTIFICATION_ISSUERS: issuer,
    BOT_APP_ID: appId,
    BOT_TENANT_ID: tenantId,
    ALLOWED_TENANTS: tenantId,
    SPEECH_PROVIDER: 'local',
  };
}

/** Members of a connection by identity, as the Functions host names them. */
const identityMembers = [
  'queueServiceUri',
  'blobServiceUri',
  'serviceUri',
  'accountName',
  'credential',
  'clientId',
  'tenantId',
];

/**
 * Blank counts as missing, and what a connection that is missing leads to is in memory. So they win over
 * `local.settings.json` too, which may name a storage server for the Functions tools.
 */
const storageInMemory: SettingValues = Object.fromEntries(
  ['IvrQueues', 'AzureWebJobsIvrQueues', 'IvrMedia'].flatMap((name) =>
    [name, ...identityMembers.map((member) => `${name}__${member}`)].map((setting) => [setting, '']),
  ),
);

interface PageParts {
  readonly port: number;
  readonly context: CommandContext;
  readonly settings: SettingValues;
  readonly simulator: Simulator;
  readonly notifyUrl: string;
  readonly flowsPath: string;
  readonly folder: FlowFolder;
  readonly numbers: Readonly<Record<string, string>>;
}

async function startWithPage(parts: PageParts): Promise<EmbeddedHost> {
  const { port, context, settings, simulator, notifyUrl, flowsPath, folder, numbers } = parts;
  const running: { functions: readonly FunctionSummary[] } = { functions: [] };
  const status = (): StatusView => ({
    version: context.version,
    services: [
      { name: 'Functions and this page', url: `http://127.0.0.1:${port}` },
      { name: 'Graph simulator', url: simulator.url },
      { name: 'Graph, simulated', url: simulator.graphBaseUrl },
      { name: 'Notifications', url: notifyUrl },
    ],
    functions: running.functions.map(functionView),
    flows: folder.flows,
    problems: folder.problems,
    numbers: readDialledNumbers(flowsPath, settingLookup(settings)),
    suggestion: { from: exampleCaller, to: Object.keys(numbers)[0] ?? '' },
  });
  const source = simulatedSource({
    simulation: simulator.simulation,
    notifyUrl,
    caption: (name) => folder.captions.get(name),
    status,
  });
  const host = await startHost({
    appDirectory: context.packageFolder,
    port,
    environment: settings,
    queueConnections: ['IvrQueues'],
    log: hostLog(context.note, settings.LOG_LEVEL),
    onUnmatched: createConsoleHandler(source, readPageAssets(join(context.packageFolder, 'dist/console'))),
  });
  running.functions = host.functions;
  return host;
}

function functionView(summary: FunctionSummary): FunctionView {
  const { name, kind } = summary;
  if (summary.kind !== 'http') return { name, trigger: kind, route: null };
  return { name, trigger: kind, route: `${summary.methods?.join(', ') ?? 'any method'} /${summary.route}` };
}
