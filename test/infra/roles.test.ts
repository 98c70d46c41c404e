/**
 * The roles that the identity of the app is given are those that it needs, no more and no less; where the code begins to
 * use another service of Azure, a test fails until this table says so.
 */
import {
  bicepPaths,
  bodyOf,
  declared,
  declaredAll,
  itemsOf,
  literal,
  membersOf,
  readBicep,
  valueOf,
} from '../support/bicep/index.ts';
import { filesBelow, read } from '../support/repository.ts';
import { main, parameter } from './support/templates.ts';

/** What needs each stands beside it in the template. */
const needed: readonly (readonly [resource: string, role: string])[] = [
  ['componentName', 'monitoringMetricsPublisher'],
  ['hostAccountName', 'storageBlobDataOwner'],
  ['hostAccountName', 'storageTableDataContributor'],
  ['mediaAccountName', 'storageBlobDataContributor'],
  ['mediaAccountName', 'storageQueueDataContributor'],
  ['taskHubAccountName', 'storageBlobDataContributor'],
  ['taskHubAccountName', 'storageQueueDataContributor'],
  ['taskHubAccountName', 'storageTableDataContributor'],
  ['schedulerName', 'durableTaskDataContributor'],
  ['speechName', 'cognitiveServicesSpeechUser'],
];

const path = 'infra/modules/roles.bicep';
const file = readBicep(path);
const assignedTo = (variable: string): string => valueOf(declared(file, 'var', variable)) ?? '';
const memberOf = (object: string, name: string): string => membersOf(object).get(name) ?? '';

/** Of storage, a row each; of everything else, a resource each: on what, and which role. */
const ofStorage = ['storageGrants', 'taskHubGrants']
  .flatMap((variable) => itemsOf(assignedTo(variable)))
  .map((row) => [memberOf(row, 'account'), literal(memberOf(row, 'role'))] as const);
const existing = new Map(
  declaredAll(file, 'resource')
    .filter(({ text }) => /^\s*'[^']*' existing\b/.test(text))
    .map(({ name, text }) => [name, /\bname: (\w+)/.exec(text)?.[1] ?? '']),
);
const assigned = [
  ...ofStorage,
  ...declaredAll(file, 'resource').flatMap((each) => {
    const [, role = ''] = /roleIds\.(\w+)/.exec(each.text) ?? [];
    if (role === '') return [];
    const [scope = ''] = memberOf(bodyOf(each), 'scope').split('::');
    return [[existing.get(scope) ?? '', role] as const];
  }),
];

const rows = (pairs: readonly (readonly [string, string])[]): readonly string[] =>
  pairs.map(([resource, role]) => `${resource}: ${role}`).sort();

test('what is assigned is what is needed', () => {
  expect(rows(assigned)).toEqual(rows(needed));
  expect(assignedTo('grants')).toMatch(
    /^concat\(storageGrants, empty\(taskHubAccountName\) \? \[\] : taskHubGrants\)\s*$/,
  );
});

