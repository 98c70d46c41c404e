/** Section 2 of the flow language: `join`, the first node of a flow that has no caller. */
import type { CallFacts } from '../../../src/call/index.ts';
import { callId, commandId } from '../../../src/call/index.ts';
import { loadFlow } from '../../../src/flow/index.ts';
import { recordOf } from '../../../src/interpreter/index.ts';
import { asked, endOf, entered, heard, refuses } from '../../support/observations.ts';
import { agentCall, PureCall, placedAt } from '../../support/pure-call.ts';
import type { GraphBehaviour } from '../../support/pure-call.ts';
import { testCall, testFlow } from '../../support/flows.ts';

const hangup = { type: 'hangup' };
const variables = { room: { type: 'string', default: '123 456' } };
const meeting = {
  organizer: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33',
  threadId: '19:meeting_{room}@thread.v2',
};

const nodes = (join: object): object => ({
  enter: { type: 'join', ...join, next: 'greet', onFailed: 'away' },
  greet: { type: 'prompt', play: [{ audio: 'hello.wav' }], next: 'end' },
  end: hangup,
  away: hangup,
});

/** A call that the flow has to make. */
const nobody: CallFacts = {
  ...testCall(placedAt),
  id: callId('out-1'),
  graphCallId: null,
  direction: 'outgoing',
};

function calling(join: object, graph: GraphBehaviour = {}, call: CallFacts = nobody): PureCall {
  const flow = testFlow(
    { start: 'enter', variables, on: { hangup: 'end' }, nodes: nodes(join) },
    { 'hello.wav': 900 },
  );
  return new PureCall(flow, call, graph);
}

const codes = (written: object, start = 'enter', members: object = {}): readonly string[] => {
  const flow = {
    id: 'test',
    version: '1.0.0',
    locale: 'en-GB',
    start,
    variables,
    ...members,
    nodes: written,
  };
  const options = { file: 'f', settings: () => undefined, missingSettings: 'refuse' } as const;
  return loadFlow(JSON.stringify(flow), options).problems.map(({ code }) => code);
};

