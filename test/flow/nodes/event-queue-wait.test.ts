/** Sections 2 and 2.1 of the flow language: `event`, `queue`, `wait`. */
import type { EffectResult } from '../../../src/call/index.ts';
import { loadFlow } from '../../../src/flow/index.ts';
import { endOf, entered, entriesOf, typedAhead } from '../../support/observations.ts';
import { PureCall, placedAt } from '../../support/pure-call.ts';
import type { GraphBehaviour } from '../../support/pure-call.ts';
import { testCall, testFlow } from '../../support/flows.ts';

const hangup = { type: 'hangup' };
const variables = {
  pin: { type: 'digits', sensitive: true },
  count: { type: 'number', default: 3 },
  got: { type: 'json' },
};

function calling(nodes: object, graph: GraphBehaviour = {}, more: object = {}): PureCall {
  const [start] = Object.keys(nodes);
  const flow = testFlow({ start, variables, ...more, nodes: { ...nodes, bye: hangup, other: hangup } });
  return new PureCall(flow, testCall(placedAt), graph);
}

/** The codes with which a flow is refused. */
function codes(nodes: object): readonly string[] {
  const [start] = Object.keys(nodes);
  const flow = {
    id: 'test',
    version: '1.0.0',
    locale: 'en-GB',
    start,
    variables,
    nodes: { ...nodes, bye: hangup },
  };
  const options = { file: 'f', settings: () => undefined, missingSettings: 'refuse' } as const;
  return loadFlow(JSON.stringify(flow), options).problems.map(({ code }) => code);
}

describe('event', () => {
  const milestone = (data?: unknown) => ({
    type: 'event',
    name: 'sold',
    ...(data === undefined ? {} : { data }),
    next: 'bye',
  });

  it('leaves a milestone in the transcript, its values worked out and their types kept', () => {
    const data = { count: '{count}', text: 'all {count}', deep: [{ twice: '{count * 2}' }], literal: '{{x}' };
    const call = calling({ say: milestone(data) }).run();
    expect(entriesOf(call, 'event')).toMatchObject([
      { name: 'sold', node: 'say', data: { count: 3, text: 'all 3', deep: [{ twice: 6 }], literal: '{x}' } },
    ]);
    expect(entered(call)).toEqual(['say', 'bye']);
  });

  it('has no data where none is given', () => {
    expect(entriesOf(calling({ say: milestone() }).run(), 'event')).toMatchObject([{ data: null }]);
  });

  it('fails where a value cannot be worked out', () => {
    const call = calling({ say: milestone({ a: '{got.a + 1}' }) }, {}, { on: { error: 'other' } }).run();
    expect(entered(call)).toEqual(['say', 'other']);
  });

  it('is refused with a sensitive value, an unknown variable or a name of another form', () => {
    expect(codes({ say: milestone({ a: 'x{pin}' }) })).toContain('FLOW-SENSITIVE-VALUE');
    expect(codes({ say: milestone({ a: '{nobody}' }) })).toContain('EXPRESSION-UNKNOWN-NAME');
    expect(codes({ say: { ...milestone(), name: 'so ld' } })).toContain('FLOW-WRONG-FORMAT');
  });
});

describe('queue', () => {
  const handOver = {
    type: 'queue',
    queue: 'tickets',
    message: { count: '{count}' },
    next: 'bye',
    onError: 'other',
  };
  const done: EffectResult = { kind: 'queue', outcome: 'done' };
  const failed: EffectResult = {
    kind: 'queue',
    outcome: 'failed',
    failure: { code: 'queue', status: 403, subcode: null, message: 'The queue refused it.' },
  };

  it('goes on when the queue has taken the message', () => {
    const call = calling({ give: handOver }, { effect: () => ({ after: 200, result: done }) }).run();
    expect(call.effects).toMatchObject([{ kind: 'queue', queue: 'tickets', message: { count: 3 } }]);
    expect(entered(call)).toEqual(['give', 'bye']);
    expect(endOf(call).at).toBe(200);
  });

  it('goes to onError with the reason when it has not, or says nothing for 10 s', () => {
    const refused = calling({ give: handOver }, { effect: () => ({ result: failed }) }).run();
    expect(entered(refused)).toEqual(['give', 'other']);
    expect(entriesOf(refused, 'failure')).toMatchObject([{ code: 'queue', subcode: 403 }]);
    const silent = calling({ give: handOver }).run();
    expect(entered(silent)).toEqual(['give', 'other']);
    expect(endOf(silent).at).toBe(10_000);
  });

  it('hands work over after the caller has gone', () => {
    const nodes = { hello: { type: 'prompt', play: [{ silence: '30s' }], next: 'bye' }, give: handOver };
    const graph: GraphBehaviour = { effect: () => ({ after: 100, result: done }) };
    const call = calling(nodes, graph, { on: { hangup: 'give' } })
      .hangUp(500)
      .run();
    expect(call.effects).toHaveLength(1);
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 600 });
  });

  it('is refused with a sensitive value or a name that no queue can have', () => {
    expect(codes({ give: { ...handOver, onError: 'bye', message: ['{pin}'] } })).toContain(
      'FLOW-SENSITIVE-VALUE',
    );
    expect(codes({ give: { ...handOver, onError: 'bye', queue: 'No' } })).toContain('FLOW-WRONG-VALUE');
  });
});

