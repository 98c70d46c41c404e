/** What flows need of Microsoft Graph: the sets, and the nodes they are for. */
import { reportOperations } from '../../src/flow/index.ts';
import type { BoundFlow, NeededOperation } from '../../src/flow/index.ts';
import { permissionFacts, reportPermissions, requiredResourceAccess } from '../../src/permissions/index.ts';
import { boundTestFlow } from '../support/flows.ts';

const play = [{ audio: 'hi.wav' }];
const bye = { type: 'hangup' };
const agent = { user: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' };
const say = (next: string) => ({ type: 'prompt', play, next });
const transfer = (more: object) => ({
  type: 'transfer',
  to: agent,
  onBusy: 'bye',
  onNoAnswer: 'bye',
  onFailed: 'bye',
  ...more,
});
const join = { type: 'join', joinId: '123456789', next: 'hi', onFailed: 'bye' };
const invite = { type: 'invite', participants: [agent], next: 'bye', onFailed: 'bye' };

function flowOf(nodes: object, more: object = {}): BoundFlow {
  const [start] = Object.keys(nodes);
  return boundTestFlow({ id: 'main', start, nodes, ...more });
}

const setOf = (...flows: readonly BoundFlow[]): string[] =>
  reportPermissions(flows.flatMap(reportOperations)).permissions.map(({ name }) =>
    name.replace(/^Calls\.(.*)\.All$/, '$1'),
  );

const greeting = flowOf({ hi: say('bye'), bye });
const blind = flowOf({ hi: say('go'), go: transfer({ mode: 'blind' }), bye });
const meeting = flowOf({ join, hi: say('bye'), bye });
const inviting = flowOf({ hi: say('ask'), ask: invite, bye });
const redirecting = flowOf({ on: { type: 'redirect', to: [agent] } });

test.each<[string, BoundFlow, string[]]>([
  ['rejects', flowOf({ no: { type: 'reject' } }), []],
  ['hangs up while it rings', flowOf({ bye }), []],
  ['redirects', redirecting, ['Initiate']],
  ['answers, plays and takes keys', greeting, ['AccessMedia']],
  [
    'takes an account number',
    flowOf(
      { ask: { type: 'collect', play, into: 'account', next: 'bye', onExhausted: 'bye' }, bye },
      { variables: { account: { type: 'digits' } } },
    ),
    ['AccessMedia'],
  ],
  ['only answers', flowOf({ yes: { type: 'answer', next: 'bye' }, bye }), ['AccessMedia']],
  [
    'records',
    flowOf(
      { r: { type: 'record', play, into: 'said', next: 'bye', onNoInput: 'bye' }, bye },
      { variables: { said: { type: 'json' } } },
    ),
    ['AccessMedia'],
  ],
  ['transfers', blind, ['Initiate', 'AccessMedia']],
  [
    'transfers consultatively',
    flowOf({ go: transfer({ mode: 'consultative', hold: play }), bye }),
    ['Initiate', 'AccessMedia'],
  ],
  ['invites', inviting, ['InitiateGroupCall', 'AccessMedia']],
  ['joins a meeting', meeting, ['JoinGroupCallAsGuest', 'AccessMedia']],
  [
    'joins a meeting and brings somebody in',
    flowOf({ join, hi: say('ask'), ask: invite, bye }),
    ['JoinGroupCallAsGuest', 'InitiateGroupCall', 'AccessMedia'],
  ],
  [
    'rejects or transfers',
    flowOf({
      which: { type: 'branch', cases: [{ when: 'call.from.phone == null', next: 'no' }], else: 'go' },
      no: { type: 'reject' },
      go: transfer({ mode: 'blind' }),
      bye,
    }),
    ['Initiate', 'AccessMedia'],
  ],
])('a flow that %s', (_what, flow, expected) => {
  expect(setOf(flow)).toEqual(expected);
});

test('flows that share an app are taken together', () => {
  expect(setOf(greeting, redirecting, inviting, meeting)).toEqual([
    'JoinGroupCallAsGuest',
    'Initiate',
    'InitiateGroupCall',
    'AccessMedia',
  ]);
});

test('what an entered flow needs is told of its own nodes, once', () => {
  const inside = {
    id: 'inside',
    start: 'go',
    returns: { done: {} },
    nodes: {
      go: transfer({ mode: 'blind', onFailed: 'done', onBusy: 'done', onNoAnswer: 'done' }),
      done: { type: 'return', as: 'done' },
    },
  };
  const flow = boundTestFlow(
    {
      id: 'main',
      start: 'hi',
      nodes: { hi: say('in'), in: { type: 'subflow', flow: 'inside', on: { done: 'bye' } }, bye },
    },
    {},
    [inside],
  );
  const { permissions } = reportPermissions([...reportOperations(flow), ...reportOperations(flow)]);
  expect(permissions.map(({ name, neededBy }) => [name, neededBy])).toEqual([
    ['Calls.Initiate.All', [{ flow: 'inside', node: 'go', operation: 'transfer' }]],
    [
      'Calls.AccessMedia.All',
      [
        ...['subscribeToTone', 'keepAlive', 'deleteCall', 'playPrompt', 'cancelMediaProcessing'].map(
          (operation) => ({ flow: 'main', node: 'hi', operation }),
        ),
        { flow: 'main', node: 'bye', operation: 'deleteCall' },
      ],
    ],
  ]);
});

test('a call to several needs the permission for group calls, and each need is met', () => {
  const several: NeededOperation = {
    flow: 'main',
    node: 'out',
    use: { operation: 'createCall', callee: 'several' },
  };
  const { permissions, needs } = reportPermissions([several]);
  expect(permissions.map(({ name }) => name)).toEqual(['Calls.InitiateGroupCall.All']);
  expect(needs).toEqual([['Calls.InitiateGroupCall.All']]);
});

test('app roles have ids of their own, and make what a registration lists', () => {
  expect(new Set(permissionFacts.map(({ id }) => id)).size).toBe(5);
  expect(requiredResourceAccess(['Calls.Initiate.All', 'Calls.AccessMedia.All'])).toEqual([
    {
      resourceAppId: '00000003-0000-0000-c000-000000000000',
      resourceAccess: [
        { id: '284383ee-7f6e-4e40-a2a8-e85dcb029101', type: 'Role' },
        { id: 'a7a681dc-756e-4909-b988-f160edc6655f', type: 'Role' },
      ],
    },
  ]);
  expect(requiredResourceAccess([])).toEqual([]);
});
