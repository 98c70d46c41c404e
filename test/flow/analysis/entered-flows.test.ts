/** What is said of a flow that enters others: as if their nodes stood where they are entered. */
import { readEnteredDocument, loadFlow, readSignature } from '../../../src/flow/index.ts';
import type { FlowDirectory } from '../../../src/flow/index.ts';
import { testCall, testFlow } from '../../support/flows.ts';
import { asked, endOf, entered } from '../../support/observations.ts';
import { PureCall, placedAt } from '../../support/pure-call.ts';
import { processorTime } from '../../support/processor-time.ts';

const basics = { version: '1.0.0', locale: 'en-GB' };
const bye = { type: 'hangup' };
const say = (next: string, more: object = {}) => ({
  type: 'prompt',
  play: [{ audio: 'hi.wav' }],
  bargeIn: false,
  next,
  ...more,
});
const ask = (one: string, onExhausted: string) => ({
  type: 'menu',
  play: [{ audio: 'hi.wav' }],
  choices: { '1': one },
  onExhausted,
});
const dip = (next: string, timeout: string) => ({
  type: 'http',
  request: { url: 'https://crm.contoso.example/' },
  timeout,
  next,
  onError: next,
});
const enter = (flow: string, done: string, more: object = {}) => ({
  type: 'subflow',
  flow,
  on: { done },
  ...more,
});
const done = { type: 'return', as: 'done' };

interface Written {
  readonly nodes: object;
  readonly on?: object;
  readonly variables?: object;
}

const returning = (id: string, nodes: object, more: object = {}) => ({
  ...basics,
  id,
  start: Object.keys(nodes)[0],
  returns: { done: {} },
  nodes,
  ...more,
});

function directoryOf(flows: readonly object[]): FlowDirectory {
  const written = flows.map((flow) => JSON.parse(JSON.stringify(flow)));
  const signatures = written.flatMap((flow) => readSignature(flow) ?? []);
  return {
    ids: signatures.map(({ id }) => id),
    find: (id) => signatures.find((signature) => signature.id === id) ?? null,
    document: (id) => {
      const flow = written.find((one) => one.id === id);
      return flow === undefined ? null : readEnteredDocument(JSON.stringify(flow), () => undefined);
    },
  };
}

function problemsOf(flow: Written, inside: readonly object[]) {
  const text = JSON.stringify({ ...basics, id: 'outer', start: Object.keys(flow.nodes)[0], ...flow });
  const options = { file: 'outer.json', settings: () => undefined, missingSettings: 'refuse' } as const;
  return loadFlow(text, { ...options, flows: directoryOf(inside) }).problems;
}

const said = (flow: Written, ...inside: readonly object[]): readonly string[] =>
  problemsOf(flow, inside).map(({ code, pointer }) => `${code} ${pointer}`);

describe('before the call is answered', () => {
  const quiet = returning('inner', { look: dip('done', '4s'), done });

  it('a flow that needs no audio leaves it unanswered', () => {
    const nodes = { go: enter('inner', 'pickUp'), pickUp: { type: 'answer', next: 'bye' }, bye };
    expect(said({ nodes }, quiet)).toEqual([]);
  });

  it('the time in it counts', () => {
    const nodes = {
      go: enter('inner', 'again'),
      again: enter('inner', 'once'),
      once: enter('inner', 'pickUp'),
      pickUp: { type: 'answer', next: 'bye' },
      bye,
    };
    expect(said({ nodes }, quiet)).toEqual(['FLOW-LATE-ANSWER /nodes/pickUp']);
  });

  it('a node in it that answers, rejects or plays too late is told where it is entered', () => {
    const nodes = { look: dip('again', '6s'), again: dip('go', '6s'), go: enter('inner', 'bye'), bye };
    const [problem] = problemsOf({ nodes }, [returning('inner', { hi: say('done'), done })]);
    expect(problem).toMatchObject({ code: 'FLOW-LATE-ANSWER', pointer: '/nodes/go' });
    expect(problem?.message).toMatch(
      /^At inner\/hi, which is entered here: This may come 12\.5 s after the call/,
    );
  });

  it('a node in it that needs audio answers, and an answer after it comes too late', () => {
    const nodes = { go: enter('inner', 'pickUp'), pickUp: { type: 'answer', next: 'bye' }, bye };
    expect(said({ nodes }, returning('inner', { hi: say('done'), done }))).toEqual([
      'FLOW-AUDIO-BEFORE-ANSWER /nodes/go',
    ]);
  });

  it('a failed answer in it leaves no audio behind it', () => {
    const nodes = { go: enter('inner', 'hi'), hi: say('bye'), bye };
    const inner = returning('inner', { pickUp: { type: 'answer', next: 'done', onFailed: 'done' }, done });
    expect(said({ nodes }, inner)).toEqual(['FLOW-AUDIO-UNANSWERED /nodes/hi']);
  });
});

