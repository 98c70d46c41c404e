/** Section 2 of the flow language: `answer`, explicit or not, and `reject`. */
import { asked, endOf, entered, entriesOf, refuses } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import type { GraphBehaviour } from '../support/pure-call.ts';
import { testCall, testFlow } from '../support/flows.ts';

const calling = (nodes: object, graph: GraphBehaviour = {}, on: object = {}): PureCall => {
  const [start] = Object.keys(nodes);
  return new PureCall(testFlow({ start, nodes, on }, { 'one.wav': 1_000 }), testCall(placedAt), graph);
};
const hangup = { type: 'hangup' };
const prompt = { type: 'prompt', play: [{ audio: 'one.wav' }], next: 'bye' };
const answer = { type: 'answer', next: 'hello', onFailed: 'sorry' };

describe('answer', () => {
  it('subscribes to tones once, before the first prompt', () => {
    const call = calling({ take: answer, hello: prompt, bye: hangup, sorry: hangup });
    call.at(500, { kind: 'audioActive' }).run();
    expect(asked(call)).toEqual(['answer', 'subscribeToTone', 'playPrompt', 'deleteCall']);
    expect(entered(call)).toEqual(['take', 'hello', 'bye']);
  });

  it('happens by itself before the first node that needs audio, and adds no node', () => {
    const call = calling({
      go: { type: 'branch', cases: [{ when: 'false', next: 'bye' }], else: 'hello' },
      hello: prompt,
      bye: hangup,
    }).run();
    expect(asked(call)).toEqual(['answer', 'subscribeToTone', 'playPrompt', 'deleteCall']);
    expect(entered(call)).toEqual(['go', 'hello', 'bye']);
  });

  it('is passed through when the call is answered already', () => {
    const call = calling({
      hello: { ...prompt, next: 'take' },
      take: { ...answer, next: 'bye' },
      bye: hangup,
      sorry: hangup,
    }).run();
    expect(asked(call).filter((kind) => kind === 'answer')).toHaveLength(1);
    expect(entered(call)).toEqual(['hello', 'take', 'bye']);
  });

  it('leads to onFailed after 20 s without audio', () => {
    const nodes = { take: answer, hello: prompt, bye: hangup, sorry: hangup };
    const call = calling(nodes, { audioBecomesActive: false }).run();
    expect(entered(call)).toEqual(['take', 'sorry']);
    expect(endOf(call)).toMatchObject({ end: 'completed', at: 20_000 });
    expect(entriesOf(call, 'failure')[0]).toMatchObject({ code: 'graph', at: placedAt + 20_000 });
  });

  it('leads to onFailed at once when Graph refuses it', () => {
    const nodes = { take: answer, hello: prompt, bye: hangup, sorry: hangup };
    const call = calling(nodes, { result: refuses('answer', { status: 403 }) }).run();
    expect(entered(call)).toEqual(['take', 'sorry']);
    expect(endOf(call).at).toBe(0);
  });

  it('fails the call when it was implicit and cannot be done', () => {
    const call = calling(
      { hello: prompt, bye: hangup },
      { result: refuses('answer', { status: 500 }) },
    ).run();
    expect(entered(call)).toEqual([]);
    expect(endOf(call).end).toBe('failed');
  });

  it('fails when keys cannot be heard', () => {
    const call = calling(
      { hello: prompt, bye: hangup },
      { result: refuses('subscribeToTone', { status: 500 }) },
    ).run();
    expect(asked(call)).toEqual(['answer', 'subscribeToTone', 'deleteCall']);
    expect(endOf(call).end).toBe('failed');
  });

  it('ends abandoned when the caller leaves before audio, and on.hangup runs', () => {
    const nodes = { hello: prompt, bye: hangup, gone: { type: 'set', values: {}, next: 'bye' } };
    const call = calling(nodes, { audioBecomesActive: false }, { hangup: 'gone' }).hangUp(4_000).run();
    expect(entered(call)).toEqual(['gone', 'bye']);
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 4_000 });
  });
});

describe('hangup before any answer', () => {
  it('rejects the call', () => {
    const call = calling({ bye: { type: 'hangup', reason: 'closed' } }).run();
    expect(call.commands).toMatchObject([{ kind: 'reject', reason: 'none' }]);
    expect(endOf(call)).toMatchObject({ end: 'completed', reason: 'closed' });
  });
});

describe('reject', () => {
  it.each(['none', 'busy', 'forbidden'])('rejects as %s', (reason) => {
    const call = calling({ no: { type: 'reject', reason } }).run();
    expect(call.commands).toMatchObject([{ kind: 'reject', reason }]);
    expect(endOf(call)).toEqual({ end: 'rejected', reason: null, at: 0 });
  });

  it('ends rejected however Graph took it', () => {
    const call = calling({ no: { type: 'reject' } }, { result: refuses('reject', { status: 500 }) }).run();
    expect(endOf(call).end).toBe('rejected');
  });
});
