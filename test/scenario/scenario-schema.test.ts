/** The form of scenarios (section 6 of the flow language): our own reading, and the published schema, of the same files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { scenariosSchema } from '../../src/scenario/index.ts';
import { validator } from '../schemas/documents.ts';

const published = validator('scenarios');
const json = z.json();
const example = json.parse(JSON.parse(readFileSync(join(__dirname, 'front-desk.scenarios.json'), 'utf8')));
const scenario = (more: object): unknown => [{ scenario: 's', flow: 'f', steps: [], ...more }];
const withStep = (step: unknown): unknown => scenario({ steps: [step] });

/** What both make of it. */
const judged = (file: unknown): readonly [boolean, boolean] => [
  scenariosSchema.safeParse(file).success,
  published(json.parse(file)),
];

test('the front desk has scenarios that both take', () => {
  expect(scenariosSchema.safeParse(example).error?.issues ?? []).toEqual([]);
  expect(published(example)).toBe(true);
});

test.each<[string, unknown]>([
  ['keys at a time', withStep({ press: '12#', after: '2s', gap: '150ms' })],
  ['speech', withStep({ speak: '3s' })],
  ['a wait', withStep({ wait: '10m' })],
  ['an event with data', withStep({ raise: 'paid', data: { amount: 12.5 } })],
  [
    'an operation that Graph refuses',
    withStep({ fault: { operation: 'playPrompt', status: 503, subcode: 1 } }),
  ],
  ['a notification that comes late', withStep({ fault: { notification: 'tone', delayed: '2s' } })],
  ['any transfer that fails', withStep({ fault: { transfer: true, outcome: 'failed' } })],
  [
    'an operation that Graph refuses three times',
    withStep({ fault: { operation: 'answer', status: 500, times: 3 } }),
  ],
  ['an answer that is lost', withStep({ fault: { operation: 'transfer', lost: true } })],
  [
    'a list of participants that is told twice',
    withStep({ fault: { notification: 'roster', doubled: true } }),
  ],
  [
    'a transfer of which nothing is told',
    withStep({ fault: { transfer: 'desk', outcome: 'never', after: '2s' } }),
  ],
  ['somebody who declines', withStep({ fault: { invite: true, outcome: 'declined', after: '8s' } })],
  ['a lobby', withStep({ fault: { meeting: true, outcome: 'lobby' } })],
  ['a queue that fails', withStep({ fault: { effect: 'queue', after: '1s' } })],
  ['a call without sound', withStep({ fault: { audio: 'never' } })],
  ['somebody who comes', withStep({ roster: { join: { guest: 'g', displayName: 'Ada' }, inLobby: true } })],
  ['somebody who goes', withStep({ roster: { leave: '+4930901820001' } })],
  ['somebody who is let in', withStep({ roster: { admit: 'g' } })],
  ['an answer for two requests', scenario({ mocks: { http: [{ url: '*', times: 2 }] } })],
  ['an expectation with a bound', withStep({ expect: { say: 'Goodbye.' }, within: '5s' })],
  [
    'who calls, and what there is',
    scenario({ from: { withheld: true }, variables: { a: [1] }, settings: { A: 'b' } }),
  ],
  ['what must hold all along', scenario({ always: [{ silenceOver: '2s' }], never: [{ node: 'x' }] })],
  ['a network that fails', scenario({ mocks: { http: [{ url: '*', error: 'network', after: '1s' }] } })],
])('%s is taken by both', (_what, file) => {
  expect(judged(file)).toEqual([true, true]);
});

test.each<[string, unknown]>([
  ['no list', { scenario: 's', flow: 'f', steps: [] }],
  ['no steps', [{ scenario: 's', flow: 'f' }]],
  ['a time without an offset', scenario({ at: '2026-10-26T09:00:00' })],
  ['a letter for a key', withStep({ press: '1a' })],
  ['keys during and after', withStep({ press: '1', during: 'menu', after: '1s' })],
  ['two things in one step', withStep({ press: '1', hangup: true })],
  ['an expectation of nothing', withStep({ expect: {} })],
  ['an expectation of two things', withStep({ expect: { node: 'a', prompt: 'b' } })],
  ['an end that there is not', withStep({ expect: { end: 'done' } })],
  [
    'a notification that is lost and doubled',
    withStep({ fault: { notification: 'tone', lost: true, doubled: true } }),
  ],
  ['a status that is no failure', withStep({ fault: { operation: 'answer', status: 200 } })],
  ['an operation that Graph does not have', withStep({ fault: { operation: 'getCalls', status: 500 } })],
  ['a refusal that is lost', withStep({ fault: { operation: 'answer', status: 500, lost: true } })],
  ['no time at all', withStep({ fault: { operation: 'answer', status: 500, times: 0 } })],
  ['a transfer that succeeds', withStep({ fault: { transfer: true, outcome: 'transferred' } })],
  ['an http request that fails by a fault', withStep({ fault: { effect: 'http' } })],
  ['a roster that changes in two ways', withStep({ roster: { leave: 'a', mute: 'a' } })],
  ['no key', withStep({ press: '' })],
  ['a caller of two kinds', scenario({ from: { phone: '+4930901820001', withheld: true } })],
  ['an answer and an error', scenario({ mocks: { http: [{ url: '*', error: 'network', status: 200 }] } })],
  ['a member that is not known', scenario({ setings: {} })],
  ['a wait that is no duration', withStep({ wait: 'soon' })],
])('%s is taken by neither', (_what, file) => {
  expect(judged(file)).toEqual([false, false]);
});