describe('when the caller has gone', () => {
  const flow = { on: { hangup: 'note' }, nodes: { hi: say('bye'), note: enter('inner', 'bye'), bye } };

  it('a flow without audio may be entered', () => {
    expect(said(flow, returning('inner', { look: dip('done', '4s'), done }))).toEqual([]);
  });

  it('a flow that plays may not', () => {
    expect(said(flow, returning('inner', { look: dip('hi', '4s'), hi: say('done'), done }))).toEqual([
      'FLOW-AFTER-THE-END /nodes/note',
    ]);
  });
});

describe('loops', () => {
  it('over a flow that waits for nothing are endless', () => {
    const nodes = { go: enter('inner', 'go') };
    expect(said({ nodes }, returning('inner', { hi: say('done'), done }))).toEqual([
      'FLOW-ENDLESS-LOOP /nodes/go',
    ]);
  });

  it('over a flow that asks on the way to this return are not', () => {
    const inner = returning('inner', { ask: ask('done', 'bye'), done, bye });
    expect(said({ nodes: { go: enter('inner', 'go') } }, inner)).toEqual([]);
  });

  it('are endless if one of its returns comes without input', () => {
    const nodes = { ask: ask('done', 'given'), done, given: { type: 'return', as: 'gaveUp' } };
    const inner = returning('inner', nodes, { returns: { done: {}, gaveUp: {} } });
    const go = { ...enter('inner', 'bye'), on: { done: 'bye', gaveUp: 'go' } };
    expect(said({ nodes: { go, bye } }, inner)).toEqual(['FLOW-SILENT-LOOP /nodes/go']);
  });

  it('over the failure of an entered flow are endless', () => {
    const nodes = { go: enter('inner', 'bye', { onError: 'go' }), bye };
    expect(said({ nodes }, returning('inner', { hi: say('done'), done }))).toEqual([
      'FLOW-ENDLESS-LOOP /nodes/go',
    ]);
  });

  const tries = { tries: { type: 'number', default: 0 } };
  const more = (next: string) => ({ type: 'set', values: { tries: 'tries + 1' }, next });
  const few = (next: string, otherwise: string) => ({
    type: 'branch',
    cases: [{ when: 'tries < 3', next }],
    else: otherwise,
  });

  it('may be counted around a flow', () => {
    const nodes = { go: enter('inner', 'count'), count: more('few'), few: few('go', 'bye'), bye };
    expect(said({ variables: tries, nodes }, returning('inner', { hi: say('done'), done }))).toEqual([]);
  });

  it('are not counted by a variable of the entered flow, which begins anew', () => {
    const nodes = { count: more('few'), few: few('done', 'bye'), done, bye };
    const inner = returning('inner', nodes, { variables: tries });
    expect(said({ nodes: { go: enter('inner', 'go') } }, inner)).toEqual(['FLOW-ENDLESS-LOOP /nodes/go']);
  });

  it('without an end are told, those with an end in an entered flow are not', () => {
    const nodes = { hi: ask('go', 'go'), go: enter('inner', 'hi') };
    expect(said({ nodes }, returning('inner', { hi: say('done'), done }))).toContain('FLOW-NO-END /nodes/hi');
    const ending = returning('inner', { hi: ask('done', 'bye'), done, bye });
    expect(said({ nodes }, ending)).toEqual([]);
  });
});

