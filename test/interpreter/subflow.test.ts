/** Section 2.1 of the flow language: `subflow` and `return`. */
import { readSignature, loadFlow } from '../../src/flow/index.ts';
import type { FlowSignature } from '../../src/flow/index.ts';
import { endOf, entered, entriesOf, heard, refuses } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { GraphBehaviour } from '../support/pure-call.ts';
import { testCall, testFlow } from '../support/flows.ts';

const hangup = { type: 'hangup' };
const say = (audio: string, next: string, more: object = {}) => ({
  type: 'prompt',
  play: [{ audio }],
  next,
  ...more,
});

/** Asks for a pin and says whether it was right. */
const identify = {
  id: 'identify',
  start: 'ask',
  params: { account: { type: 'digits' } },
  variables: { pin: { type: 'digits', sensitive: true }, tries: { type: 'number', default: 0 } },
  returns: { verified: { level: { type: 'number' } }, failed: {} },
  on: { error: 'ask', hangup: 'ask' },
  nodes: {
    ask: {
      type: 'collect',
      play: [{ audio: 'pin.wav' }],
      into: 'pin',
      minDigits: 4,
      maxDigits: 4,
      next: 'judge',
      onExhausted: 'no',
    },
    judge: { type: 'branch', cases: [{ when: "pin == '1234'", next: 'yes' }], else: 'no' },
    yes: { type: 'return', as: 'verified', values: { level: 'size(account) + 1' } },
    no: { type: 'return', as: 'failed' },
  },
};
const enter = {
  type: 'subflow',
  flow: 'identify',
  with: { account: "'12345'" },
  into: 'result',
  on: { verified: 'welcome', failed: 'bye' },
};

function calling(
  flow: object,
  subflows: readonly (object & { id: string })[] = [identify],
  graph: GraphBehaviour = {},
): PureCall {
  const variables = { result: { type: 'json' }, pin: { type: 'string', default: 'mine' } };
  const compiled = testFlow({ variables, ...flow }, { 'pin.wav': 1_000, 'hi.wav': 1_000 }, subflows);
  return new PureCall(compiled, testCall(placedAt), graph);
}
const main = { start: 'identify', nodes: { identify: enter, welcome: say('hi.wav', 'bye'), bye: hangup } };

const placesOf = (call: PureCall): readonly string[] =>
  entriesOf(call, 'enter').map(({ flow, node }) => `${flow}/${node}`);

describe('a flow that returns', () => {
  it('goes on at the edge of its return, with its values, in the variables of the flow that entered it', () => {
    const call = calling(main).press(500, '1234').run();
    expect(placesOf(call)).toEqual([
      'test/identify',
      'identify/ask',
      'identify/judge',
      'identify/yes',
      'test/welcome',
      'test/bye',
    ]);
    expect(call.state.variables).toEqual({ result: { level: 6 }, pin: 'mine' });
    expect(endOf(call).end).toBe('completed');
  });

  it('may have another return without values', () => {
    const call = calling(main).press(500, '9999').run();
    expect(placesOf(call).slice(-2)).toEqual(['identify/no', 'test/bye']);
    expect(call.state.variables.result).toEqual({});
  });

  it('has its variables anew each time it is entered', () => {
    const count = {
      id: 'count',
      start: 'add',
      variables: { tries: { type: 'number', default: 0 } },
      returns: { done: { tries: { type: 'number' } } },
      nodes: {
        add: { type: 'set', values: { tries: 'tries + 1' }, next: 'back' },
        back: { type: 'return', as: 'done', values: { tries: 'tries' } },
      },
    };
    const again = { type: 'subflow', flow: 'count', into: 'result', on: { done: 'second' } };
    const nodes = { first: again, second: { ...again, on: { done: 'bye' } }, bye: hangup };
    expect(calling({ start: 'first', nodes }, [count]).run().state.variables.result).toEqual({ tries: 1 });
  });

  it('shows a sensitive input nowhere, also in a flow that has no secret of its own', () => {
    const call = calling(main).press(500, '1234').run();
    expect(JSON.stringify(call.transcript)).not.toContain('1234');
  });
});

