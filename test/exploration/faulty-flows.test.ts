/** Flows that no checker has seen: each breaks a rule, and the caller that is shown for it is small. */
import { milliseconds } from '../../src/call/index.ts';
import { Exploration, writtenScenario } from '../../src/exploration/index.ts';
import type { Finding } from '../../src/exploration/index.ts';
import { bindFlow, flowDocumentSchema } from '../../src/flow/index.ts';
import { loadScenarios } from '../../src/scenario/index.ts';
import { clipsOf } from '../support/flows.ts';

function findings(flow: object, runs = 60): readonly Finding[] {
  const document = flowDocumentSchema.parse({ id: 'faulty', version: '1.0.0', locale: 'en-GB', ...flow });
  const bound = bindFlow(document, clipsOf(document));
  const exploration = new Exploration(bound, { seed: 5, runs, silence: milliseconds(2_000) });
  while (exploration.next());
  return exploration.findings;
}

const end = { type: 'hangup', play: [{ tts: 'Goodbye.' }] };
const secret = { variables: { pin: { type: 'digits', sensitive: true } } };
const askPin = {
  type: 'collect',
  play: [{ tts: 'Your number, please.' }],
  into: 'pin',
  minDigits: 8,
  maxDigits: 8,
  next: 'then',
  onExhausted: 'end',
};

test('a request that takes long without a word: E2', () => {
  const [found, ...more] = findings({
    start: 'hello',
    nodes: {
      hello: { type: 'prompt', play: [{ tts: 'Hello.' }], next: 'look' },
      look: { type: 'http', request: { url: 'https://crm.contoso.com/' }, next: 'end', onError: 'end' },
      end,
    },
  });
  expect(found).toMatchObject({ rule: 'E2', about: 'look', caller: { steps: [] } });
  expect(more).toEqual([]);
});

test.each([
  [
    'a milestone',
    { type: 'event', name: 'keyed', data: { is: '{pin}' }, next: 'end' },
    'what is written down',
  ],
  [
    'a URL',
    { type: 'http', request: { url: 'https://crm.contoso.com/{pin}' }, next: 'end', onError: 'end' },
    'the URL of a request',
  ],
  [
    'a queue message',
    { type: 'queue', queue: 'numbers', message: { is: '{pin}' }, next: 'end', onError: 'end' },
    'a queue message',
  ],
  ['a value that is said', { type: 'set', values: { open: 'pin' }, next: 'tell' }, 'what is written down'],
])('a sensitive value in %s: E5', (_where, then, about) => {
  const tell = { type: 'event', name: 'told', data: { is: '{open}' }, next: 'end' };
  const variables = { ...secret.variables, open: { type: 'digits' } };
  const found = findings({ start: 'ask', variables, nodes: { ask: askPin, then, tell, end } });
  expect(found.filter(({ rule }) => rule === 'E5')).toMatchObject([{ about }]);
  expect(found[0]?.caller.steps.length).toBeLessThanOrEqual(2);
});

test('a branch that nobody leaves: E14', () => {
  const [found] = findings({
    start: 'hello',
    nodes: {
      hello: { type: 'prompt', play: [{ tts: 'Hello.' }], next: 'again' },
      again: {
        type: 'branch',
        cases: [{ when: 'call.direction == "outgoing"', next: 'end' }],
        else: 'hello',
      },
      end,
    },
  });
  expect(found).toMatchObject({ rule: 'E14', caller: { steps: [] } });
});

test('what is found is a scenario of the language', () => {
  const [found] = findings({
    start: 'ask',
    ...secret,
    nodes: { ask: askPin, then: { ...end, reason: 'x' }, end },
  });
  expect(found).toBeUndefined();
  const [silence] = findings({
    start: 'ask',
    ...secret,
    nodes: { ask: askPin, then: { type: 'wait', for: '7s', next: 'end' }, end },
  });
  const text = JSON.stringify([writtenScenario(silence?.caller ?? { scenario: '', flow: '', steps: [] })]);
  const loaded = loadScenarios(text, { file: 'pasted' });
  expect(loaded.kind === 'ok' ? loaded.scenarios[0]?.scenario : loaded.problems).toEqual(silence?.caller);
});

test('a meeting that does not take the app is no caller who left', () => {
  const found = findings(
    {
      start: 'enter',
      on: { hangup: 'left' },
      nodes: {
        enter: { type: 'join', joinId: '320 951 876', next: 'end', onFailed: 'away' },
        away: { type: 'hangup', reason: 'turned away' },
        left: { type: 'event', name: 'left', next: 'over' },
        over: { type: 'hangup' },
        end,
      },
    },
    5,
  );
  expect(found).toEqual([]);
});