describe('silence', () => {
  const inner = returning('inner', { look: dip('done', '1s'), done });

  it('goes on through a flow that does not sound', () => {
    const nodes = {
      hi: say('go'),
      go: enter('inner', 'look'),
      look: dip('ho', '500ms'),
      ho: say('bye'),
      bye,
    };
    const [problem, ...rest] = problemsOf({ nodes }, [inner]);
    expect(rest).toEqual([]);
    expect(problem).toMatchObject({ code: 'FLOW-LONG-SILENCE', pointer: '/nodes/ho', severity: 'warning' });
    expect(problem?.message).toContain('2.4 s');
  });

  it('ends where a flow sounds', () => {
    const nodes = {
      hi: say('go'),
      go: enter('inner', 'look'),
      look: dip('ho', '500ms'),
      ho: say('bye'),
      bye,
    };
    expect(said({ nodes }, returning('inner', { look: dip('hi', '1s'), hi: say('done'), done }))).toEqual([]);
  });

  it('that is too long in a flow by itself is told there only', () => {
    const long = returning('inner', { hi: say('look'), look: dip('ho', '5s'), ho: say('done'), done });
    expect(said({ nodes: { go: enter('inner', 'bye'), bye } }, long)).toEqual([]);
  });
});

test('every return that is declared has its way on, whether it is ever taken or not', () => {
  const inner = returning('inner', { hi: say('done'), done }, { returns: { done: {}, later: {} } });
  const nodes = {
    go: { ...enter('inner', 'bye'), on: { done: 'bye', later: 'hi' } },
    hi: say('ho'),
    ho: say('bye'),
    bye,
  };
  expect(said({ nodes }, inner)).toEqual([]);
});

test('keys and errors of the flow that the call began with hold inside', () => {
  const inner = returning('inner', { ask: ask('done', 'done'), done });
  const nodes = { go: enter('inner', 'bye'), desk: say('bye'), sorry: say('bye'), bye };
  expect(said({ on: { keys: { '9': 'desk' }, error: 'sorry' }, nodes }, inner)).toEqual([]);
});

test('flows that are entered too often by one another are refused at once', () => {
  const count = 24;
  const flows = Array.from({ length: count }, (_, index) => {
    const next = index + 1 < count ? enter(`f${index + 1}`, 'two') : say('two');
    const two = index + 1 < count ? enter(`f${index + 1}`, 'done') : say('done');
    return returning(`f${index}`, { one: next, two, done });
  });
  const started = processorTime();
  expect(said({ nodes: { go: enter('f0', 'bye'), bye } }, ...flows)).toEqual(['FLOW-TOO-ENTANGLED ']);
  expect(processorTime() - started).toBeLessThan(5_000);
});

test('of a flow that cannot be looked into nothing is supposed that would refuse the one that enters it', () => {
  const broken = { ...returning('inner', { hi: say('nowhere'), done }) };
  const nodes = { go: enter('inner', 'pickUp'), pickUp: { type: 'answer', next: 'go' } };
  expect(said({ nodes }, broken)).toEqual([]);
});

describe('on a call', () => {
  const event = { type: 'event', name: 'seen', next: 'done' };
  const quiet = { id: 'inner', returns: { done: {} }, start: 'note', nodes: { note: event, done } };
  const callOf = (flow: object) => new PureCall(testFlow(flow, {}, [quiet]), testCall(placedAt));

  it('a flow that needs no audio is entered before the answer', () => {
    const nodes = { go: enter('inner', 'no'), no: { type: 'reject' } };
    const call = callOf({ start: 'go', nodes }).run();
    expect(entered(call)).toEqual(['go', 'note', 'done', 'no']);
    expect(asked(call)).toEqual(['reject']);
    expect(endOf(call).end).toBe('rejected');
  });

  it('a flow that needs no audio is entered when the caller has gone', () => {
    const nodes = { hold: { type: 'wait', for: '9s', next: 'bye' }, go: enter('inner', 'bye'), bye };
    const pickUp = { type: 'answer', next: 'hold' };
    const call = callOf({ start: 'pickUp', on: { hangup: 'go' }, nodes: { pickUp, ...nodes } });
    expect(entered(call.hangUp(1_000).run())).toEqual(['pickUp', 'hold', 'go', 'note', 'done', 'bye']);
    expect(endOf(call).end).toBe('abandoned');
  });
});