describe('wait', () => {
  const forEvent = {
    type: 'wait',
    event: 'external:paid',
    timeout: '5s',
    into: 'got',
    next: 'bye',
    onTimeout: 'other',
  };
  const paid = (data: unknown) =>
    ({ kind: 'external', name: 'paid', data: JSON.parse(JSON.stringify(data)) }) as const;

  it('waits for a time; keys meanwhile stay type-ahead', () => {
    const nodes = {
      pause: { type: 'wait', for: '3s', next: 'gather' },
      gather: { type: 'wait', for: '1h', next: 'bye' },
    };
    expect(codes(nodes)).toContain('FLOW-OUT-OF-RANGE');
    const hello = { type: 'prompt', play: [], next: 'pause' };
    const pause = { type: 'wait', for: '3s', next: 'rest' };
    const rest = { type: 'wait', for: '20m', next: 'bye' };
    const call = calling({ hello, pause, rest }).press(1_000, '12').run(4_000);
    expect(typedAhead(call)).toBe('12');
    expect(entriesOf(call, 'enter').map(({ node, at }) => [node, at - placedAt])).toEqual([
      ['hello', 0],
      ['pause', 0],
      ['rest', 3_000],
    ]);
  });

  it('takes an event that comes, with its data', () => {
    const call = calling({ wait: forEvent })
      .at(2_000, paid({ amount: 12 }))
      .run();
    expect(entered(call)).toEqual(['wait', 'bye']);
    expect(call.state.variables.got).toEqual({ amount: 12 });
    expect(endOf(call).at).toBe(2_000);
  });

  it('takes one that came before it was entered, one for each wait, in their order', () => {
    const nodes = {
      first: { type: 'wait', for: '1s', next: 'one' },
      one: { ...forEvent, next: 'two' },
      two: { ...forEvent, next: 'three' },
      three: { ...forEvent, timeout: '1s' },
    };
    const call = calling(nodes).at(100, paid(1)).at(200, paid(2)).run();
    expect(entered(call)).toEqual(['first', 'one', 'two', 'three', 'other']);
    expect(call.state.variables.got).toBe(2);
    expect(endOf(call).at).toBe(2_000);
  });

  it('is not ended by another event, and times out', () => {
    const call = calling({ wait: forEvent })
      .at(1_000, { kind: 'external', name: 'refunded', data: null })
      .run();
    expect(entered(call)).toEqual(['wait', 'other']);
    expect(endOf(call).at).toBe(5_000);
  });

  it('starts maxStepsWithoutInput anew, so that it may be part of a loop', () => {
    const loop = { a: { type: 'wait', for: '1s', next: 'a' } };
    const call = calling(loop, {}, { limits: { maxStepsWithoutInput: 5, maxSteps: 40 } }).run();
    expect(entriesOf(call, 'enter').length).toBe(40);
  });

  it('keeps a hundred events at most', () => {
    const call = calling({ wait: { type: 'wait', for: '10s', next: 'bye' } });
    for (let index = 0; index < 200; index += 1) call.at(100 + index, paid(index));
    call.run(5_000);
    expect(call.state.occurrences).toHaveLength(100);
  });

  it.each([
    ['both a time and an event', { ...forEvent, for: '1s' }],
    ['neither', { type: 'wait', next: 'bye' }],
    ['an event without a timeout', { ...forEvent, timeout: undefined }],
    ['an event without onTimeout', { ...forEvent, onTimeout: undefined }],
    ['an unknown event', { ...forEvent, event: 'weekend' }],
    ['a time with into', { type: 'wait', for: '1s', into: 'got', next: 'bye' }],
    ['a number to take JSON', { ...forEvent, onTimeout: 'bye', into: 'count' }],
  ])('is refused with %s', (_, node) => {
    expect(codes({ wait: node }).length).toBeGreaterThan(0);
  });
});
