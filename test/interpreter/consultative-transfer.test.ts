/** Section 2.1 of the flow language: a consultative transfer, from the ringing to the verdict. */
import type { Command, CommandKind } from '../../src/call/index.ts';
import { asked, endOf, entered, entriesOf, heard, refuses, typedAhead } from '../support/observations.ts';
import { agentCall, PureCall, placedAt } from '../support/pure-call.ts';
import type { GraphBehaviour } from '../support/pure-call.ts';
import { testCall, testFlow } from '../support/flows.ts';

const flow = testFlow(
  {
    start: 'desk',
    targets: { desk: { phone: '+4930901820077', from: '550fae72-d251-43ec-868c-373732c2704f' } },
    on: { hangup: 'gone', maxDuration: 'tooLong' },
    limits: { maxCallDuration: '10m' },
    nodes: {
      desk: {
        type: 'transfer',
        to: 'desk',
        mode: 'consultative',
        ringTimeout: '20s',
        whisper: [{ audio: 'whisper.wav' }],
        hold: [{ audio: 'hold.wav' }],
        onBusy: 'busy',
        onNoAnswer: 'noAnswer',
        onFailed: 'failed',
      },
      busy: { type: 'hangup' },
      noAnswer: { type: 'hangup' },
      failed: { type: 'hangup' },
      gone: { type: 'event', name: 'gone', next: 'end' },
      tooLong: { type: 'hangup' },
      end: { type: 'hangup' },
    },
  },
  { 'hold.wav': 4_500, 'whisper.wav': 1_500 },
);
const calling = (graph: GraphBehaviour = {}, one = flow): PureCall =>
  new PureCall(one, testCall(placedAt), graph);

/** Where the call went after the transfer, and what the transcript says of it. */
const verdict = (call: PureCall): readonly [string | undefined, string | undefined] => [
  entered(call)[1],
  entriesOf(call, 'transfer')[0]?.outcome,
];

const commandsOf = <Kind extends CommandKind>(
  call: PureCall,
  kind: Kind,
): readonly Extract<Command, { readonly kind: Kind }>[] => {
  const isOf = (command: Command): command is Extract<Command, { readonly kind: Kind }> =>
    command.kind === kind;
  return call.commands.filter(isOf);
};

/** Whose calls were hung up. */
const hungUp = (call: PureCall): readonly string[] =>
  commandsOf(call, 'deleteCall').map(({ graphCallId }) =>
    graphCallId === call.call.graphCallId ? 'caller' : 'agent',
  );

const unknown = { code: 'graph' as const, status: 504, subcode: null, message: 'A gateway answered.' };

describe('a target that answers', () => {
  it('hears the whisper while the caller hears the hold, and then has the caller', () => {
    const call = calling({ called: () => [{ after: 6_000, news: { kind: 'answered' } }] }).run();
    expect(heard(call)).toEqual(['hold.wav 0-4500', 'hold.wav 4500-7500!', 'whisper.wav 6000-7500']);
    expect(entriesOf(call, 'transfer')).toMatchObject([{ target: 'desk', outcome: 'transferred' }]);
    expect(endOf(call)).toEqual({ end: 'transferred', reason: 'desk', at: 7_800 });
    expect(asked(call)).toEqual([
      'answer',
      'subscribeToTone',
      'playPrompt',
      'createCall',
      'playPrompt',
      'playPrompt',
      'cancelMediaProcessing',
      'transfer',
    ]);
  });

  it('is called from the application instance of the target, and replaced by the caller', () => {
    const call = calling().run();
    const [created] = commandsOf(call, 'createCall');
    const [transfer] = commandsOf(call, 'transfer');
    expect(created).toMatchObject({
      graphCallId: null,
      callee: {
        target: { kind: 'phone', number: '+4930901820077' },
        from: '550fae72-d251-43ec-868c-373732c2704f',
      },
    });
    expect(transfer?.graphCallId).toBe(call.call.graphCallId);
    expect(transfer?.replaces).toBe(created === undefined ? 'none' : agentCall(created.id));
    expect(hungUp(call)).toEqual([]);
  });

  it('hears the whisper in its own call, and the hold stays in that of the caller', () => {
    const call = calling().run();
    const [hold, whisper] = commandsOf(call, 'playPrompt');
    const [cancel] = commandsOf(call, 'cancelMediaProcessing');
    expect(hold?.graphCallId).toBe(call.call.graphCallId);
    expect(whisper?.graphCallId).not.toBe(call.call.graphCallId);
    expect(cancel?.graphCallId).toBe(call.call.graphCallId);
  });

  it('may be told of before Graph has answered the request for the call', () => {
    const call = calling({
      result: ({ kind }) => (kind === 'createCall' ? { kind: 'unknown', failure: unknown } : null),
    });
    const created = call.run(10).commands.find(({ kind }) => kind === 'createCall');
    if (created === undefined) throw new Error('Nobody was called.');
    const news = { kind: 'answered' } as const;
    const graphCallId = agentCall(created.id);
    call.at(500, { kind: 'consultation', consultation: created.id, graphCallId, news }).run();
    expect(endOf(call).end).toBe('transferred');
    expect(commandsOf(call, 'transfer')[0]?.replaces).toBe(graphCallId);
  });
});