describe('a call that ends inside', () => {
  it('ends by its hangup', () => {
    const closing = {
      id: 'closing',
      start: 'end',
      returns: {},
      nodes: { end: { ...hangup, reason: 'inside' } },
    };
    const nodes = { in: { type: 'subflow', flow: 'closing', on: {} } };
    expect(endOf(calling({ start: 'in', nodes }, [closing]).run())).toMatchObject({
      end: 'completed',
      reason: 'inside',
    });
  });

  it('ends abandoned when the caller leaves, by the handler of the flow that the call began with', () => {
    const nodes = { ...main.nodes, gone: { type: 'set', values: { pin: "pin + '!'" }, next: 'bye' } };
    const call = calling({ ...main, nodes, on: { hangup: 'gone' } })
      .hangUp(300)
      .run();
    expect(placesOf(call)).toEqual(['test/identify', 'identify/ask', 'test/gone', 'test/bye']);
    expect(call.state.variables.pin).toBe('mine!');
    expect(endOf(call).end).toBe('abandoned');
  });
});

describe('a key of on.keys', () => {
  it('ends the sub-flow without its edges', () => {
    const nodes = { ...main.nodes, operator: hangup };
    const call = calling({ ...main, nodes, on: { keys: { '*': 'operator' } } })
      .press(500, '*')
      .run();
    expect(placesOf(call)).toEqual(['test/identify', 'identify/ask', 'test/operator']);
    expect(call.state.frames).toEqual([]);
  });
});

describe('a failure inside without an edge of its own', () => {
  const refused = { result: refuses('playPrompt', { status: 500 }) };
  const sorry = { ...main, nodes: { ...main.nodes, sorry: hangup }, on: { error: 'sorry' } };

  it('leaves by onError of the node that entered', () => {
    const nodes = { ...sorry.nodes, identify: { ...enter, onError: 'welcome' } };
    const call = calling({ ...sorry, nodes }, [identify], refused).run();
    expect(entered(call)).toEqual(['identify', 'ask', 'welcome', 'bye']);
    expect(heard(call)).toEqual(['hi.wav 0-1000']);
  });

  it('leaves by on.error of the first flow where there is none', () => {
    expect(placesOf(calling(sorry, [identify], refused).run())).toEqual([
      'test/identify',
      'identify/ask',
      'test/sorry',
    ]);
  });

  it('passes over flows between that have no such edge', () => {
    const between = {
      id: 'between',
      start: 'in',
      returns: { done: {} },
      nodes: {
        in: { ...enter, into: undefined, on: { verified: 'back', failed: 'back' } },
        back: { type: 'return', as: 'done' },
      },
    };
    const outer = { type: 'subflow', flow: 'between', on: { done: 'bye' }, onError: 'welcome' };
    const nodes = { identify: outer, welcome: say('hi.wav', 'bye'), bye: hangup };
    const call = calling({ start: 'identify', nodes }, [between, identify], refused).run();
    expect(placesOf(call)).toEqual([
      'test/identify',
      'between/in',
      'identify/ask',
      'test/welcome',
      'test/bye',
    ]);
  });

  it('of a limit goes to on.error, whatever edges there are', () => {
    const loop = {
      id: 'loop',
      start: 'a',
      returns: {},
      nodes: { a: { type: 'set', values: {}, next: 'b' }, b: { type: 'wait', for: '1s', next: 'a' } },
    };
    const nodes = {
      in: { type: 'subflow', flow: 'loop', on: {}, onError: 'bye' },
      sorry: hangup,
      bye: hangup,
    };
    const call = calling({ start: 'in', nodes, on: { error: 'sorry' }, limits: { maxSteps: 20 } }, [
      loop,
    ]).run();
    expect(placesOf(call).at(-1)).toBe('test/sorry');
    expect(entriesOf(call, 'enter')).toHaveLength(21);
  });
});

it('a param of another type than its value is a failure of the node that enters', () => {
  const nodes = { ...main.nodes, identify: { ...enter, with: { account: 'result' }, onError: 'bye' } };
  const call = calling({ ...main, nodes, variables: { result: { type: 'json', default: [1] } } }).run();
  expect(placesOf(call)).toEqual(['test/identify', 'test/bye']);
});

it('a flow that nobody entered and that returns hangs up', () => {
  const call = calling({ ...identify, start: 'no', id: 'identify' }, []).run();
  expect(endOf(call)).toMatchObject({ end: 'completed', reason: 'failed' });
});

