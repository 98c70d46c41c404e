/**
 * The roles that the identity of the app is given are those that it needs, no more and no less. What needs each is told
 * here, once; where the code begins to use another service of Azure, a test fails until this table says so.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bicepPaths, declared, literal, membersOf, readBicep, root } from './support/bicep.ts';
import { given, literals, modules, parameter } from './support/templates.ts';

interface Need {
  readonly module: string;
  readonly role: string;
  readonly because: string;
}

const needed: readonly Need[] = [
  {
    module: 'monitoringRoles',
    role: 'monitoringMetricsPublisher',
    because: 'telemetry of host and worker: the component takes no key',
  },
  {
    module: 'hostStorageRoles',
    role: 'storageBlobDataOwner',
    because: 'the host: leases of timers, keys of functions, and the deployed package',
  },
  {
    module: 'hostStorageRoles',
    role: 'storageTableDataContributor',
    because: 'the host: its diagnostic events, without which a failed start says nothing',
  },
  {
    module: 'mediaStorageRoles',
    role: 'storageBlobDataContributor',
    because: 'src/media: recordings, rendered speech and large messages are written, read and deleted',
  },
  {
    module: 'mediaStorageRoles',
    role: 'storageQueueDataContributor',
    because: 'src/queues and the queue triggers: messages are sent, read, hidden and deleted, queues made',
  },
  {
    module: 'taskHubStorageRoles',
    role: 'storageBlobDataContributor',
    because: 'the durable extension: leases and large payloads',
  },
  {
    module: 'taskHubStorageRoles',
    role: 'storageQueueDataContributor',
    because: 'the durable extension: control and work-item queues',
  },
  {
    module: 'taskHubStorageRoles',
    role: 'storageTableDataContributor',
    because: 'the durable extension: instances, history and partitions',
  },
  {
    module: 'schedulerRoles',
    role: 'durableTaskDataContributor',
    because: 'the durable extension: works the hub, and starts, asks for and purges calls',
  },
  {
    module: 'speechRoles',
    role: 'cognitiveServicesSpeechUser',
    because: 'src/media/azure-speech.ts: says texts',
  },
];

const assigned = modules
  .filter(({ file }) => file.endsWith('-roles.bicep'))
  .flatMap(({ name }) => literals(parameter(name, 'roles')).map((role) => `${name}: ${role}`));

test('what is assigned is what is needed', () => {
  expect(assigned.length).toBeGreaterThan(5);
  expect([...assigned].sort()).toEqual(needed.map(({ module, role }) => `${module}: ${role}`).sort());
});

test('they go to the identity of the app', () => {
  for (const { name } of modules.filter(({ file }) => file.endsWith('-roles.bicep')))
    expect([name, given(name).get('principalId')]).toEqual([name, 'identity.outputs.principalId']);
});

test('the table of role ids has those that are assigned, and no other; their type is the same list', () => {
  const file = readBicep('infra/modules/role-ids.bicep');
  const ids = membersOf(declared(file, 'var', 'roleIds').text.replace(/^\s*=\s*/, ''));
  expect([...ids.keys()].sort()).toEqual([...new Set(needed.map(({ role }) => role))].sort());
  const names = [...declared(file, 'type', 'role').text.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
  expect([...names].sort()).toEqual([...ids.keys()].sort());
  for (const id of ids.values()) expect(literal(id)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(new Set(ids.values()).size).toBe(ids.size);
});

test('nobody is given a role but by these modules, and each is named by scope, identity and role', () => {
  const assigning = bicepPaths.filter((path) =>
    readBicep(path).text.includes('Microsoft.Authorization/roleAssignments@'),
  );
  expect(assigning.length).toBe(4);
  for (const path of assigning) {
    const { text } = readBicep(path);
    expect(path).toMatch(/^infra\/modules\/[a-z]+-roles\.bicep$/);
    expect(text).toMatch(/name: guid\(\w+\.id, principalId, roleIds\[name\]\)/);
    expect(text).toContain("principalType: 'ServicePrincipal'");
  }
});

/** By which it shows in the code that the app reaches a service as itself, and the rows above that let it. */
const used: readonly { readonly sign: RegExp; readonly modules: readonly string[] }[] = [
  { sign: /^@azure\/storage-blob$/, modules: ['mediaStorageRoles'] },
  { sign: /^@azure\/storage-queue$/, modules: ['mediaStorageRoles'] },
  { sign: /^https:\/\/cognitiveservices\.azure\.com\/\.default$/, modules: ['speechRoles'] },
  { sign: /^https:\/\/monitor\.azure\.com\/\/?\.default$/, modules: ['monitoringRoles'] },
  // The registration of the bot has permissions of Graph, no role: infra/identity.
  { sign: /^api:\/\/AzureADTokenExchange\/\.default$/, modules: [] },
];

test('every service that the code reaches as the app is in the table', () => {
  const files = ['src', 'functions'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/^(simulator|cli|host|hosted)\//.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
  const clients = files.flatMap((text) => [
    ...text.matchAll(/'(@azure\/(?:storage|service|event|cosmos|keyvault|data)-?[\w-]*)'/g),
    ...text.matchAll(/'((?:https|api):\/\/[\w./-]+\/\.default)'/g),
  ]);
  const found = [...new Set(clients.map(([, client = '']) => client))];
  expect(found.length).toBeGreaterThan(3);
  const unknown = found.filter((client) => !used.some(({ sign }) => sign.test(client)));
  expect(unknown).toEqual([]);
  const rows = new Set(needed.map(({ module }) => module));
  for (const { modules: names } of used) for (const name of names) expect(rows).toContain(name);
});

test('the module of each kind of role is given a resource of that kind', () => {
  const targets = modules
    .filter(({ file }) => file.endsWith('-roles.bicep'))
    .map(({ name, file }) => [file.replace(/^.*\/|-roles\.bicep$/g, ''), [...given(name).values()][0]]);
  expect(targets).toEqual([
    ['insights', 'monitoring.outputs.componentName'],
    ['storage', 'hostStorage.outputs.name'],
    ['storage', 'mediaStorage.outputs.name'],
    ['storage', 'taskHubStorage!.outputs.name'],
    ['scheduler', 'scheduler!.outputs.name'],
    ['speech', 'speech!.outputs.name'],
  ]);
});
