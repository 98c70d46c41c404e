import { resolve } from 'node:path';
import { loadSettings, loadSpeech, settingLookup, SettingsError } from '../../src/config/index.ts';
import type { Environment } from '../../src/config/index.ts';

const bot = '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1';
const tenant = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
const identity = '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901';

const speechResource =
  '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/ivr/providers/Microsoft.CognitiveServices/accounts/speech';

const local: Environment = {
  GRAPH_BASE_URL: 'http://127.0.0.1:9090/v1.0/',
  GRAPH_CREDENTIAL: 'none',
  BOT_APP_ID: bot.toUpperCase(),
  BOT_TENANT_ID: tenant,
  CALLBACK_BASE_URL: 'http://localhost:7071',
};

function problemsOf(environment: Environment): Record<string, string> {
  try {
    loadSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return Object.fromEntries(error.problems.map(({ name, reason }) => [name, reason]));
  }
  return {};
}

describe('loadSettings', () => {
  test('gives the defaults of the documentation for a local Graph', () => {
    expect(loadSettings(local)).toEqual({
      flowsPath: resolve('flows'),
      graph: { baseUrl: 'http://127.0.0.1:9090/v1.0', credential: { kind: 'none' } },
      notification: {
        openIdConfigurationUrl: 'https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration',
        issuers: ['https://api.botframework.com', 'https://graph.microsoft.com'],
        audience: bot,
        allowedTenants: [tenant],
      },
      outbound: {
        tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
        appId: '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1',
        instanceId: null,
        limits: { concurrent: 20, perMinute: 60 },
      },
      callbackBaseUrl: 'http://localhost:7071',
      mediaBaseUrl: 'http://localhost:7071/api/media',
      speech: { kind: 'none' },
      http: { allowedHosts: [] },
      queues: { kind: 'none' },
      media: { kind: 'none' },
      historyRetention: 7 * 86_400_000,
      identity: { kind: 'none' },
      deployed: false,
      logLevel: 'info',
      telemetry: { kind: 'none' },
    });
  });

  test('uses the federated credential and the public cloud when nothing else is said', () => {
    const settings = loadSettings({
      BOT_APP_ID: bot,
      BOT_TENANT_ID: tenant,
      AZURE_CLIENT_ID: identity,
      WEBSITE_HOSTNAME: 'ivr-contoso.azurewebsites.net',
      WEBSITE_INSTANCE_ID: 'abc',
      IvrQueues__queueServiceUri: 'https://contoso.queue.core.windows.net',
      IvrMedia__blobServiceUri: 'https://contoso.blob.core.windows.net',
      IvrMedia__clientId: bot,
    });
    expect(settings.graph).toEqual({
      baseUrl: 'https://graph.microsoft.com/v1.0',
      credential: { kind: 'federated', appId: bot, tenantId: tenant, identityClientId: identity },
    });
    expect(settings.callbackBaseUrl).toBe('https://ivr-contoso.azurewebsites.net');
    expect(settings.mediaBaseUrl).toBe('https://ivr-contoso.azurewebsites.net/api/media');
    expect(settings.deployed).toBe(true);
    expect(settings.identity).toEqual({ kind: 'managed', clientId: identity });
    expect(settings.queues).toEqual({
      kind: 'identity',
      serviceUri: 'https://contoso.queue.core.windows.net',
      clientId: null,
    });
    expect(settings.media).toEqual({
      kind: 'identity',
      serviceUri: 'https://contoso.blob.core.windows.net',
      clientId: bot,
    });
  });

  test('takes http for the host name that the Functions tools set', () => {
    const { CALLBACK_BASE_URL: _, ...rest } = local;
    expect(loadSettings({ ...rest, WEBSITE_HOSTNAME: 'localhost:7071' }).callbackBaseUrl).toBe(
      'http://localhost:7071',
    );
  });

  test('reads lists with spaces, in lower case', () => {
    const settings = loadSettings({ ...local, ALLOWED_TENANTS: ` ${tenant.toUpperCase()} , ${identity},` });
    expect(settings.notification.allowedTenants).toEqual([tenant, identity]);
  });

  test.each(['IvrQueues', 'IvrMedia'])(
    '%s is a storage connection string, and its text is not repeated',
    (name) => {
      for (const fine of [
        'UseDevelopmentStorage=true',
        'DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=x',
      ])
        expect(() => loadSettings({ ...local, [name]: fine })).not.toThrow();
      const wrong = (): unknown => loadSettings({ ...local, [name]: 'garbage-s3cret' });
      expect(wrong).toThrow(`${name}: must be a storage connection string`);
      expect(wrong).not.toThrow('s3cret');
    },
  );

  test('names everything that is missing at once', () => {
    expect(Object.keys(problemsOf({ WEBSITE_INSTANCE_ID: 'abc' })).sort()).toEqual([
      'ALLOWED_TENANTS',
      'AZURE_CLIENT_ID',
      'BOT_APP_ID',
      'BOT_TENANT_ID',
      'CALLBACK_BASE_URL',
      'IvrMedia',
      'IvrQueues',
    ]);
  });

  test('does not judge as given what only the host says: the origin is missing, and why its default will not do', () => {
    const { CALLBACK_BASE_URL: reason } = problemsOf({ WEBSITE_HOSTNAME: '127.0.0.1:7071' });
    expect(reason).toMatch(/^is missing; .*public https origin.*cannot reach http:\/\/127\.0\.0\.1:7071/);
    expect(problemsOf({}).CALLBACK_BASE_URL).toMatch(/^is missing; [^(]*$/);
  });

  test('names the way out on a machine of one’s own, where something is missing', () => {
    const hint = /npm start.*npx ivr graph/s;
    expect(() => loadSettings({})).toThrow(hint);
    const deployed = (): unknown => loadSettings({ WEBSITE_INSTANCE_ID: 'abc' });
    expect(deployed).toThrow('BOT_APP_ID: is missing');
    expect(deployed).not.toThrow(hint);
    const wrong = (): unknown => loadSettings({ ...local, LOG_LEVEL: 'loud' });
    expect(wrong).toThrow('LOG_LEVEL');
    expect(wrong).not.toThrow(hint);
  });

  test('says it all in one message', () => {
    expect(() => loadSettings({ GRAPH_CREDENTIAL: 'clientSecret' })).toThrow(
      /BOT_APP_ID: is missing[\s\S]*BOT_CLIENT_SECRET: is missing|BOT_CLIENT_SECRET: is missing[\s\S]*BOT_APP_ID: is missing/,
    );
  });

  test.each<[string, Environment, string, RegExp]>([
    [
      'more calls at a time than there can be',
      { ...local, OUTBOUND_CONCURRENT_CALLS: '1001' },
      'OUTBOUND_CONCURRENT_CALLS',
      /from 0 to 1000/,
    ],
    [
      'no calls in a minute',
      { ...local, OUTBOUND_CALLS_PER_MINUTE: '0' },
      'OUTBOUND_CALLS_PER_MINUTE',
      /from 1 to 600/,
    ],
    [
      'a credential that does not exist',
      { ...local, GRAPH_CREDENTIAL: 'password' },
      'GRAPH_CREDENTIAL',
      /one of/,
    ],
    [
      'no credential for a public Graph',
      { ...local, GRAPH_BASE_URL: 'https://graph.microsoft.com/v1.0' },
      'GRAPH_CREDENTIAL',
      /loopback/,
    ],
    [
      'plain http to a public Graph',
      { ...local, GRAPH_BASE_URL: 'http://graph.example.com/v1.0' },
      'GRAPH_BASE_URL',
      /https/,
    ],
    [
      'a base URL with a query',
      { ...local, GRAPH_BASE_URL: 'https://graph.example.com/v1.0?a=b' },
      'GRAPH_BASE_URL',
      /query/,
    ],
    [
      'plain http callbacks from outside',
      { ...local, CALLBACK_BASE_URL: 'http://ivr.example.com' },
      'CALLBACK_BASE_URL',
      /https/,
    ],
    [
      'http callbacks with a real credential',
      { ...local, GRAPH_CREDENTIAL: 'managedIdentity' },
      'CALLBACK_BASE_URL',
      /https/,
    ],
    ['an application id that is no GUID', { ...local, BOT_APP_ID: 'my-bot' }, 'BOT_APP_ID', /GUID/],
    [
      'a tenant list with a word in it',
      { ...local, ALLOWED_TENANTS: `${tenant},contoso` },
      'ALLOWED_TENANTS',
      /GUID/,
    ],
    ['a log level that does not exist', { ...local, LOG_LEVEL: 'loud' }, 'LOG_LEVEL', /one of/],
    ['another speech provider', { ...local, SPEECH_PROVIDER: 'parrot' }, 'SPEECH_PROVIDER', /local/],
    [
      'half of the speech settings',
      { ...local, SPEECH_REGION: 'westeurope' },
      'SPEECH_RESOURCE_ID',
      /missing/,
    ],
    [
      'a region that is no name',
      { ...local, SPEECH_REGION: 'evil.example/', SPEECH_RESOURCE_ID: speechResource },
      'SPEECH_REGION',
      /name of a region/,
    ],
    [
      'a speech resource that is no id',
      { ...local, SPEECH_REGION: 'westeurope', SPEECH_RESOURCE_ID: 'speech' },
      'SPEECH_RESOURCE_ID',
      /id of the Speech resource/,
    ],
    [
      'Azure AI Speech without an identity',
      { ...local, SPEECH_REGION: 'westeurope', SPEECH_RESOURCE_ID: speechResource },
      'SPEECH_REGION',
      /SPEECH_PROVIDER=local/,
    ],
    ['voices that are no pairs', { ...local, SPEECH_VOICES: 'en-GB-RyanNeural' }, 'SPEECH_VOICES', /en-GB=/],
  ])('refuses %s', (_, environment, name, reason) => {
    expect(problemsOf(environment)[name]).toMatch(reason);
  });

  test('never shows the value of a setting, neither in its message nor when printed', () => {
    const secrets = {
      ...local,
      GRAPH_CREDENTIAL: 'clientSecret',
      BOT_CLIENT_SECRET: 'pa55-word',
      BOT_APP_ID: 'pa55-word',
    };
    const problems = JSON.stringify(problemsOf(secrets));
    expect(problems).toContain('must be a GUID');
    expect(problems).not.toContain('pa55-word');
    const settings = loadSettings({
      ...secrets,
      BOT_APP_ID: bot,
      CALLBACK_BASE_URL: 'https://ivr.contoso.com',
    });
    expect(JSON.stringify(settings)).not.toContain('pa55-word');
    const { credential } = settings.graph;
    expect(credential.kind === 'clientSecret' && credential.clientSecret.reveal()).toBe('pa55-word');
  });

  test('speaks with a quiet tone where functions are developed', () => {
    expect(loadSettings({ ...local, AZURE_FUNCTIONS_ENVIRONMENT: 'Development' }).speech).toEqual({
      kind: 'local',
    });
  });

  test('reads who speaks, for a program that needs nothing else', () => {
    const speech = { SPEECH_REGION: 'westeurope', SPEECH_RESOURCE_ID: speechResource };
    expect(
      loadSpeech({ ...speech, SPEECH_VOICES: 'en-GB = en-GB-RyanNeural,de-DE=de-DE-ConradNeural' }),
    ).toEqual({
      kind: 'azure',
      region: 'westeurope',
      resourceId: speechResource,
      voices: new Map([
        ['en-GB', 'en-GB-RyanNeural'],
        ['de-DE', 'de-DE-ConradNeural'],
      ]),
    });
    expect(loadSpeech({ ...speech, SPEECH_PROVIDER: 'local' })).toEqual({ kind: 'local' });
    expect(loadSpeech({})).toEqual({ kind: 'none' });
    expect(() => loadSpeech({ SPEECH_PROVIDER: 'parrot' })).toThrow(SettingsError);
  });

  test.each([
    ['7d', 7],
    [' 14d ', 14],
    ['30', 30],
    ['168h', 7],
    ['90d', 90],
  ])('keeps ended calls for %j', (given, days) => {
    const { historyRetention } = loadSettings({ ...local, HISTORY_RETENTION: given });
    expect(historyRetention).toBe(days * 86_400_000);
  });

  test.each([
    ['6d', /between 7d and 90d/],
    ['167h', /between 7d and 90d/],
    ['6', /between 7d and 90d/],
    ['0', /between 7d and 90d/],
    ['91d', /between 7d and 90d/],
    ['1e3', /a length of time such as "7d"/],
    ['-7d', /a length of time such as "7d"/],
    ['P7D', /a length of time such as "7d"/],
    ['a week', /a length of time such as "7d"/],
  ])('does not keep ended calls for %j', (given, reason) => {
    expect(problemsOf({ ...local, HISTORY_RETENTION: given })).toEqual({
      HISTORY_RETENTION: expect.stringMatching(reason) as string,
    });
  });

  test('takes blank values for missing ones', () => {
    expect(problemsOf({ ...local, CALLBACK_BASE_URL: '  ' }).CALLBACK_BASE_URL).toMatch(/missing/);
  });
});

test.each([
  [{}, resolve('flows')],
  [{ AzureWebJobsScriptRoot: '/app' }, '/app/flows'],
  [{ AzureWebJobsScriptRoot: '/app', FLOWS_PATH: 'ours' }, '/app/ours'],
  [{ AzureWebJobsScriptRoot: '/app', FLOWS_PATH: '/theirs' }, '/theirs'],
  [{ AzureWebJobsScriptRoot: ' ', FLOWS_PATH: ' ' }, resolve('flows')],
])('with %j the flows are in %s', (environment, expected) => {
  expect(loadSettings({ ...local, ...environment }).flowsPath).toBe(expected);
});

test('a setting that is blank, or of a prototype, is missing to whoever looks it up', () => {
  const look = settingLookup({ ONE: 'value ', BLANK: ' \t', EMPTY: '' });
  expect(['ONE', 'BLANK', 'EMPTY', 'NONE', 'toString'].map(look)).toEqual([
    'value ',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

describe('telemetry', () => {
  const connectionString =
    'InstrumentationKey=00000000-1111-4222-8333-444444444444;IngestionEndpoint=https://x/';
  const connected = { ...local, APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString };
  const clientId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';

  test('goes where the connection string says, in the name of the app', () => {
    const { telemetry } = loadSettings({ ...connected, WEBSITE_SITE_NAME: 'ivr-contoso' });
    expect(telemetry).toMatchObject({
      kind: 'applicationInsights',
      identity: { kind: 'none' },
      role: { name: 'ivr-contoso', instance: null },
    });
    expect(JSON.stringify(telemetry)).not.toContain('InstrumentationKey');
    expect('connectionString' in telemetry && telemetry.connectionString.reveal()).toBe(connectionString);
  });

  test.each([
    [`ClientId=${clientId};Authorization=AAD`, clientId],
    [`authorization=aad; clientid=${clientId.toUpperCase()}`, clientId],
    ['Authorization=AAD', null],
  ])('is sent by the identity that %s names', (text, expected) => {
    const { telemetry } = loadSettings({ ...connected, APPLICATIONINSIGHTS_AUTHENTICATION_STRING: text });
    expect(telemetry).toMatchObject({ identity: { kind: 'managed', clientId: expected } });
  });

  test.each([
    ['APPLICATIONINSIGHTS_CONNECTION_STRING', 'InstrumentationKey=1'],
    ['APPLICATIONINSIGHTS_CONNECTION_STRING', 'https://x/'],
    ['APPLICATIONINSIGHTS_AUTHENTICATION_STRING', 'ClientId=me;Authorization=AAD'],
    ['APPLICATIONINSIGHTS_AUTHENTICATION_STRING', `ClientId=${clientId}`],
  ])('%s cannot be %p', (name, value) => {
    expect(() => loadSettings({ ...connected, [name]: value })).toThrow(name);
  });
});
