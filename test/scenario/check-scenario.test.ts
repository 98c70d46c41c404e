/** Names in scenarios: each is one that the flow has, or is told with its place and what may have been meant. */
import { loadFlow, renderProblem } from '../../src/flow/index.ts';
import type { FlowDocument } from '../../src/flow/index.ts';
import { checkScenario, loadScenarios, unknownFlow } from '../../src/scenario/index.ts';
import type { LoadedScenario } from '../../src/scenario/index.ts';

function flow(members: object): FlowDocument {
  const text = JSON.stringify({ id: 'desk', version: '1.0.0', locale: 'en-GB', ...members });
  const loaded = loadFlow(text, { file: 'flow.json', settings: () => undefined, missingSettings: 'refuse' });
  if (loaded.kind !== 'problems') return loaded.document;
  throw new Error(loaded.problems.map((problem) => renderProblem(problem, text)).join('\n'));
}

const desk = flow({
  start: 'hello',
  variables: { tries: { type: 'number' }, pin: { type: 'digits' } },
  targets: { sales: { phone: '+442079460000' } },
  prompts: {
    greeting: { 'en-GB': { text: 'Hello.' } },
    balance: { 'en-GB': { text: 'You have {tries}.' } },
  },
  nodes: {
    hello: {
      type: 'prompt',
      play: ['greeting', 'balance', { tts: 'One moment.' }, { audio: 'ring.wav' }],
      next: 'say',
    },
    say: { type: 'event', name: 'greeted', next: 'paid' },
    paid: { type: 'wait', event: 'external:paid', timeout: '1m', next: 'over', onTimeout: 'over' },
    over: {
      type: 'transfer',
      to: 'sales',
      mode: 'blind',
      onBusy: 'bring',
      onNoAnswer: 'end',
      onFailed: 'end',
    },
    bring: { type: 'invite', participants: [{ phone: '+442079460001' }], next: 'end', onFailed: 'end' },
    end: { type: 'hangup' },
  },
});
const entered = flow({
  id: 'entered',
  start: 'ask',
  targets: { nurse: { phone: '+442079460000' } },
  nodes: {
    ask: { type: 'prompt', play: [{ ssml: 'Who <break/> is it?' }], next: 'bye' },
    bye: { type: 'hangup' },
  },
});
const talkative = flow({
  id: 'talkative',
  start: 'tell',
  variables: { n: { type: 'number' } },
  nodes: {
    tell: { type: 'prompt', play: [{ say: '{n}', as: 'number' }], next: 'bye' },
    bye: { type: 'hangup' },
  },
});

function scenario(members: object): { readonly loaded: LoadedScenario; readonly text: string } {
  const text = JSON.stringify([{ scenario: 's', flow: 'desk', steps: [], ...members }]);
  const read = loadScenarios(text, { file: 'desk.scenarios.json' });
  const [loaded] = read.kind === 'ok' ? read.scenarios : [];
  if (loaded === undefined) throw new Error('The scenario of the test is wrong.');
  return { loaded, text };
}

/** The code, what is underlined, and the suggestion of every problem. */
function told(members: object, ...others: readonly FlowDocument[]): readonly string[] {
  const { loaded, text } = scenario(members);
  return checkScenario(loaded, [desk, ...others]).map(
    ({ severity, code, column, length, suggestion = '-' }) =>
      [severity, code, text.slice(column - 1, column - 1 + length), suggestion].join(' '),
  );
}

const step = (one: object): object => ({ steps: [one] });

