/** Which nodes were entered, and by which outcomes they were left. */
import { together } from '../../src/rehearsal/index.ts';
import { run } from './rehearsal-support.ts';

const entered = {
  id: 'asking',
  start: 'ask',
  returns: { yes: {}, no: {} },
  nodes: {
    ask: { type: 'menu', play: [], choices: { '1': 'yes', '2': 'no', '3': 'yes' }, onExhausted: 'no' },
    yes: { type: 'return', as: 'yes' },
    no: { type: 'return', as: 'no' },
  },
};
const flow = {
  start: 'pickUp',
  on: { keys: { '*': 'bye' } },
  nodes: {
    pickUp: { type: 'answer', next: 'enter', onFailed: 'bye' },
    enter: { type: 'subflow', flow: 'asking', on: { yes: 'enter', no: 'bye' } },
    bye: { type: 'hangup' },
  },
};
const taken = (keys: string) => {
  const { coverage } = run(flow, [{ press: keys, gap: '0ms' }], {}, {}, [entered]);
  return {
    nodes: coverage.nodes.map((each) => `${each.flow}/${each.node} ${each.entered}`),
    outcomes: coverage.outcomes.map(
      (each) => `${each.flow}/${each.node} ${each.outcome} ${each.to} ${each.taken}`,
    ),
    coverage,
  };
};

test('two outcomes that lead to one node are told apart, also in flows that are entered', () => {
  expect(taken('312').outcomes).toEqual([
    'test/pickUp next enter 1',
    'test/pickUp onFailed bye 0',
    'test/enter yes enter 2',
    'test/enter no bye 1',
    'asking/ask 1 yes 1',
    'asking/ask 2 no 1',
    'asking/ask 3 yes 1',
    'asking/ask onExhausted no 0',
  ]);
  expect(taken('312').nodes).toEqual([
    'test/pickUp 1',
    'test/enter 3',
    'test/bye 1',
    'asking/ask 3',
    'asking/yes 2',
    'asking/no 1',
  ]);
});

test('a key of "on" is no outcome of the node that it left', () => {
  expect(taken('*').outcomes.filter((outcome) => outcome.startsWith('asking'))).toEqual([
    'asking/ask 1 yes 0',
    'asking/ask 2 no 0',
    'asking/ask 3 yes 0',
    'asking/ask onExhausted no 0',
  ]);
});

test('of several calls the counts are added up', () => {
  const all = together([taken('12').coverage, taken('2').coverage]);
  expect(all.nodes.find(({ node }) => node === 'bye')?.entered).toBe(2);
  expect(all.outcomes.find(({ outcome }) => outcome === '2')?.taken).toBe(2);
  expect(all.nodes).toHaveLength(6);
});
