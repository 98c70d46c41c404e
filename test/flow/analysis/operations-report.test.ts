/** What a flow asks of Graph, and which node does: worked out before any call. */
import { reportOperations } from '../../../src/flow/index.ts';
import type { BoundFlow } from '../../../src/flow/index.ts';
import { boundTestFlow } from '../../support/flows.ts';

const play = [{ audio: 'hi.wav' }];
const bye = { type: 'hangup' };
const sales = { user: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' };

function flowOf(nodes: object, more: object = {}): BoundFlow {
  const [start] = Object.keys(nodes);
  return boundTestFlow({ id: 'main', start, nodes, ...more });
}

/** By node what it needs, sorted. */
function neededBy(flow: BoundFlow): Record<string, string[]> {
  const needed: Record<string, string[]> = {};
  for (const { flow: id, node, use } of reportOperations(flow)) {
    const name = use.operation === 'createCall' ? `createCall ${use.callee}` : use.operation;
    const place = id === 'main' ? node : `${id}/${node}`;
    needed[place] = [...(needed[place] ?? []), name].sort();
  }
  return needed;
}

const answering = ['answer', 'deleteCall', 'keepAlive', 'subscribeToTone'];
const sounding = ['cancelMediaProcessing', 'playPrompt'];

test('the first node that needs audio needs the answer with all that goes with it, and the next one does not', () => {
  const nodes = {
    first: { type: 'prompt', play, next: 'second' },
    second: { type: 'prompt', play, next: 'bye' },
    bye,
  };
  expect(neededBy(flowOf(nodes))).toEqual({
    first: [...answering, ...sounding].sort(),
    second: sounding,
    bye: ['deleteCall'],
  });
});

test('an explicit answer needs it instead', () => {
  const nodes = {
    answer: { type: 'answer', next: 'say' },
    say: { type: 'prompt', play, next: 'bye' },
    bye,
  };
  expect(neededBy(flowOf(nodes))).toEqual({ answer: answering, say: sounding, bye: ['deleteCall'] });
});

test('nodes that only decide, and a prompt that plays nothing, need nothing', () => {
  const nodes = {
    answer: { type: 'answer', next: 'note' },
    note: { type: 'event', name: 'x', next: 'quiet' },
    quiet: { type: 'prompt', play: [], next: 'wait' },
    wait: { type: 'wait', for: '1s', next: 'bye' },
    bye,
  };
  expect(Object.keys(neededBy(flowOf(nodes)))).toEqual(['answer', 'bye']);
});

test('a call that is turned away or sent on is never answered', () => {
  const nodes = {
    which: { type: 'branch', cases: [{ when: 'true', next: 'away' }], else: 'further' },
    further: { type: 'branch', cases: [{ when: 'true', next: 'bye' }], else: 'on' },
    away: { type: 'reject' },
    on: { type: 'redirect', to: [sales] },
    bye,
  };
  expect(neededBy(flowOf(nodes))).toEqual({ away: ['reject'], bye: ['reject'], on: ['redirect'] });
});

test('a consultative transfer calls one, and a meeting is joined by a call to it', () => {
  const transfer = { type: 'transfer', to: sales, onBusy: 'bye', onNoAnswer: 'bye', onFailed: 'bye' };
  const nodes = {
    join: { type: 'join', joinId: '123456789', next: 'blind', onFailed: 'bye' },
    blind: { ...transfer, mode: 'blind', onFailed: 'ask' },
    ask: { ...transfer, mode: 'consultative', hold: play },
    bye,
  };
  expect(neededBy(flowOf(nodes))).toEqual({
    join: ['createCall meeting', 'deleteCall', 'keepAlive', 'subscribeToTone'],
    blind: ['transfer'],
    ask: ['cancelMediaProcessing', 'createCall one', 'deleteCall', 'playPrompt', 'transfer'],
    bye: ['deleteCall'],
  });
});

test('a recording takes one prompt with it; more are played before', () => {
  const record = { type: 'record', into: 'said', next: 'bye', onNoInput: 'bye' };
  const variables = { said: { type: 'json' } };
  const one = flowOf({ answer: { type: 'answer', next: 'r' }, r: { ...record, play }, bye }, { variables });
  expect(neededBy(one).r).toEqual(['cancelMediaProcessing', 'recordResponse']);
  const two = { ...record, play: [...play, { audio: 'there.wav' }] };
  const more = flowOf({ answer: { type: 'answer', next: 'r' }, r: two, bye }, { variables });
  expect(neededBy(more).r).toEqual([...sounding, 'recordResponse']);
});

test('a flow that others enter needs, looked at alone, the call that they have answered', () => {
  const nodes = { say: { type: 'prompt', play, next: 'done' }, done: { type: 'return', as: 'done' } };
  expect(neededBy(flowOf(nodes, { returns: { done: {} } }))).toEqual({
    say: ['cancelMediaProcessing', 'deleteCall', 'keepAlive', 'playPrompt', 'subscribeToTone'],
  });
});
