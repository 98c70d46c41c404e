/** The settings that the templates set are those that somebody reads, and with them a deployed app starts. */
import { loadSettings } from '../../src/config/index.ts';
import { declaredAll, readBicep } from '../support/bicep/index.ts';
import { read, sources } from '../support/repository.ts';
import { main, settingVariables, settingsWith } from './support/templates.ts';
import type { Backend } from './support/templates.ts';

const backends: readonly Backend[] = ['durableTaskScheduler', 'azureStorage'];

const readByApp = new Set(
  [...sources('src/config').matchAll(/read\.(?:optional|required|isSet)\(\s*'([^']+)'/g)].map(
    ([, name = '']) => name,
  ),
);

/** Connections that the triggers and bindings of the functions name: the host reads their settings. */
const connections = new Set(
  [...sources('functions').matchAll(/connection: '(\w+)'/g)].map(([, name = '']) => name),
);

const hostJson = JSON.parse(read('host.json')) as {
  extensions: { durableTask: { storageProvider: Readonly<Record<string, string>> } };
};
const { storageProvider } = hostJson.extensions.durableTask;

/** What the host reads of a connection that is reached by identity. */
const ofConnection = ['credential', 'clientId', 'blobServiceUri', 'queueServiceUri', 'tableServiceUri'];

const readByHost = (name: string, values: ReadonlyMap<string, string>): boolean => {
  const [connection = '', member = ''] = name.split('__');
  const taskHub = /^'(.*)'$/.exec(
    values.get('AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName') ?? '',
  )?.[1];
  return (
    ((connection === 'AzureWebJobsStorage' || connections.has(connection) || connection === taskHub) &&
      ofConnection.includes(member)) ||
    name === storageProvider.connectionStringName ||
    name.startsWith('AzureFunctionsJobHost__')
  );
};

describe.each(backends)('with %s', (backend) => {
  const values = settingsWith(backend);
  const names = [...values.keys()];

  test('each setting is read by the app or by the host', () => {
    expect(names.length).toBeGreaterThan(20);
    const unknown = names.filter((name) => !readByApp.has(name) && !readByHost(name, values));
    expect(unknown).toEqual([]);
  });

  test('a deployed app starts with them, and has what it needs', () => {
    const settings = loadSettings({
      ...Object.fromEntries([...values].map(([name, text]) => [name, exampleOf(text)])),
      WEBSITE_INSTANCE_ID: 'f3a1',
      WEBSITE_HOSTNAME: 'func-ivr-contoso.azurewebsites.net',
    });
    expect(settings).toMatchObject({
      graph: { credential: { kind: 'federated', appId: bot, tenantId: tenant, identityClientId: client } },
      queues: { kind: 'identity', serviceUri: 'https://stivrm.queue.core.windows.net', clientId: client },
      media: { kind: 'identity', serviceUri: 'https://stivrm.blob.core.windows.net', clientId: client },
      identity: { kind: 'managed', clientId: client },
      telemetry: { kind: 'applicationInsights', identity: { kind: 'managed', clientId: client } },
      speech: { kind: 'azure', region: 'westeurope' },
      deployed: true,
      callbackBaseUrl: 'https://func-ivr-contoso.azurewebsites.net',
    });
  });

  test('none is set that Flex Consumption does not take, or that would be a secret', () => {
    const refused = [
      /^FUNCTIONS_WORKER_/,
      /^FUNCTIONS_EXTENSION_VERSION$/,
      /^WEBSITE_/,
      /^SCM_DO_BUILD/,
      /^ENABLE_ORYX/,
      /^AzureWebJobsStorage$/,
      /SECRET|PASSWORD|ACCOUNT_KEY/,
    ];
    expect(names.filter((name) => refused.some((one) => one.test(name)))).toEqual([]);
  });
});

test('without a Speech resource its settings are not there, and the app starts too', () => {
  const values = [...settingsWith('durableTaskScheduler')].filter(([name]) => !name.startsWith('SPEECH_RE'));
  const environment = Object.fromEntries(values.map(([name, text]) => [name, exampleOf(text)]));
  const settings = loadSettings({
    ...environment,
    WEBSITE_INSTANCE_ID: 'f3a1',
    WEBSITE_HOSTNAME: 'func-ivr-contoso.azurewebsites.net',
  });
  expect(settings.speech).toEqual({ kind: 'none' });
});

test('no settings are left out of these tests', () => {
  expect([...settingVariables].sort()).toEqual([
    'azureStorageSettings',
    'connectionSettings',
    'graphSettings',
    'hostSettings',
    'schedulerSettings',
    'speechSettings',
  ]);
});