describe('a target that does not take the call', () => {
  it.each([
    [{ code: 486, subcode: 8539 }, 'busy'],
    [{ code: 480, subcode: 8541 }, 'noAnswer'],
    [{ code: 603, subcode: 560603 }, 'failed'],
    [null, 'failed'],
  ])('%o is %s', (result, outcome) => {
    const call = calling({ called: () => [{ after: 2_000, news: { kind: 'ended', result } }] }).run();
    expect(verdict(call)).toEqual([outcome, outcome]);
    expect(hungUp(call)).toEqual(['caller']);
  });

  it.each([
    [{ status: 486 }, 'busy'],
    [{ status: 403, subcode: 7504 }, 'failed'],
  ])('a refused request, %o, is %s', (failure, outcome) => {
    const call = calling({ result: refuses('createCall', failure) }).run();
    expect(verdict(call)).toEqual([outcome, outcome]);
    expect(hungUp(call)).toEqual(['caller']);
  });

  it('rings for the ring timeout, and is hung up', () => {
    const call = calling({ called: () => [] }).run();
    expect(verdict(call)).toEqual(['noAnswer', 'noAnswer']);
    expect(entriesOf(call, 'transfer')[0]?.until).toBe(placedAt + 20_000);
    expect(heard(call)).toHaveLength(5);
    expect(hungUp(call)).toEqual(['agent', 'caller']);
  });

  it('and hangs up in the whisper, fails the transfer', () => {
    const call = calling();
    const created = call.run(10).commands.find(({ kind }) => kind === 'createCall');
    if (created === undefined) throw new Error('Nobody was called.');
    const news = { kind: 'ended', result: { code: 200, subcode: 0 } } as const;
    const told = { kind: 'consultation', consultation: created.id, graphCallId: agentCall(created.id), news };
    call.at(1_000, { ...told, kind: 'consultation' }).run();
    expect(verdict(call)).toEqual(['failed', 'failed']);
    expect(heard(call)).toContain('whisper.wav 300-1000!');
    expect(hungUp(call)).toEqual(['caller']);
  });
});

describe('the verdict on the hand-over', () => {
  it.each([
    [{ code: 500, subcode: 7700 }, 'failed'],
    [{ code: 486, subcode: 0 }, 'busy'],
  ])('%o is %s, and the target is hung up', (result, outcome) => {
    const call = calling({ transfer: () => result }).run();
    expect(verdict(call)).toEqual([outcome, outcome]);
    expect(hungUp(call)).toEqual(['agent', 'caller']);
  });

  it('is failed where Graph says nothing for 90 s', () => {
    const call = calling({ transfer: () => 'silent' }).run();
    expect(verdict(call)).toEqual(['failed', 'failed']);
    expect(entriesOf(call, 'transfer')[0]?.until).toBe(placedAt + 1_800 + 90_000);
    expect(hungUp(call)).toEqual(['agent', 'caller']);
  });
});

