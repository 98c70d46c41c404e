/** No template holds or puts out a secret, or leaves a door open; and each says what its parameters are. */
import { bicepPaths, declaredAll, readBicep } from '../support/bicep/index.ts';
import { read } from '../support/repository.ts';

const templates = bicepPaths.filter((path) => path.endsWith('.bicep')).map(readBicep);
const parameterFiles = bicepPaths.filter((path) => path.endsWith('.bicepparam')).map(readBicep);

const having = (pattern: RegExp): readonly string[] =>
  templates.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test.each([
  ['keys are asked for', /\blist(Keys|AccountSas|ServiceSas|Secrets|ConnectionStrings|\w*Keys)\s*\(/],
  ['shared keys are allowed', /allowSharedKeyAccess:(?!\s*false\b)/],
  ['blobs can be public', /allowBlobPublicAccess:(?!\s*false\b)|publicAccess:(?!\s*'None')/],
  ['plain http is taken', /supportsHttpsTrafficOnly:(?!\s*true\b)|httpsOnly:(?!\s*true\b)/],
  ['old TLS is taken', /minimumTlsVersion:(?!\s*'TLS1_2')|inTlsVersion:(?!\s*'1\.2')/],
  ['keys are taken besides tokens', /isableLocalAuth:(?!\s*true\b)/],
  ['passwords of publishers are taken', /\ballow:(?!\s*false\b)/],
  ['a module comes from a registry', /'br(\/\w+)?:|'ts(\/\w+)?:/],
  ['a name of the app is built', /\}\.azurewebsites\.net/],
  ['a script runs', /Microsoft\.Resources\/deploymentScripts/],
  ['a secret is handed about', /@secure\(/],
])('nowhere %s', (_what, pattern) => {
  expect(having(pattern)).toEqual([]);
});

/** What takes no key says so itself: each resource that could, by its type. */
test.each([
  ['Microsoft.Storage/storageAccounts@', 'allowSharedKeyAccess: false'],
  ['Microsoft.CognitiveServices/accounts@', 'disableLocalAuth: true'],
  ['Microsoft.BotService/botServices@', 'disableLocalAuth: true'],
  ['Microsoft.Insights/components@', 'DisableLocalAuth: true'],
  ['Microsoft.OperationalInsights/workspaces@', 'disableLocalAuth: true'],
])('each %s has %s', (type, line) => {
  const made = templates.flatMap((file) =>
    declaredAll(file, 'resource').filter(
      ({ text }) => text.trimStart().startsWith(`'${type}`) && !/^\s*'[^']*'\s+existing\b/.test(text),
    ),
  );
  expect(made.length).toBeGreaterThan(0);
  for (const { name, text } of made) expect([name, text.includes(line)]).toEqual([name, true]);
});

/** Outputs that sound like secrets, and are none. */
const harmless: Readonly<Record<string, string>> = {
  'infra/modules/monitoring.bicep: connectionString':
    'where telemetry goes; the component takes none without a token of Entra',
};

test('no output is a secret', () => {
  const suspicious = templates.flatMap((file) =>
    declaredAll(file, 'output')
      .filter(({ name, text }) => /secret|key|password|connectionString|sas\b/i.test(`${name} ${text}`))
      .map(({ name }) => `${file.path}: ${name}`),
  );
  expect(suspicious).toEqual(Object.keys(harmless));
});

test('every parameter and every output is described', () => {
  const silent = templates.flatMap((file) =>
    (['param', 'output'] as const).flatMap((keyword) =>
      declaredAll(file, keyword)
        .filter(({ description }) => description === null || description.length < 5)
        .map(({ name }) => `${file.path}: ${keyword} ${name}`),
    ),
  );
  expect(templates.length).toBeGreaterThan(20);
  expect(silent).toEqual([]);
});

test('no parameter file names a tenant, a number or a person', () => {
  expect(parameterFiles.length).toBeGreaterThan(3);
  for (const { path, text } of parameterFiles) {
    const ids = text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi) ?? [];
    expect([path, ids.filter((id) => id !== '00000000-0000-0000-0000-000000000000')]).toEqual([path, []]);
    const addresses = text.match(/[\w.+-]+@[\w.-]+/g) ?? [];
    expect(addresses.filter((address) => !address.endsWith('@contoso.com'))).toEqual([]);
  }
});

test('the rules of the linter are the same for all templates, and only one folder needs an extension', () => {
  const parsed = (path: string): Record<string, unknown> => JSON.parse(read(path)) as Record<string, unknown>;
  const { extensions, ...rules } = parsed('infra/identity/bicepconfig.json');
  expect(rules).toEqual(parsed('infra/bicepconfig.json'));
  expect(Object.keys(extensions ?? {})).toEqual(['microsoftGraphV1']);
  const extended = templates.filter((file) => declaredAll(file, 'extension').length > 0);
  expect(extended.map(({ path }) => path)).toEqual(['infra/identity/main.bicep']);
});

/** What decides who gets in, word for word: a template that says otherwise has to be read again. */
test.each([
  ['infra/modules/storage-account.bicep', "publicNetworkAccess: isolated ? 'Disabled' : 'Enabled'"],
  ['infra/modules/storage-account.bicep', "defaultAction: isolated ? 'Deny' : 'Allow'"],
  ['infra/modules/durable-scheduler.bicep', "publicNetworkAccess: isolated ? 'Disabled' : 'Enabled'"],
  ['infra/identity/main.bicep', "signInAudience: 'AzureADMyOrg'"],
  ['infra/identity/main.bicep', 'subject: trusted'],
])('%s says %s', (path, line) => {
  const template = templates.find((file) => file.path === path);
  expect(template?.text.split('\n').map((each) => each.trim())).toContain(line);
});
