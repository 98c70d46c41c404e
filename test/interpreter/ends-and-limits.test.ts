/** Section 2.2 of the flow language: errors, handlers, limits, and how a call ends. */
import type { Command, CommandKind } from '../../src/call/index.ts';
import { recordOf } from '../../src/interpreter/index.ts';
import { asked, endOf, entered, entriesOf, heard, refuses } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { GraphBehaviour } from '../support/pure-call.ts';
import { testCall, testFlow } from '../support/flows.ts';

interface Written {
  readonly nodes: object;
  readonly on?: object;
  readonly limits?: object;
  readonly variables?: object;
}

const calling = (flow: Written, graph: GraphBehaviour = {}): PureCall => {
  const [start] = Object.keys(flow.nodes);
  const targets = { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } };
  const lengths = { 'one.wav': 1_000, 'minute.wav': 60_000 };
  return new PureCall(testFlow({ start, targets, ...flow }, lengths), testCall(placedAt), graph);
};
const hangup = { type: 'hangup' };
const goodbye = { type: 'hangup', play: [{ audio: 'one.wav' }] };
const prompt = (next: string, more: object = {}) => ({
  type: 'prompt',
  play: [{ audio: 'one.wav' }],
  next,
  ...more,
});
const long = (next: string) => ({ type: 'prompt', play: [{ audio: 'minute.wav' }], next });
const set = (next: string) => ({ type: 'set', values: {}, next });
const menu = (more: object = {}) => ({
  type: 'menu',
  play: [],
  choices: { '1': 'bye' },
  onExhausted: 'bye',
  ...more,
});

describe('hangup', () => {
  it('plays to its end, whatever is pressed, and hangs up', () => {
    const call = calling({ nodes: { bye: { ...goodbye, reason: 'done' } } })
      .press(200, '123')
      .run();
    expect(heard(call)).toEqual(['one.wav 0-1000']);
    expect(endOf(call)).toEqual({ end: 'completed', reason: 'done', at: 1_000 });
    expect(asked(call)).toEqual(['answer', 'subscribeToTone', 'playPrompt', 'deleteCall']);
  });

  it('leads to on.error when its play fails', () => {
    const nodes = { bye: goodbye, sorry: goodbye };
    const refusing = { result: refuses('playPrompt', { status: 400 }) };
    const call = calling({ nodes, on: { error: 'sorry' } }, refusing).run();
    expect(entered(call)).toEqual(['bye', 'sorry']);
    expect(endOf(call).end).toBe('completed');
  });

  it('ends abandoned when the caller leaves during its play', () => {
    const call = calling({ nodes: { bye: goodbye } })
      .hangUp(400)
      .run();
    expect(heard(call)).toEqual(['one.wav 0-400!']);
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 400 });
    expect(asked(call)).not.toContain('deleteCall');
  });

  it('ends completed when the caller leaves while we hang up', () => {
    const call = calling({ nodes: { bye: hangup } });
    call.at(0, { kind: 'callEnded', result: null, transferred: false }).run();
    expect(endOf(call).end).toBe('completed');
  });
});

describe('on.hangup', () => {
  it('runs without audio, and ends at the first node that needs it', () => {
    const nodes = { hello: long('bye'), bye: hangup, gone: set('more'), more: prompt('bye') };
    const call = calling({ nodes, on: { hangup: 'gone' } })
      .hangUp(400)
      .run();
    expect(entered(call)).toEqual(['hello', 'gone']);
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 400 });
    expect(asked(call)).toEqual(['answer', 'subscribeToTone', 'playPrompt']);
  });

  it('enters 50 nodes at most', () => {
    const nodes = { hello: long('bye'), bye: hangup, gone: set('gone') };
    const call = calling({ nodes, on: { hangup: 'gone', error: 'bye' } })
      .hangUp(400)
      .run();
    expect(entered(call)).toEqual(['hello', ...Array.from({ length: 50 }, () => 'gone')]);
    expect(endOf(call).end).toBe('abandoned');
  });

  it('is not run when we hang up', () => {
    const call = calling({ nodes: { bye: hangup, gone: hangup }, on: { hangup: 'gone' } }).run();
    expect(entered(call)).toEqual(['bye']);
  });
});

describe('on.error', () => {
  const failing = { type: 'set', values: { count: 'number("x")' }, next: 'bye' };
  const variables = { count: { type: 'number' }, code: { type: 'string' } };

  it('takes a failure without an edge once, then the call is hung up as failed', () => {
    const call = calling({
      variables,
      nodes: { bad: failing, sorry: failing, bye: hangup },
      on: { error: 'sorry' },
    }).run();
    expect(entered(call)).toEqual(['bad', 'sorry']);
    expect(endOf(call).end).toBe('failed');
  });

  it('hangs up as failed where there is none', () => {
    const call = calling({ variables, nodes: { bad: failing, bye: hangup } }).run();
    expect(endOf(call).end).toBe('failed');
  });

  it('completes a call that it leads to its hangup, and knows the error', () => {
    const nodes = {
      bad: failing,
      sorry: { type: 'set', values: { code: 'error.code' }, next: 'bye' },
      bye: hangup,
    };
    const call = calling({ variables, nodes, on: { error: 'sorry' } }).run();
    expect(call.state.variables.code).toBe('expression');
    expect(endOf(call).end).toBe('completed');
  });

  it('is passed over where the node has an edge of its own, also for a later failure', () => {
    const nodes = {
      one: prompt('bye', { onError: 'two' }),
      two: prompt('bye', { onError: 'bye' }),
      bye: hangup,
      sorry: hangup,
    };
    const result: GraphBehaviour['result'] = (command, attempt) =>
      refuses('playPrompt', { status: 500 }, attempt)(command, attempt);
    const call = calling({ nodes, on: { error: 'sorry' } }, { result }).run();
    expect(entered(call)).toEqual(['one', 'two', 'bye']);
    expect(endOf(call).end).toBe('completed');
  });
});