describe('the caller leaving', () => {
  const leaves = (after: number, graph: GraphBehaviour = {}): PureCall => calling(graph).hangUp(after).run();

  it.each([
    ['while it rings', 2_000, { called: () => [] }],
    ['in the whisper', 1_000, {}],
    ['before the verdict', 3_000, { transfer: () => 'silent' as const }],
  ])('%s drops the second call, and on.hangup runs', (_when, after, graph) => {
    const call = leaves(after, graph);
    expect(verdict(call)).toEqual(['gone', 'abandoned']);
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: after });
    expect(hungUp(call)).toEqual(['agent']);
  });

  it('I10: before Graph has said which call it made, the end waits for that', () => {
    const quiet = testFlow({
      start: 'desk',
      nodes: {
        desk: {
          type: 'transfer',
          to: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' },
          mode: 'consultative',
          onBusy: 'end',
          onNoAnswer: 'end',
          onFailed: 'end',
        },
        end: { type: 'hangup' },
      },
    });
    const call = calling(
      {
        called: () => [{ after: 5_000, news: { kind: 'exists' } }],
        result: ({ kind }) => (kind === 'createCall' ? { kind: 'unknown', failure: unknown } : null),
      },
      quiet,
    );
    const created = call.hangUp(2_000).run(2_500).commands.at(-1);
    expect(created?.kind).toBe('createCall');
    expect(call.state.position).toMatchObject({ kind: 'hangingUp', endedAt: placedAt + 2_000 });
    if (created === undefined) throw new Error('Nobody was called.');
    const news = { kind: 'exists' } as const;
    const told = { consultation: created.id, graphCallId: agentCall(created.id), news };
    call.at(4_000, { kind: 'consultation', ...told }).run();
    expect(hungUp(call)).toEqual(['agent']);
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 2_000 });
    expect(entriesOf(call, 'graph').map(({ operation }) => operation)).not.toContain('deleteCall');
  });

  it('I10: an error of the server may hide a call that was made: the end waits for what is heard of it', () => {
    const call = calling({
      called: () => [],
      result: refuses('createCall', { status: 500 }),
    }).run(1_000);
    const created = call.commands.find(({ kind }) => kind === 'createCall');
    if (created === undefined) throw new Error('Nobody was called.');
    const news = { kind: 'answered' } as const;
    const told = { consultation: created.id, graphCallId: agentCall(created.id), news };
    call.at(4_000, { kind: 'consultation', ...told }).run();
    expect(verdict(call)).toEqual(['failed', 'failed']);
    expect(hungUp(call)).toContain('agent');
    expect(endOf(call).at).toBeLessThan(1_000);
  });

  it('is not waited for any longer where nothing is ever heard of the second call', () => {
    const call = calling({
      called: () => [],
      result: ({ kind }) => (kind === 'createCall' ? { kind: 'unknown', failure: unknown } : null),
    });
    call.hangUp(2_000).run();
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 2_000 });
    expect(call.now).toBe(placedAt + 2_000 + 90_000);
  });
});

describe('maxCallDuration', () => {
  const short = (graph: GraphBehaviour): PureCall => {
    const { document } = flow;
    const limited = testFlow(
      { ...document, limits: { maxCallDuration: '5s' } },
      { 'hold.wav': 4_500, 'whisper.wav': 1_500 },
    );
    return calling(graph, limited).run();
  };

  it('interrupts the ringing, and hangs the second call up', () => {
    const call = short({ called: () => [] });
    expect(entered(call)).toEqual(['desk', 'tooLong']);
    expect(endOf(call)).toMatchObject({ end: 'maxDuration', at: 5_000 });
    expect(hungUp(call)).toEqual(['agent', 'caller']);
  });

  it('waits for the verdict once the hand-over was asked for', () => {
    const call = short({ called: () => [{ after: 3_400, news: { kind: 'answered' } }] });
    expect(endOf(call)).toMatchObject({ end: 'transferred', at: 5_200 });
  });
});

describe('the hold', () => {
  const held = (hold: unknown, lengths: Readonly<Record<string, number>>): PureCall => {
    const { document } = flow;
    const { desk, ...others } = document.nodes;
    const changed = testFlow({ ...document, nodes: { ...others, desk: { ...desk, hold } } }, lengths);
    return calling({ called: () => [] }, changed).run();
  };

  it('that is over as soon as it began is not begun again', () => {
    const call = held([{ audio: 'click.wav' }], { 'click.wav': 40, 'whisper.wav': 1_500 });
    expect(heard(call)).toEqual(['click.wav 0-40']);
    expect(verdict(call)).toEqual(['noAnswer', 'noAnswer']);
  });

  it('may be left out: then the caller hears nothing', () => {
    const call = held([], { 'whisper.wav': 1_500 });
    expect(heard(call)).toEqual([]);
    expect(verdict(call)).toEqual(['noAnswer', 'noAnswer']);
  });
});

it('keys meanwhile stay type-ahead', () => {
  const call = calling({ called: () => [] })
    .press(100, '12#')
    .run(2_000);
  expect(typedAhead(call)).toBe('12#');
});
