/** `ivr permissions`: what people and programs get, and how it ends. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-permissions-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, value: unknown): void => {
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
};
const flow = (id: string, nodes: object): object => ({
  id,
  version: '1.0.0',
  locale: 'en-GB',
  start: 'go',
  targets: { sales: { user: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' } },
  nodes,
});
const desk = flow('desk', {
  go: { type: 'transfer', to: 'sales', mode: 'blind', onBusy: 'end', onNoAnswer: 'end', onFailed: 'end' },
  end: { type: 'hangup' },
});
const away = flow('away', { go: { type: 'redirect', to: ['sales'] } });

async function permissions(...given: readonly string[]) {
  const printed: string[] = [];
  const noted: string[] = [];
  const exitCode = await runCli(['permissions', ...given], {
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    environment: { FLOWS_PATH: '.' },
    workingFolder: folder,
    packageFolder: folder,
    version: '0.0.0',
    stopped: new Promise(() => undefined),
  });
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
}

const media = 'a7a681dc-756e-4909-b988-f160edc6655f';
const initiate = '284383ee-7f6e-4e40-a2a8-e85dcb029101';

test('people get the permissions with the nodes that need each', async () => {
  write('desk.json', desk);
  expect(await permissions('desk.json')).toEqual({
    exitCode: 0,
    noted: '',
    printed: `Application permissions of Microsoft Graph, which an administrator has to consent to:

Calls.Initiate.All  ${initiate}
  Initiate outgoing 1 to 1 calls from the app
  desk, node go: transfer

Calls.AccessMedia.All  ${media}
  Access media streams in a call as an app
  desk, node go: subscribeToTone, keepAlive, deleteCall
  desk, node end: deleteCall`,
  });
});

test('programs get them with ids, consent, and what a registration lists', async () => {
  write('desk.json', desk);
  write('away.json', away);
  const { exitCode, printed } = await permissions('--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(printed)).toEqual({
    permissions: [
      {
        name: 'Calls.Initiate.All',
        id: initiate,
        displayName: expect.any(String),
        description: expect.any(String),
        adminConsent: true,
        neededBy: [
          { flow: 'away', node: 'go', operation: 'redirect' },
          { flow: 'desk', node: 'go', operation: 'transfer' },
        ],
      },
      expect.objectContaining({ name: 'Calls.AccessMedia.All', id: media }),
    ],
    resource: { appId: '00000003-0000-0000-c000-000000000000', displayName: 'Microsoft Graph' },
    requiredResourceAccess: [
      {
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        resourceAccess: [
          { id: initiate, type: 'Role' },
          { id: media, type: 'Role' },
        ],
      },
    ],
  });
});

test('flows that need nothing say so', async () => {
  write('no.json', flow('no', { go: { type: 'reject' } }));
  expect(await permissions('no.json')).toMatchObject({
    exitCode: 0,
    printed: 'These flows need no permission.',
  });
});

describe('calls that the app is asked to make', () => {
  const group = '4c277553-8a09-487b-8023-29ee378d8324';

  test('are counted where that is said, each with what it needs', async () => {
    write('no.json', flow('no', { go: { type: 'reject' } }));
    expect(await permissions('no.json', '--outbound', 'one,several')).toEqual({
      exitCode: 0,
      noted: '',
      printed: `Application permissions of Microsoft Graph, which an administrator has to consent to:

Calls.Initiate.All  ${initiate}
  Initiate outgoing 1 to 1 calls from the app
  POST /api/calls to one: createCall

Calls.InitiateGroupCall.All  ${group}
  Initiate outgoing group calls from the app
  POST /api/calls to several: createCall`,
    });
  });

  test('have a member of their own, so that what the nodes need is told as ever', async () => {
    write('away.json', away);
    const { printed } = await permissions('away.json', '--outbound', 'several', '--json');
    expect(JSON.parse(printed)).toMatchObject({
      permissions: [
        { name: 'Calls.Initiate.All', neededBy: [{ flow: 'away', node: 'go', operation: 'redirect' }] },
        {
          name: 'Calls.InitiateGroupCall.All',
          neededBy: [],
          neededByRequests: [{ request: 'POST /api/calls', callee: 'several', operation: 'createCall' }],
        },
      ],
      requiredResourceAccess: [{ resourceAccess: [{ id: initiate }, { id: group }] }],
    });
    expect(JSON.parse(printed).permissions[0]).not.toHaveProperty('neededByRequests');
  });

  test('are compared with what the app has', async () => {
    write('away.json', away);
    write('granted.json', ['Calls.Initiate.All']);
    const against = ['away.json', '--against', 'granted.json'];
    expect((await permissions(...against, '--outbound', 'one')).exitCode).toBe(0);
    const lacking = await permissions(...against, '--outbound', 'several');
    expect([lacking.exitCode, lacking.printed]).toEqual([
      1,
      expect.stringContaining(`missing   Calls.InitiateGroupCall.All  ${group}`),
    ]);
  });

  test('are to one or to several', async () => {
    const wrong = await permissions('--outbound', 'many');
    expect([wrong.exitCode, wrong.noted]).toEqual([
      2,
      expect.stringContaining('--outbound must be one, several'),
    ]);
  });
});

test('against a list it says what is missing, which ends with 1, and what is too much, which does not', async () => {
  write('away.json', away);
  write('granted.json', [{ appRoleId: media, resourceDisplayName: 'Microsoft Graph' }]);
  const lacking = await permissions('away.json', '--against', 'granted.json');
  expect(lacking.exitCode).toBe(1);
  expect(lacking.printed).toContain(`missing   Calls.Initiate.All  ${initiate}`);
  expect(lacking.printed).toContain(`too much  Calls.AccessMedia.All  ${media}`);
  write('granted.json', ['Calls.Initiate.All', 'Calls.AccessMedia.All']);
  const json = await permissions('away.json', '--against', 'granted.json', '--json');
  expect(json.exitCode).toBe(0);
  expect(JSON.parse(json.printed)).toMatchObject({
    missing: [],
    tooMuch: [{ name: 'Calls.AccessMedia.All', id: media }],
  });
  write('granted.json', ['Calls.Initiate.All']);
  expect((await permissions('away.json', '--against', 'granted.json')).printed).toMatch(
    /The app has what it needs, and no more\.$/,
  );
});

test('what it printed can be given to it', async () => {
  write('desk.json', desk);
  write('before.json', (await permissions('desk.json', '--json')).printed);
  expect((await permissions('desk.json', '--against', 'before.json')).exitCode).toBe(0);
});

test('a list that is none, or no file, is told', async () => {
  write('away.json', away);
  write('granted.json', { some: 'thing' });
  const wrong = await permissions('away.json', '--against', 'granted.json');
  expect([wrong.exitCode, wrong.noted]).toEqual([2, expect.stringContaining('is no list of permissions')]);
  const none = await permissions('away.json', '--against', 'nothing.json');
  expect([none.exitCode, none.noted]).toEqual([2, expect.stringContaining('There is no file nothing.json')]);
});

test('of a flow that does not load nothing is said but why', async () => {
  write('desk.json', { ...desk, start: 'nowhere' });
  const { exitCode, printed, noted } = await permissions('desk.json', '--json');
  expect([exitCode, printed]).toEqual([1, '']);
  expect(noted).toContain('FLOW-UNKNOWN-NODE');
});
