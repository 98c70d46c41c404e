import * as fc from 'fast-check';
import { callId } from '../../../src/call/index.ts';
import type { Party } from '../../../src/call/index.ts';
import { chooseRoute, loadRoutes } from '../../../src/flow/index.ts';
import type { RoutedCall } from '../../../src/flow/index.ts';

const frontDesk = '550fae72-d251-43ec-868c-373732c2704f';
const lobby = '9a1f2a44-52f3-4a55-9a0e-1c1bfb0f6d11';
const partner = '932f07f3-7cc6-4b5e-a1ff-0a1d2d0b7a3c';

const routesText = JSON.stringify({
  $schema: '../routes.schema.json',
  numbers: { '+442079460000': frontDesk },
  incoming: [
    { when: { calledNumber: '+442079460000', callerTenant: partner }, flow: 'partners' },
    { when: { calledNumber: '+442079460000' }, flow: 'front-desk' },
    { when: { applicationInstance: lobby }, flow: 'lobby' },
    { when: { callerWithheld: true }, flow: 'anonymous' },
    {
      when: { callerTenant: partner },
      split: [
        { flow: 'front-desk', percent: 90 },
        { flow: 'lobby', percent: 10 },
      ],
    },
  ],
  otherwise: { reject: 'forbidden' },
});

function routesOf(text: string) {
  const loaded = loadRoutes(text, {
    file: 'routes.json',
    settings: (name) => (name === 'FLOW' ? 'lobby' : undefined),
  });
  if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}

const party = (kind: Party['kind'], members: Partial<Party> = {}): Party => ({
  kind,
  id: null,
  phone: null,
  displayName: null,
  tenantId: null,
  ...members,
});
const caller = party('phone', { phone: '+4930901820001' });
const call = (from: Party, to: Party, id = 'in-1'): RoutedCall => ({ id: callId(id), from, to });
const instance = (id: string): Party => party('applicationInstance', { id });

test.each<[string, RoutedCall, object]>([
  ['the number of an instance', call(caller, instance(frontDesk)), { kind: 'flow', flow: 'front-desk' }],
  [
    'the instance in other spelling',
    call(caller, instance(frontDesk.replaceAll('-', '').toUpperCase())),
    { kind: 'flow', flow: 'front-desk' },
  ],
  [
    'the number itself',
    call(caller, party('phone', { phone: '+442079460000' })),
    { kind: 'flow', flow: 'front-desk' },
  ],
  [
    'two conditions at once',
    call(party('user', { tenantId: partner }), instance(frontDesk)),
    { kind: 'flow', flow: 'partners' },
  ],
  ['an instance', call(caller, instance(lobby)), { kind: 'flow', flow: 'lobby' }],
  [
    'an application with the id of an instance',
    call(caller, party('application', { id: lobby })),
    { kind: 'reject', reason: 'forbidden' },
  ],
  ['a withheld caller', call(party('withheld'), instance('x')), { kind: 'flow', flow: 'anonymous' }],
  ['a phone without a number', call(party('phone'), instance('x')), { kind: 'flow', flow: 'anonymous' }],
  ['nobody in particular', call(caller, instance('x')), { kind: 'reject', reason: 'forbidden' }],
])('%s', (_, arriving, route) => {
  expect(chooseRoute(routesOf(routesText).routes, arriving)).toEqual(route);
});

test('a split keeps to its percentages, and to its choice for one call', () => {
  const { routes } = routesOf(routesText);
  const arriving = (id: string) => call(party('user', { tenantId: partner }), instance('x'), id);
  const count = { 'front-desk': 0, lobby: 0 };
  for (let number = 0; number < 2_000; number += 1) {
    const route = chooseRoute(routes, arriving(`in-${number}`));
    if (route.kind === 'flow' && (route.flow === 'front-desk' || route.flow === 'lobby'))
      count[route.flow] += 1;
  }
  expect(count['front-desk'] + count.lobby).toBe(2_000);
  expect(count.lobby).toBeGreaterThan(150);
  expect(count.lobby).toBeLessThan(250);
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(chooseRoute(routes, arriving(id))).toEqual(chooseRoute(routes, arriving(id)));
    }),
  );
});