test.each<[string, object]>([
  ['a node', step({ expect: { node: 'hello' } })],
  ['a node of a flow that is entered', step({ expect: { node: 'ask' } })],
  ['a prompt of the catalogue', step({ expect: { prompt: 'balance' } })],
  ['an audio file', step({ press: '1', during: 'ring.wav' })],
  ['words', step({ expect: { prompt: 'One moment.' } })],
  ['the words of a prompt in the catalogue', step({ expect: { prompt: 'Hello.' } })],
  ['the words of SSML', step({ expect: { prompt: 'Who is it?' } })],
  ['a target', step({ fault: { transfer: 'sales', outcome: 'busy' } })],
  ['a target of a flow that is entered', step({ fault: { invite: 'nurse', outcome: 'busy' } })],
  ['a target that is written in place, by its kind', step({ expect: { transfer: 'phone' } })],
  ['a target that is written in place, by its number', step({ expect: { transfer: '+442079460001' } })],
  ['any target', step({ fault: { transfer: true, outcome: 'busy' } })],
  ['a milestone', { never: [{ event: 'greeted' }] }],
  ['an event that is waited for', step({ raise: 'paid' })],
  ['values of variables', { variables: { tries: 2, pin: null } }],
])('%s is known', (_what, members) => {
  expect(told(members, entered)).toEqual([]);
});

test.each<[string, object, string]>([
  ['a node', step({ expect: { node: 'helo' } }), 'error SCENARIO-UNKNOWN-NODE "helo" hello'],
  ['a node that must never be', { never: [{ node: 'ends' }] }, 'error SCENARIO-UNKNOWN-NODE "ends" end'],
  ['a prompt', step({ expect: { prompt: 'greting' } }), 'error SCENARIO-UNKNOWN-PROMPT "greting" greeting'],
  [
    'a prompt to press keys in',
    step({ press: '1', during: 'balanc' }),
    'error SCENARIO-UNKNOWN-PROMPT "balanc" balance',
  ],
  ['a target', step({ expect: { transfer: 'salse' } }), 'error SCENARIO-UNKNOWN-TARGET "salse" sales'],
  [
    'a target that fails',
    step({ fault: { transfer: 'zzz', outcome: 'busy' } }),
    'error SCENARIO-UNKNOWN-TARGET "zzz" -',
  ],
  [
    'somebody invited',
    step({ fault: { invite: 'sale', outcome: 'busy' } }),
    'error SCENARIO-UNKNOWN-TARGET "sale" sales',
  ],
  [
    'a target of another kind',
    step({ expect: { transfer: 'user' } }),
    'error SCENARIO-UNKNOWN-TARGET "user" -',
  ],
  ['a milestone', { always: [{ event: 'greted' }] }, 'error SCENARIO-UNKNOWN-EVENT "greted" greeted'],
  ['an event from outside', step({ raise: 'payed' }), 'warning SCENARIO-UNKNOWN-EVENT "payed" paid'],
  ['a variable', { variables: { tris: 2 } }, 'error SCENARIO-UNKNOWN-VARIABLE 2 tries'],
  ['a value', { variables: { pin: 'abc' } }, 'error SCENARIO-WRONG-VALUE "abc" -'],
])('%s that the flow does not have is told where it stands', (_what, members, problem) => {
  expect(told(members, entered)).toEqual([problem]);
});

test('words with values are held against what stands around the values', () => {
  expect(told(step({ expect: { prompt: 'You have 3.' } }))).toEqual([]);
  expect(told(step({ expect: { prompt: 'You had 3.' } }))).toEqual([
    'error SCENARIO-UNKNOWN-PROMPT "You had 3." -',
  ]);
});

test('where a value itself is said any words may be expected, but what is nearly a name is doubted', () => {
  expect(told(step({ expect: { prompt: 'three' } }))).toHaveLength(1);
  expect(told(step({ expect: { prompt: 'three' } }), talkative)).toEqual([]);
  expect(told(step({ expect: { prompt: 'greting' } }), talkative)).toEqual([
    'warning SCENARIO-UNKNOWN-PROMPT "greting" greeting',
  ]);
});

test('a flow that is not there is told with those that are', () => {
  const { loaded, text } = scenario({ flow: 'dessk' });
  expect(renderProblem(unknownFlow(loaded, ['desk', 'entered']), text)).toBe(
    `desk.scenarios.json:1:25  error SCENARIO-UNKNOWN-FLOW  There is no flow with the id "dessk"; there are desk, entered. Flows are sought beside the scenarios, or where --flows says.
  1 | [{"scenario":"s","flow":"dessk","steps":[]}]
    |                         ^^^^^^^
  Did you mean desk?`,
  );
});
