/** Section 2.2 of the flow language: calls that the app makes. */
import { applicationInstanceId, callId, commandId } from '../../src/call/index.ts';
import type { CallFacts } from '../../src/call/index.ts';
import { testCall, testFlow } from '../support/flows.ts';
import { asked, endOf, entered, entriesOf, heard, refuses } from '../support/observations.ts';
import { agentCall, placedAt, PureCall } from '../support/pure-call.ts';
import type { GraphBehaviour } from '../support/pure-call.ts';

const instance = '550fae72-d251-43ec-868c-373732c2704f';
const outgoing: CallFacts = {
  ...testCall(placedAt),
  id: callId('out-1'),
  graphCallId: null,
  direction: 'outgoing',
  callees: { targets: [{ kind: 'phone', number: '+442079460000' }], from: applicationInstanceId(instance) },
};

const hello = { type: 'prompt', play: [{ audio: 'hello.wav' }], next: 'bye' };
const bye = { type: 'hangup', reason: 'said' };
const gone = { type: 'hangup', reason: 'gone' };
const other = { on: { hangup: 'gone', error: 'gone' } };

function calling(nodes: object, graph: GraphBehaviour = {}, more: object = other): PureCall {
  const [start = ''] = Object.keys(nodes);
  return new PureCall(
    testFlow({ start, nodes: { ...nodes, bye, gone }, ...more }, { 'hello.wav': 900 }),
    outgoing,
    graph,
  );
}

describe('a call that the app makes', () => {
  it('is made when it begins, and goes on when somebody is there', () => {
    const call = calling({ hello }).run();
    expect(call.commands[0]).toMatchObject({
      kind: 'createCall',
      graphCallId: null,
      callee: { kind: 'people', targets: [{ kind: 'phone', number: '+442079460000' }], from: instance },
    });
    expect(asked(call)).toEqual(['createCall', 'subscribeToTone', 'playPrompt', 'deleteCall']);
    expect(call.commands.slice(1).map(({ graphCallId }) => graphCallId)).toEqual(
      Array(3).fill(agentCall(commandId(1))),
    );
    expect(heard(call)).toEqual(['hello.wav 300-1200']);
    expect(endOf(call)).toMatchObject({ end: 'completed', reason: 'said', at: 1_200 });
  });

  it('runs the flow while it rings, up to what somebody has to hear', () => {
    const wait = { type: 'wait', for: '200ms', next: 'answer' };
    const answer = { type: 'answer', next: 'hello', onFailed: 'gone' };
    const call = calling({ wait, answer, hello }).run();
    expect(entriesOf(call, 'enter').map(({ node, at }) => `${node} ${at - placedAt}`)).toEqual([
      'wait 0',
      'answer 200',
      'hello 300',
      'bye 1200',
    ]);
  });

  it('may be taken before the flow waits for it', () => {
    const wait = { type: 'wait', for: '2s', next: 'answer' };
    const answer = { type: 'answer', next: 'hello', onFailed: 'gone' };
    expect(heard(calling({ wait, answer, hello }).run())).toEqual(['hello.wav 2000-2900']);
  });

  it.each([
    ['busy', { code: 486, subcode: 8539 }],
    ['noAnswer', { code: 480, subcode: 8541 }],
    ['failed', { code: 603, subcode: 8538 }],
  ])('ends notAnswered, and says that it was %s; no edge or handler runs', (reason, callees) => {
    const answer = { type: 'answer', next: 'hello', onFailed: 'gone' };
    for (const nodes of [{ hello }, { answer, hello }]) {
      const call = calling(nodes, { callees }).run();
      expect(endOf(call)).toMatchObject({ end: 'notAnswered', reason, at: 300 });
      expect(entered(call)).not.toContain('gone');
    }
  });

  it('is given up after two minutes of ringing, and hung up', () => {
    const call = calling({ hello }, { callees: 'silent' }).run();
    expect(endOf(call)).toMatchObject({ end: 'notAnswered', reason: 'noAnswer', at: 120_000 });
    expect(asked(call)).toEqual(['createCall', 'deleteCall']);
  });

  it('fails where Graph does not make it', () => {
    const refused = { result: refuses('createCall', { status: 403, subcode: 7507 }) };
    const plain = calling({ hello }, refused, {}).run();
    expect(endOf(plain)).toMatchObject({ end: 'failed', reason: 'graph' });
    expect(asked(plain)).toEqual(['createCall']);
    const answer = { type: 'answer', next: 'hello', onFailed: 'gone' };
    expect(entered(calling({ answer, hello }, refused).run())).toEqual(['answer', 'gone']);
  });

  it('that was taken ends like any other when they hang up', () => {
    const call = calling({ hello }).hangUp(700).run();
    expect(entered(call)).toEqual(['hello', 'gone']);
    expect(endOf(call).end).toBe('abandoned');
  });

  it('can be hung up while it rings', () => {
    const call = calling({ hello }, { callees: 'silent' }).at(5_000, { kind: 'hangupRequested' }).run();
    expect(endOf(call)).toMatchObject({ end: 'completed', reason: 'requested', at: 5_000 });
    expect(asked(call)).toEqual(['createCall', 'deleteCall']);
  });

  it('whose fate nobody knows is known once it is heard of', () => {
    const unknown = {
      kind: 'unknown',
      failure: { code: 'graph', status: null, subcode: null, message: 'No answer.' },
    } as const;
    const graph: GraphBehaviour = { result: (command) => (command.kind === 'createCall' ? unknown : null) };
    const call = calling({ hello }, graph)
      .at(100, { kind: 'callKnown', graphCallId: agentCall(commandId(1)) })
      .at(400, { kind: 'audioActive' })
      .run();
    expect(heard(call)).toEqual(['hello.wav 400-1300']);
  });
});