describe('join', () => {
  it('makes the call, asks for its keys, and goes on when the app is heard', () => {
    const call = calling({ joinId: '{room}', passcode: 'x' }).run();
    expect(entered(call)).toEqual(['enter', 'greet', 'end']);
    expect(heard(call)).toEqual(['hello.wav 0-900']);
    expect(asked(call)).toEqual(['createCall', 'subscribeToTone', 'playPrompt', 'deleteCall']);
    const [created, ...others] = call.commands;
    expect(created).toMatchObject({
      graphCallId: null,
      callee: { kind: 'meeting', meeting: { kind: 'joinId', joinId: '123 456', passcode: 'x' } },
    });
    const id = agentCall(commandId(1));
    expect(others.map(({ graphCallId }) => graphCallId)).toEqual([id, id, id]);
    expect(recordOf(call.flow, call.call, call.state, call.transcript).graphCallId).toBe(id);
  });

  it('names a meeting by its coordinates, in the tenant of the app where none is named', () => {
    const call = calling({ meeting }).run();
    expect(call.commands[0]).toMatchObject({
      callee: {
        meeting: {
          kind: 'coordinates',
          organizer: meeting.organizer,
          tenantId: nobody.tenantId,
          threadId: '19:meeting_123 456@thread.v2',
          messageId: '0',
        },
      },
    });
  });

  it('that Graph refuses is onFailed, and there is nothing to hang up', () => {
    const call = calling(
      { joinId: '1' },
      { result: refuses('createCall', { status: 403, subcode: 7503 }) },
    ).run();
    expect(entered(call)).toEqual(['enter', 'away']);
    expect(asked(call)).toEqual(['createCall']);
    expect(endOf(call)).toMatchObject({ end: 'completed', at: 0 });
    expect(recordOf(call.flow, call.call, call.state, call.transcript).graphCallId).toBeNull();
  });

  it('of an app that is not let in within 2 minutes is onFailed, and the call is hung up', () => {
    const call = calling({ joinId: '1' }, { audioBecomesActive: false }).run();
    expect(entered(call)).toEqual(['enter', 'away']);
    expect(endOf(call).at).toBe(120_000);
    expect(asked(call)).toEqual(['createCall', 'deleteCall']);
  });

  it('of an app that is turned away is onFailed, with what Graph said of it', () => {
    const away = { type: 'branch', cases: [{ when: 'error.subcode == 5300', next: 'end' }], else: 'greet' };
    const flow = testFlow({
      start: 'enter',
      variables,
      on: { hangup: 'greet' },
      nodes: { ...nodes({ joinId: '1' }), away },
    });
    const call = new PureCall(flow, nobody, { audioBecomesActive: false });
    call.at(400, { kind: 'callEnded', result: { code: 200, subcode: 5300 }, transferred: false }).run();
    expect(entered(call)).toEqual(['enter', 'away', 'end']);
    expect(endOf(call)).toMatchObject({ end: 'completed', at: 400 });
    expect(asked(call)).toEqual(['createCall']);
  });

  it('ends with the meeting', () => {
    const call = calling({ joinId: '1' }).hangUp(400).run();
    expect(entered(call)).toEqual(['enter', 'greet', 'end']);
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 400 });
  });

  it('without which nothing can be played, nor can there be a call twice', () => {
    const flow = testFlow({
      start: 'greet',
      nodes: { greet: { type: 'prompt', play: [{ silence: '1s' }], next: 'end' }, end: hangup },
    });
    const call = new PureCall(flow, nobody).run();
    expect(endOf(call)).toMatchObject({ end: 'failed' });
    expect(asked(call)).toEqual([]);
    expect(entered(calling({ joinId: '1' }, {}, testCall(placedAt)).run())).toEqual(['enter', 'away']);
  });

  describe('whose request has an unknown fate', () => {
    const failure = { code: 'graph' as const, status: 504, subcode: null, message: 'A gateway answered.' };
    const unknown: GraphBehaviour = {
      audioBecomesActive: false,
      result: ({ kind }) => (kind === 'createCall' ? { kind: 'unknown', failure } : null),
    };

    it('takes the call that Graph tells of', () => {
      const graphCallId = agentCall(commandId(7));
      const call = calling({ joinId: '1' }, unknown)
        .at(700, { kind: 'callKnown', graphCallId })
        .at(700, { kind: 'audioActive' })
        .run();
      expect(entered(call)).toEqual(['enter', 'greet', 'end']);
      expect(call.commands.at(-1)).toMatchObject({ kind: 'deleteCall', graphCallId });
    });

    it('is hung up when it is heard of while it is being left, and given up where it is not', () => {
      const late = calling({ joinId: '1' }, unknown);
      late.at(121_000, { kind: 'callKnown', graphCallId: agentCall(commandId(7)) }).run();
      expect(asked(late)).toEqual(['createCall', 'deleteCall']);
      const never = calling({ joinId: '1' }, unknown).run();
      expect(asked(never)).toEqual(['createCall']);
      expect(never.now).toBe(placedAt + 120_000 + 90_000);
    });
  });
});

describe('the checker', () => {
  it('takes a join as the first node, and no other', () => {
    expect(codes(nodes({ joinId: '1' }))).toEqual([]);
    const late = {
      ...nodes({ joinId: '1' }),
      first: { type: 'set', values: { room: "'x'" }, next: 'enter' },
    };
    expect(codes(late, 'first')).toContain('FLOW-JOIN-NOT-FIRST');
  });

  it.each([
    ['neither an id nor coordinates', {}],
    ['both', { joinId: '1', meeting }],
    ['a passcode without an id', { meeting, passcode: '1' }],
  ])('refuses %s', (_what, join) => {
    expect(codes(nodes(join))).not.toEqual([]);
  });

  it('knows that a meeting that is not joined leaves no call that could be answered late', () => {
    const enter = { type: 'join', joinId: '1', next: 'greet' };
    const written = { ...nodes({ joinId: '1' }), enter };
    expect(codes({ ...written, away: undefined }, 'enter', { on: { error: 'end' } })).toEqual([]);
    expect(codes(written, 'enter', { on: { error: 'away' } })).toEqual([]);
    const sorry = { type: 'hangup', play: [{ audio: 'sorry.wav' }] };
    expect(codes({ ...written, away: sorry }, 'enter', { on: { error: 'away' } })).not.toContain(
      'FLOW-LATE-ANSWER',
    );
  });

  it('knows that behind it there is a group call', () => {
    const invite = {
      type: 'invite',
      participants: [{ user: meeting.organizer }, { user: meeting.organizer }],
      next: 'end',
    };
    expect(codes({ ...nodes({ joinId: '1' }), greet: invite })).toEqual([]);
  });
});