describe('the checker', () => {
  const directory = (...signatures: readonly (FlowSignature | null)[]) => {
    const known = signatures.flatMap((signature) => signature ?? []);
    return {
      ids: known.map(({ id }) => id),
      find: (id: string) => known.find((one) => one.id === id) ?? null,
    };
  };
  const codes = (flow: object, ...beside: readonly object[]): readonly string[] => {
    const document = {
      id: 'test',
      version: '1.0.0',
      locale: 'en-GB',
      variables: {
        result: { type: 'json' },
        secret: { type: 'digits', sensitive: true },
        n: { type: 'number' },
      },
      ...flow,
    };
    const flows = directory(...[document, ...beside].map((one) => readSignature(one)));
    const options = { file: 'f', settings: () => undefined, missingSettings: 'refuse', flows } as const;
    const { problems } = loadFlow(JSON.stringify(document), options);
    return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  };
  const withEntry = (entry: object) => ({
    ...main,
    nodes: { ...main.nodes, identify: { ...enter, ...entry } },
  });

  it('accepts what fits', () => {
    expect(codes(main, identify)).toEqual([]);
  });

  it.each([
    ['an unknown flow', { flow: 'identity' }, 'FLOW-UNKNOWN-FLOW'],
    ['an unknown param', { with: { acount: "'1'" } }, 'FLOW-UNKNOWN-PARAM'],
    ['a value of another type', { with: { account: 'n' } }, 'EXPRESSION-WRONG-TYPE'],
    ['a secret for a param that is none', { with: { account: 'secret' } }, 'FLOW-SENSITIVE-COPY'],
    ['a return that is not wired', { on: { verified: 'welcome' } }, 'FLOW-MISSING-PROPERTY'],
    ['a return that does not exist', { on: { ...enter.on, maybe: 'bye' } }, 'FLOW-UNKNOWN-RETURN'],
    ['a number to take what is returned', { into: 'n' }, 'FLOW-WRONG-VARIABLE-TYPE'],
  ])('refuses %s', (_, entry, code) => {
    expect(codes(withEntry(entry), identify)).toContain(code);
  });

  it('refuses a secret for a param that is none, also where both have the same name', () => {
    const variables = { result: { type: 'json' }, account: { type: 'digits', sensitive: true } };
    const entering = { ...withEntry({ with: { account: 'account' } }), variables };
    expect(codes(entering, identify)).toEqual(['FLOW-SENSITIVE-COPY']);
    const masked = { ...identify, params: { account: { type: 'digits', sensitive: true } } };
    expect(codes(entering, masked)).toEqual([]);
  });

  it('refuses a secret that is returned as something that is none, or into a variable that is none', () => {
    const returning = (level: object) => ({
      ...identify,
      on: {},
      returns: { verified: { level: { type: 'string', ...level } }, failed: {} },
      nodes: { ...identify.nodes, yes: { ...identify.nodes.yes, values: { level: 'pin' } } },
    });
    expect(codes(returning({}))).toEqual(['FLOW-SENSITIVE-COPY']);
    expect(codes(returning({ sensitive: true }))).toEqual([]);
    expect(codes(main, returning({ sensitive: true }))).toEqual(['FLOW-SENSITIVE-COPY']);
    const variables = { result: { type: 'json', sensitive: true } };
    expect(codes({ ...main, variables }, returning({ sensitive: true }))).toEqual([]);
  });

  it('refuses recursion, also over other flows', () => {
    const entering = (flow: string) => ({ id: 'other', nodes: { in: { type: 'subflow', flow, on: {} } } });
    expect(codes(withEntry({ flow: 'test', with: {}, on: {} }))).toContain('FLOW-RECURSION');
    expect(codes(withEntry({ flow: 'other', with: {}, on: {} }), entering('test'))).toContain(
      'FLOW-RECURSION',
    );
  });

  it.each([
    ['a return that is not declared', { as: 'maybe' }, 'FLOW-UNKNOWN-RETURN'],
    ['a value that is not declared', { values: { level: '1', more: '2' } }, 'FLOW-UNKNOWN-RETURN-VALUE'],
    ['a value that is left out', { values: {} }, 'FLOW-MISSING-PROPERTY'],
    ['a value of another type', { values: { level: "'high'" } }, 'EXPRESSION-WRONG-TYPE'],
  ])('refuses %s', (_, node, code) => {
    const yes = { ...identify.nodes.yes, ...node };
    expect(codes({ ...identify, nodes: { ...identify.nodes, yes }, on: {} })).toContain(code);
  });
});