test('what needs a role stands beside it', () => {
  const lines = read(path).split('\n');
  const granting = lines.flatMap((line, at) =>
    /^ {2}\{ account: |^resource on(?!Storage)/.test(line) ? [{ line, above: lines[at - 1] ?? '' }] : [],
  );
  expect(granting).toHaveLength(needed.length);
  for (const { line, above } of granting)
    expect([line, above]).toEqual([
      line,
      expect.stringMatching(/^ *\/\/ The .{3,}: .{4,}|^\/\/ The [^.]*: .{4,}/),
    ]);
});

test('they are on the resources that the main template makes, and go to the identity of the app', () => {
  expect(parameter('roles', 'principalId')).toBe('identity.outputs.principalId');
  expect(parameter('roles', 'componentName')).toBe('monitoring.outputs.componentName');
  for (const account of ['host', 'media', 'taskHub'])
    expect(parameter('roles', `${account}AccountName`)).toBe(`storage.outputs.${account}AccountName`);
  expect(parameter('roles', 'schedulerName')).toBe("withScheduler ? scheduler!.outputs.name : ''");
  expect(parameter('roles', 'taskHubName')).toBe(parameter('scheduler', 'taskHubName'));
  expect(parameter('roles', 'speechName')).toBe("withSpeech ? speech!.outputs.name : ''");
  const storage = readBicep('infra/modules/storage.bicep');
  for (const account of ['host', 'media', 'taskHub'])
    expect(declared(storage, 'output', `${account}AccountName`).text).toContain(` ${account}`);
  expect(declared(main, 'module', 'roles').text).not.toMatch(/= if/);
});

test('the table of role ids has those that are assigned, and no other', () => {
  const ids = membersOf(assignedTo('roleIds'));
  expect([...ids.keys()].sort()).toEqual([...new Set(needed.map(([, role]) => role))].sort());
  for (const id of ids.values()) expect(literal(id)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(new Set(ids.values()).size).toBe(ids.size);
});

test('nobody is given a role but there, and each is named by scope, identity and role', () => {
  const assigning = bicepPaths.filter((each) =>
    readBicep(each).text.includes('Microsoft.Authorization/roleAssignments@'),
  );
  expect(assigning).toEqual([path]);
  const assignments = declaredAll(file, 'resource').filter(({ text }) => text.includes('/roleAssignments@'));
  expect(assignments).toHaveLength(4);
  for (const { text } of assignments) {
    const [, scope = '', name = ''] = /scope: (\S+)\n\s*name: guid\((.*)\)\n/.exec(text) ?? [];
    const [, role = ''] = /roleDefinitions',\s*(roleIds\S+?)\s*\)/.exec(text) ?? [];
    expect(name).toBe(`${scope}.id, principalId, ${role}`);
    expect(text).toMatch(/principalId: principalId\n\s*principalType: 'ServicePrincipal'/);
  }
});

/** By which it shows in the code that the app reaches a service as itself, and the rows above that let it. */
const used: readonly { readonly sign: RegExp; readonly resource: string | null }[] = [
  { sign: /^@azure\/storage-blob$/, resource: 'mediaAccountName' },
  { sign: /^@azure\/storage-queue$/, resource: 'mediaAccountName' },
  { sign: /^https:\/\/cognitiveservices\.azure\.com\/\.default$/, resource: 'speechName' },
  { sign: /^@azure\/monitor-opentelemetry-exporter$/, resource: 'componentName' },
  // The registration of the bot has permissions of Graph, no role: infra/identity.
  { sign: /^api:\/\/AzureADTokenExchange\/\.default$/, resource: null },
];

test('every service that the code reaches as the app is in the table', () => {
  const files = ['src', 'functions']
    .flatMap((folder) => filesBelow(folder, '.ts'))
    .filter((path) => !/^src\/(simulator|cli|host|hosted)\//.test(path))
    .map(read);
  const clients = files.flatMap((text) => [
    ...text.matchAll(/'(@azure\/(?:storage|service|event|cosmos|keyvault|data|monitor)-?[\w-]*)'/g),
    ...text.matchAll(/'((?:https|api):\/\/[\w./-]+\/\.default)'/g),
  ]);
  const found = [...new Set(clients.map(([, client = '']) => client))];
  expect(found.length).toBeGreaterThan(3);
  const unknown = found.filter((client) => !used.some(({ sign }) => sign.test(client)));
  expect(unknown).toEqual([]);
  const dead = used.filter(({ sign }) => !found.some((client) => sign.test(client)));
  expect(dead).toEqual([]);
  const granted = needed.map(([resource]) => resource);
  for (const { resource } of used) if (resource !== null) expect(granted).toContain(resource);
});

/** Built-in roles of Azure, as Microsoft lists them: another id would be another right. */
test('every role has the id that Azure gives it', () => {
  const ids = membersOf(assignedTo('roleIds'));
  expect(Object.fromEntries([...ids].map(([name, id]) => [name, literal(id)]))).toEqual({
    cognitiveServicesSpeechUser: 'f2dc8367-1007-4938-bd23-fe263f013447',
    durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402',
    monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb',
    storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
    storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
  });
});