test('a part of nothing is never taken', () => {
  const { routes } = routesOf(
    JSON.stringify({
      incoming: [
        {
          when: {},
          split: [
            { flow: 'a', percent: 0 },
            { flow: 'b', percent: 100 },
          ],
        },
      ],
    }),
  );
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(chooseRoute(routes, call(caller, caller, id))).toEqual({ kind: 'flow', flow: 'b' });
    }),
  );
});

test('without "otherwise" a call that no route takes is rejected; settings are bound', () => {
  const { routes } = routesOf('{ "incoming": [{ "when": { "callerWithheld": true }, "flow": "${FLOW}" }] }');
  expect(chooseRoute(routes, call(caller, caller))).toEqual({ kind: 'reject', reason: 'none' });
  expect(chooseRoute(routes, call(party('withheld'), caller))).toEqual({ kind: 'flow', flow: 'lobby' });
});

test.each<[string, string, string]>([
  ['no JSON', '{', ''],
  [
    'a percentage too much',
    '{"incoming":[{"when":{},"split":[{"flow":"a","percent":60},{"flow":"b","percent":50}]}]}',
    '/incoming/0',
  ],
  ['a number that is none', '{"numbers":{"020 7946 0000":"x"}}', '/numbers'],
  [
    'an unknown condition',
    '{"incoming":[{"when":{"calledNumer":"+442079460000"},"flow":"a"}]}',
    '/incoming/0',
  ],
  ['a reason that does not exist', '{"otherwise":{"reject":"rude"}}', '/otherwise'],
  ['a missing setting', '{"otherwise":{"flow":"${NOBODY}"}}', '/otherwise/flow'],
])('%s is a problem with its place', (_, text, pointer) => {
  const loaded = loadRoutes(text, { file: 'routes.json', settings: () => undefined });
  expect(loaded.kind).toBe('problems');
  const [problem] = loaded.kind === 'problems' ? loaded.problems : [];
  expect(problem).toMatchObject({
    file: 'routes.json',
    severity: 'error',
    line: 1,
    pointer: expect.stringMatching(`^${pointer}`),
  });
});

test('a flow that is not known is told with its place', () => {
  expect(routesOf(routesText).unknownFlows(new Set(['front-desk', 'partners', 'anonymous']))).toMatchObject([
    { code: 'ROUTES-UNKNOWN-FLOW', pointer: '/incoming/2/flow' },
    { code: 'ROUTES-UNKNOWN-FLOW', pointer: '/incoming/4/split/1/flow' },
  ]);
});

test('a called number that "numbers" does not have is a problem at its place, with a suggestion where one is near', () => {
  const text = JSON.stringify({
    numbers: { '+442079460000': frontDesk },
    incoming: [
      { when: { calledNumber: '+442079460000' }, flow: 'front-desk' },
      { when: { calledNumber: '+442079460009' }, flow: 'lobby' },
      { when: { calledNumber: '+4930901820001' }, flow: 'lobby' },
    ],
  });
  const loaded = loadRoutes(text, { file: 'routes.json', settings: () => undefined });
  expect(loaded).toMatchObject({
    kind: 'problems',
    problems: [
      {
        code: 'ROUTES-NUMBER-UNKNOWN',
        pointer: '/incoming/1/when/calledNumber',
        suggestion: '+442079460000',
        column: text.indexOf('"+442079460009"') + 1,
      },
      { code: 'ROUTES-NUMBER-UNKNOWN', pointer: '/incoming/2/when/calledNumber' },
    ],
  });
  expect(loaded).not.toHaveProperty('problems.1.suggestion');
});