describe('maxStepsWithoutInput', () => {
  const limits = { maxStepsWithoutInput: 5 };

  it('goes to on.error in place of the node that would exceed it', () => {
    const nodes = { loop: set('loop'), sorry: hangup };
    const call = calling({ nodes, limits, on: { error: 'sorry' } }).run();
    expect(entered(call)).toEqual(['loop', 'loop', 'loop', 'loop', 'loop', 'sorry']);
    expect(entriesOf(call, 'failure')).toMatchObject([{ code: 'limit' }]);
  });

  it('leaves 50 nodes after it', () => {
    const call = calling({ nodes: { loop: set('loop') }, limits, on: { error: 'loop' } }).run();
    expect(entered(call)).toHaveLength(5 + 50);
    expect(endOf(call).end).toBe('failed');
  });

  it.each([
    ['a choice', '1', {}],
    ['a key that is no choice', '7', { input: { maxAttempts: 1 } }],
  ])('starts anew with %s', (_name, key, more) => {
    const nodes = {
      a: set('b'),
      b: set('ask'),
      ask: menu({ choices: { '1': 'c' }, onExhausted: 'c', ...more }),
      c: set('d'),
      d: set('e'),
      e: set('f'),
      f: set('bye'),
      bye: hangup,
    };
    const call = calling({ nodes, limits }).press(500, key).run();
    expect(endOf(call).end).toBe('completed');
    expect(entered(call)).toHaveLength(8);
  });

  it('goes on counting over an attempt without a key', () => {
    const ask = menu({ onExhausted: 'c', input: { maxAttempts: 1 } });
    const nodes = { a: set('b'), b: set('ask'), ask, c: set('d'), d: set('e'), e: set('bye'), bye: hangup };
    const call = calling({ nodes, limits }).run();
    expect(entered(call)).toEqual(['a', 'b', 'ask', 'c', 'd']);
    expect(endOf(call).end).toBe('failed');
  });
});

describe('maxSteps', () => {
  it('counts all nodes, keys or not', () => {
    const nodes = { ask: menu({ choices: { '1': 'ask' } }), bye: hangup, sorry: hangup };
    const call = calling({ nodes, limits: { maxSteps: 3 }, on: { error: 'sorry' } })
      .press(100, '1111')
      .run();
    expect(entered(call)).toEqual(['ask', 'ask', 'ask', 'sorry']);
  });
});

describe('a call that Graph does not know any more', () => {
  const goneAt = (kind: CommandKind, nth: number) => (command: Command, attempt: number) =>
    command.kind === kind && attempt === nth
      ? ({
          kind: 'callGone',
          failure: { code: 'graph', status: 404, subcode: 8522, message: 'Call not found.' },
        } as const)
      : null;

  it('has ended with its hang-up', () => {
    const nodes = { hello: prompt('bye'), bye: { ...hangup, reason: 'done' } };
    const call = calling({ nodes }, { result: goneAt('deleteCall', 1) }).run();
    expect(endOf(call)).toEqual({ end: 'completed', reason: 'done', at: 1_000 });
    expect(asked(call).filter((kind) => kind === 'deleteCall')).toHaveLength(1);
  });

  it('has ended: abandoned, after on.hangup', () => {
    const nodes = { hello: prompt('two'), two: prompt('bye'), bye: hangup, gone: hangup };
    const result = goneAt('playPrompt', 2);
    const call = calling({ nodes, on: { hangup: 'gone' } }, { result }).run();
    expect(entered(call)).toEqual(['hello', 'two', 'gone']);
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 1_000 });
    expect(asked(call)).not.toContain('deleteCall');
  });
});

describe('a hang-up that somebody asked for', () => {
  it('ends the call completed', () => {
    const call = calling({ nodes: { node: long('bye'), bye: hangup } })
      .at(2_000, { kind: 'hangupRequested' })
      .run();
    expect(endOf(call)).toEqual({ end: 'completed', reason: 'requested', at: 2_000 });
    expect(heard(call)).toEqual(['minute.wav 0-2000!']);
  });
});

describe('the call record', () => {
  it('says who, when, how it ended, and what happened in ms since the call was placed', () => {
    const call = calling({ nodes: { hello: prompt('bye'), bye: { ...hangup, reason: 'done' } } }).run();
    const record = recordOf(call.flow, call.call, call.state, call.transcript);
    expect(record).toMatchObject({
      version: 1,
      callId: 'call-1',
      graphCallId: call.call.graphCallId,
      flow: { id: 'test', version: '1.0.0', hash: call.flow.hash },
      direction: 'incoming',
      from: { kind: 'phone', phone: '+4930901820001' },
      startedAt: '2026-10-26T09:00:00.000Z',
      answeredAt: '2026-10-26T09:00:00.000Z',
      endedAt: '2026-10-26T09:00:01.000Z',
      end: 'completed',
      endReason: 'done',
    });
    expect(record.transcript.find(({ kind }) => kind === 'prompt')).toMatchObject({
      at: 0,
      until: 1_000,
      completed: true,
    });
    expect(record.transcript.at(-1)).toMatchObject({ kind: 'end', at: 1_000 });
  });
});