describe('what the settings say otherwise than host.json', () => {
  const prefix = 'AzureFunctionsJobHost__extensions__durableTask__storageProvider__';
  const overrides = [...settingsWith('azureStorage').keys()].filter((name) =>
    name.startsWith('AzureFunctionsJobHost__'),
  );
  /** Members that only the Azure Storage back end has, so host.json, which names the other, has not. */
  const ofAzureStorage = ['maxQueuePollingInterval'];

  test('are members of it, but for what only the other back end has', () => {
    expect(overrides).toHaveLength(3);
    const members = overrides.map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name));
    expect(members.filter((name) => !ofAzureStorage.includes(name)).sort()).toEqual(
      Object.keys(storageProvider).sort(),
    );
  });

  test('are nothing with the back end that it names', () => {
    const names = [...settingsWith('durableTaskScheduler').keys()];
    expect(names.filter((name) => name.startsWith('AzureFunctionsJobHost__'))).toEqual([]);
    expect(storageProvider).toEqual({
      type: 'azureManaged',
      connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING',
    });
  });

  test('no caller waits for a queue for more than a second', () => {
    const type = readBicep('infra/types.bicep').declarations.find(({ name }) => name === 'pollingInterval');
    const choices = [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, choice = '']) => choice);
    expect(choices.length).toBeGreaterThan(1);
    for (const choice of choices) expect(choice).toMatch(/^00:00:(00\.\d+|01)$/);
  });
});

test('the page says which parameter sets what', () => {
  const page = read('docs/settings.md');
  const [, table = ''] = /^\| setting +\| parameter[^]*?\n([^]*?)\n\n/m.exec(page) ?? [];
  const rows = [...table.matchAll(/^\| (`[A-Z].*?) +\| (`[a-z].*?) +\|$/gm)].map(
    ([, names = '', parameters = '']) => ({
      names: [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
      parameters: [...parameters.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    }),
  );
  const optional = [...settingsWith('durableTaskScheduler')].filter(([, text]) =>
    declaredAll(main, 'param').some(({ name }) => new RegExp(`\\b${name}\\b`).test(text)),
  );
  expect(optional.length).toBeGreaterThan(6);
  for (const [setting, text] of optional) {
    const row = rows.find(({ names }) => names.includes(setting));
    expect([setting, row?.parameters.some((name) => text.includes(name))]).toEqual([setting, true]);
  }
  const parameters = declaredAll(main, 'param').map(({ name }) => name);
  for (const row of rows) for (const name of row.parameters) expect(parameters).toContain(name);
});

const client = '11111111-1111-4111-8111-111111111111';
const bot = '22222222-2222-4222-8222-222222222222';
const tenant = '33333333-3333-4333-8333-333333333333';

/** What a value would be for an example app. */
const examples: Readonly<Record<string, string>> = {
  identityClientId: client,
  botAppId: bot,
  botTenantId: tenant,
  applicationInsightsConnectionString:
    'InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/',
  hostBlobEndpoint: 'https://stivrh.blob.core.windows.net/',
  hostTableEndpoint: 'https://stivrh.table.core.windows.net/',
  mediaBlobEndpoint: 'https://stivrm.blob.core.windows.net/',
  queueEndpoint: 'https://stivrm.queue.core.windows.net/',
  schedulerEndpoint: 'https://dts-ivr.westeurope.durabletask.io',
  taskHubBlobEndpoint: 'https://stivrt.blob.core.windows.net/',
  taskHubQueueEndpoint: 'https://stivrt.queue.core.windows.net/',
  taskHubTableEndpoint: 'https://stivrt.table.core.windows.net/',
  queuePollingInterval: '00:00:01',
  speechRegion: 'westeurope',
  speechResourceId:
    '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ivr/providers/Microsoft.CognitiveServices/accounts/spch-ivr',
  logLevel: 'info',
  outboundInstanceId: '44444444-4444-4444-8444-444444444444',
  'string(outboundCallsPerMinute)': '60',
  'string(outboundConcurrentCalls)': '20',
  "join(allowedTenants, ',')": tenant,
  "join(httpAllowedHosts, ',')": 'crm.contoso.internal,10.1.2.0/24',
  "join(speechVoices, ',')": 'en-GB=en-GB-RyanNeural',
};

function exampleOf(text: string): string {
  const known = examples[text];
  if (known !== undefined) return known;
  const [, inner] = /^'([^']*)'$/.exec(text) ?? [];
  if (inner === undefined) throw new Error(`no example of ${text}`);
  return inner.replace(/\$\{(\w+)\}/g, (_all, name: string) => exampleOf(name));
}
