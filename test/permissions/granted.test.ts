/** What an app has: read from what Azure's tools print, and compared with what is needed. */
import { compareGranted, readGranted } from '../../src/permissions/index.ts';
import type { ApplicationPermission } from '../../src/permissions/index.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const initiate = '284383ee-7f6e-4e40-a2a8-e85dcb029101';
const media = 'a7a681dc-756e-4909-b988-f160edc6655f';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
const otherRole = '9492366f-7969-46a4-8d15-ed1a20078fff';

const requiredResourceAccess = [
  {
    resourceAppId: graph,
    resourceAccess: [
      { id: media.toUpperCase(), type: 'Role' },
      { id: userRead, type: 'Scope' },
      { id: otherRole, type: 'Role' },
    ],
  },
  { resourceAppId: '00000003-0000-0ff1-ce00-000000000000', resourceAccess: [{ id: initiate, type: 'Role' }] },
];
const assignment = (appRoleId: string, resourceDisplayName?: string): object => ({
  appRoleId,
  principalType: 'ServicePrincipal',
  ...(resourceDisplayName === undefined ? {} : { resourceDisplayName }),
});
const assignments = [
  assignment(media, 'Microsoft Graph'),
  assignment(initiate),
  assignment(otherRole, 'SharePoint'),
];
const names = (exported: unknown): unknown => readGranted(exported)?.map(({ name, id }) => name ?? id);

test.each<[string, unknown, unknown]>([
  ['what az ad app permission list prints', requiredResourceAccess, ['Calls.AccessMedia.All', otherRole]],
  [
    'what az ad app show prints',
    { appId: 'x', requiredResourceAccess },
    ['Calls.AccessMedia.All', otherRole],
  ],
  [
    'the role assignments as Graph answers them',
    { '@odata.context': 'x', value: assignments },
    ['Calls.AccessMedia.All', 'Calls.Initiate.All'],
  ],
  ['the same as a list', assignments, ['Calls.AccessMedia.All', 'Calls.Initiate.All']],
  [
    'a service principal with its assignments',
    { displayName: 'x', appRoleAssignments: assignments },
    ['Calls.AccessMedia.All', 'Calls.Initiate.All'],
  ],
  [
    'names',
    ['Calls.Initiate.All', 'Calls.Initiate.All', 'User.Read.All'],
    ['Calls.Initiate.All', 'User.Read.All'],
  ],
  ['ids', [media], ['Calls.AccessMedia.All']],
  [
    'what ivr permissions prints',
    { permissions: [{ name: 'Calls.Initiate.All', id: initiate, neededBy: [] }] },
    ['Calls.Initiate.All'],
  ],
  ['nothing', [], []],
])('%s is read', (_what, exported, expected) => {
  expect(names(exported)).toEqual(expected);
});

test.each([[null], ['Calls.Initiate.All'], [{}], [{ value: 3 }], [[{ id: 'x' }]], [[3]]])(
  '%j is no list of permissions',
  (exported) => {
    expect(readGranted(exported)).toBe(null);
  },
);

const compared = (
  needs: readonly (readonly ApplicationPermission[])[],
  granted: readonly string[],
): unknown => {
  const { missing, tooMuch } = compareGranted(needs, readGranted(granted) ?? []);
  return [missing.map(({ name }) => name), tooMuch.map(({ name }) => name)];
};

const keys: readonly ApplicationPermission[] = ['Calls.AccessMedia.All'];
const prompts: readonly ApplicationPermission[] = ['Calls.Initiate.All', 'Calls.AccessMedia.All'];
const meeting: readonly ApplicationPermission[] = [
  'Calls.JoinGroupCallAsGuest.All',
  'Calls.JoinGroupCall.All',
];

test.each<[string, readonly (readonly ApplicationPermission[])[], string[], unknown]>([
  ['all is there', [keys, prompts], ['Calls.AccessMedia.All'], [[], []]],
  ['nothing is', [keys, prompts], [], [['Calls.AccessMedia.All'], []]],
  [
    'what is there does not do',
    [keys, prompts],
    ['Calls.Initiate.All'],
    [['Calls.AccessMedia.All'], ['Calls.Initiate.All']],
  ],
  ['another one does as well', [meeting], ['Calls.JoinGroupCall.All'], [[], []]],
  [
    'two do, and the lesser stays',
    [meeting],
    ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'],
    [[], ['Calls.JoinGroupCall.All']],
  ],
  [
    'nothing is needed',
    [],
    ['Calls.Initiate.All', 'User.Read.All'],
    [[], ['Calls.Initiate.All', 'User.Read.All']],
  ],
])('where %s', (_what, needs, granted, expected) => {
  expect(compared(needs, granted)).toEqual(expected);
});
