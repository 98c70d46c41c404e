import { sketchFlow } from '../../src/flow/index.ts';
import type { FlowSketch } from '../../src/flow/index.ts';

const options = { file: 'flow.json', settings: () => undefined, missingSettings: 'standIn' } as const;

function sketch(document: object): FlowSketch {
  const sketched = sketchFlow(JSON.stringify(document), options);
  if (sketched.kind === 'problems') throw new Error('It cannot be sketched.');
  return sketched.sketch;
}

const document = {
  id: 'f',
  version: '1.0.0',
  locale: 'en-GB',
  start: 'ask',
  prompts: { hello: { 'en-GB': { text: 'Hello.' }, 'de-DE': { text: 'Hallo.' } } },
  on: { error: 'end', keys: { '*': 'end' } },
  nodes: {
    ask: {
      type: 'menu',
      play: ['hello', { silence: '1s' }, { tts: 'Press 1.' }],
      choices: { '1': 'end', '2': 'pick' },
      onExhausted: 'end',
    },
    pick: { type: 'branch', cases: [{ when: "call.locale == 'en-GB'", next: 'end' }], else: 'ask' },
    end: { type: 'hangup', reason: 'done' },
  },
};

const waysOut = ({ nodes }: FlowSketch, name: string) =>
  nodes.find((node) => node.name === name)?.edges.map(({ outcome, to }) => `${outcome} ${to}`);

test('a flow whose form is right is sketched by what its kinds say of themselves', () => {
  const { nodes, handlers, start } = sketch(document);
  expect(start).toBe('ask');
  expect(nodes.map(({ name, type, caption, words }) => [name, type, caption, words])).toEqual([
    ['ask', 'menu', '', 'Hello. Press 1.'],
    ['pick', 'branch', '', ''],
    ['end', 'hangup', 'done', ''],
  ]);
  expect(nodes[1]?.edges.map(({ condition }) => condition)).toEqual(["call.locale == 'en-GB'", undefined]);
  expect(handlers.map(({ name, isKey, to }) => [name, isKey, to])).toEqual([
    ['error', false, 'end'],
    ['*', true, 'end'],
  ]);
});

test('a node whose form is wrong keeps every way out that is written where its kind has one', () => {
  const { ask, pick } = document.nodes;
  const wrong = {
    ...document,
    nodes: { ...document.nodes, ask: { ...ask, play: 'hello' }, pick: { ...pick, colour: 'end' } },
  };
  expect(waysOut(sketch(wrong), 'ask')).toEqual(['1 end', '2 pick', 'onExhausted end']);
  expect(waysOut(sketch(wrong), 'pick')).toEqual(['1 end', 'else ask']);
  expect(sketch(wrong).problems.map(({ pointer }) => pointer)).toEqual([
    '/nodes/ask/play',
    '/nodes/pick/colour',
  ]);
});

test('what is no node, and what else is wrong, keeps nothing else from being sketched', () => {
  const wrong = {
    ...document,
    id: 5,
    start: null,
    prompts: 'none',
    on: [],
    nodes: { ...document.nodes, odd: [], ode: { type: 'oder' } },
  };
  const { id, start, handlers, nodes } = sketch(wrong);
  expect([id, start, handlers]).toEqual([null, null, []]);
  expect(nodes.map(({ name, type }) => [name, type])).toEqual([
    ['ask', 'menu'],
    ['pick', 'branch'],
    ['end', 'hangup'],
    ['odd', null],
    ['ode', 'oder'],
  ]);
});

test.each(['', '{', '[]', '5', '{"a":1,"a":2}'])('%j cannot be sketched', (text) => {
  const sketched = sketchFlow(text, options);
  expect(sketched.kind).toBe('problems');
  if (sketched.kind === 'problems') expect(sketched.problems.length).toBeGreaterThan(0);
});
