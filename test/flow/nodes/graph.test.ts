/** Section 2 of the flow language: `graph`. */
import { commandId, later, operationId } from '../../../src/call/index.ts';
import type { Command, CommandOf, CommandResult, JsonValue, NotifiedEvent } from '../../../src/call/index.ts';
import { loadFlow } from '../../../src/flow/index.ts';
import { begin, step } from '../../../src/interpreter/index.ts';
import { endOf, entered, entriesOf, typedAhead } from '../../support/observations.ts';
import { PureCall, placedAt } from '../../support/pure-call.ts';
import type { GraphBehaviour } from '../../support/pure-call.ts';
import { testCall, testFlow } from '../../support/flows.ts';

const hangup = { type: 'hangup' };
const variables = {
  who: { type: 'json', default: { id: 'p-2' } },
  got: { type: 'json' },
  pin: { type: 'string', sensitive: true, default: 'tone4' },
  keys: { type: 'json', default: ['tone1', 'star', 'tone3'] },
  many: { type: 'json', default: Array.from({ length: 500 }, () => 'tone1') },
  pause: { type: 'number', default: 250 },
};

const asking = (graph: object): object => ({
  ask: { type: 'graph', operation: 'listParticipants', next: 'here', onError: 'away', ...graph },
  here: hangup,
  away: hangup,
});
const tones = { operation: 'sendDtmfTones', with: { tones: ['tone1'] }, into: 'got' };

function calling(graph: object, behaviour: GraphBehaviour = {}, on: object = {}): PureCall {
  return new PureCall(
    testFlow({ start: 'ask', variables, on, nodes: asking(graph) }),
    testCall(placedAt),
    behaviour,
  );
}

const named = (call: PureCall): readonly CommandOf<'graph'>[] =>
  call.commands.flatMap((command) => (command.kind === 'graph' ? [command] : []));

const answering = (result: CommandResult): GraphBehaviour => ({
  result: (command: Command) => (command.kind === 'graph' ? result : null),
});
const answered = (body: JsonValue, isOver = true): GraphBehaviour =>
  answering({ kind: 'answered', status: 200, body, isOver });
const failure = { code: 'graph', status: 400, subcode: 8548, message: 'Graph said no.' } as const;

/** The end of what was asked for is told so long after the call began. */
function ended(call: PureCall, after: number, succeeded: boolean, reason: string | null): PureCall {
  call.run(after - 1);
  const { operation } = named(call)[0] ?? {};
  if (operation === undefined) throw new Error('Nothing was asked for.');
  return call
    .at(after, { kind: 'operationEnded', operation, succeeded, result: null, reason, recording: null })
    .run();
}

describe('a graph node', () => {
  it('asks for what it names, with values worked out, and sends nothing of its address in the body', () => {
    const call = calling({
      operation: 'startHoldMusic',
      with: {
        participantId: '{who.id}',
        customPrompt: {
          '@odata.type': '#microsoft.graph.mediaPrompt',
          mediaInfo: { uri: 'https://x/{who.id}' },
        },
      },
    }).run();
    expect(named(call)).toMatchObject([
      {
        name: 'startHoldMusic',
        parameters: { participantId: 'p-2' },
        body: {
          customPrompt: {
            '@odata.type': '#microsoft.graph.mediaPrompt',
            mediaInfo: { uri: 'https://x/p-2' },
          },
        },
        wantsAnswer: false,
        isSensitive: false,
      },
    ]);
    expect(entriesOf(call, 'graph')).toContainEqual(expect.objectContaining({ operation: 'startHoldMusic' }));
  });

  it('puts what was answered into its variable', () => {
    const call = calling({ into: 'got' }, answered({ value: [] })).run();
    expect(call.state.variables.got).toEqual({ value: [] });
    expect(entered(call)).toEqual(['ask', 'here']);
    expect(named(call)).toMatchObject([{ wantsAnswer: true }]);
  });

  it('needs a call, and audio only where its operation does', () => {
    expect(
      calling({})
        .run()
        .commands.map(({ kind }) => kind),
    ).not.toContain('answer');
    expect(
      calling(tones)
        .run(2_000)
        .commands.map(({ kind }) => kind),
    ).toContain('answer');
  });

  it.each<[string, CommandResult]>([
    ['is refused', { kind: 'refused', failure }],
    ['has an answer that is lost', { kind: 'unknown', failure }],
  ])('that %s goes on with onError', (_what, result) => {
    expect(entered(calling({}, answering(result)).run())).toEqual(['ask', 'away']);
  });

  it('names the operation in error.operation', () => {
    const nodes = {
      ask: { type: 'graph', operation: 'listParticipants', next: 'here' },
      judge: {
        type: 'branch',
        cases: [{ when: "error.operation == 'listParticipants' && error.subcode == 8548", next: 'known' }],
        else: 'here',
      },
      known: hangup,
      here: hangup,
    };
    const flow = testFlow({ start: 'ask', on: { error: 'judge' }, nodes });
    const call = new PureCall(flow, testCall(placedAt), answering({ kind: 'refused', failure })).run();
    expect(entered(call)).toEqual(['ask', 'judge', 'known']);
  });

  it('whose address would be empty fails, and asks for nothing', () => {
    const call = calling({ operation: 'startHoldMusic', with: { participantId: '{who.missing}' } }).run();
    expect(entered(call)).toEqual(['ask', 'away']);
    expect(named(call)).toEqual([]);
    expect(entriesOf(call, 'failure')).toMatchObject([{ code: 'expression' }]);
  });

  it.each(['', '.', '..'])('that would name somebody %j fails: its address would be another one', (id) => {
    const graph = { operation: 'muteParticipant', with: { participantId: '{who.id}' } };
    const nodes = asking(graph);
    const flow = testFlow({
      start: 'ask',
      groupCall: true,
      variables: { ...variables, who: { type: 'json', default: { id } } },
      nodes,
    });
    const call = new PureCall(flow, testCall(placedAt)).run();
    expect(entered(call)).toEqual(['ask', 'away']);
    expect(named(call)).toEqual([]);
  });

  it('says whether something sensitive is in it', () => {
    const secret = { operation: 'sendDtmfTones', with: { tones: ['{pin}'] } };
    expect(named(calling(secret).run(2_000))).toMatchObject([
      { isSensitive: true, body: { tones: ['tone4'] } },
    ]);
    expect(named(calling({ into: 'got' }).run())).toMatchObject([{ isSensitive: false }]);
  });
});

describe('an end that is told later', () => {
  const running = answered(null, false);

  it('is waited for, while keys stay type-ahead', () => {
    const call = calling(tones, running).press(1_000, '12');
    call.run(2_000);
    expect(typedAhead(call)).toBe('12');
    ended(call, 3_000, true, 'completedSuccessfully');
    expect(entered(call)).toEqual(['ask', 'here']);
    expect(call.state.variables.got).toEqual({
      status: 'completed',
      completionReason: 'completedSuccessfully',
      resultInfo: null,
    });
  });

  it('that says it failed is onError', () => {
    const call = ended(calling(tones, running), 2_000, false, 'mediaOperationCanceled');
    expect(entered(call)).toEqual(['ask', 'away']);
    expect(call.state.variables.got).toBeNull();
    expect(entriesOf(call, 'failure')).toMatchObject([
      { message: expect.stringContaining('mediaOperationCanceled') },
    ]);
  });

  it('decides where the answer was lost', () => {
    const lost = answering({ kind: 'unknown', failure });
    expect(entered(ended(calling(tones, lost), 2_000, true, 'completedSuccessfully'))).toEqual([
      'ask',
      'here',
    ]);
    expect(entered(calling(tones, lost).run())).toEqual(['ask', 'away']);
  });

  it.each<[object, number, string]>([
    [tones, 30_000 + 2_000, 'away'],
    [{ operation: 'sendDtmfTones', with: { tones: '{keys}' } }, 30_000 + 3 * 2_000, 'away'],
    [
      { operation: 'sendDtmfTones', with: { tones: ['{keys[0]}'], delayBetweenTonesMs: '{pause}' } },
      30_000 + 1_250,
      'away',
    ],
    // As long as the checker counts with keys that it does not know.
    [{ operation: 'sendDtmfTones', with: { tones: '{many}' } }, 30_000 + 270_000, 'away'],
    [{ operation: 'addLargeGalleryView' }, 30_000, 'away'],
    [{ operation: 'startHoldMusic', with: { participantId: 'x' } }, 1_000, 'here'],
    [{ operation: 'stopHoldMusic', with: { participantId: 'x' } }, 30_000, 'away'],
    [{ operation: 'inviteParticipants', with: { participants: '{who}' } }, 90_000, 'away'],
  ])('of %j counts as what it does after %i ms', (graph, within, next) => {
    const call = calling(graph, running).run(within - 1);
    expect(entered(call)).toEqual(['ask']);
    expect(entered(call.run(within + 1))).toEqual(['ask', next]);
  });

  it('of hold music is a failure where nobody knows whether Graph took it', () => {
    const hold = { operation: 'startHoldMusic', with: { participantId: 'x' } };
    expect(entered(calling(hold, answering({ kind: 'unknown', failure })).run())).toEqual(['ask', 'away']);
  });

  it('that never comes is not waited for: a prompt in a loop', () => {
    const looped = { operation: 'playPrompt', with: { prompts: '{who}', loop: true } };
    expect(entered(calling(looped, running).run(1_000))).toEqual(['ask', 'here']);
  });

  it('of something else changes nothing', () => {
    const operation = operationId('call-1#99');
    const end = {
      kind: 'operationEnded',
      operation,
      succeeded: true,
      result: null,
      reason: null,
      recording: null,
    } as const;
    expect(entered(calling(tones, running).at(1_000, end).run(1_500))).toEqual(['ask']);
  });
});

it('is interrupted by the time limit and by the caller', () => {
  const running = answered(null, false);
  const flow = testFlow({
    start: 'ask',
    variables,
    limits: { maxCallDuration: '5s' },
    nodes: asking(tones),
  });
  expect(endOf(new PureCall(flow, testCall(placedAt), running).run())).toMatchObject({ end: 'maxDuration' });
  expect(endOf(calling(tones, running).hangUp(1_000).run())).toMatchObject({ end: 'abandoned' });
});

it('takes back what it asked for and was not sent when the time limit strikes (I3)', () => {
  const flow = testFlow({
    start: 'say',
    limits: { maxCallDuration: '2s' },
    on: { maxDuration: 'late' },
    nodes: {
      say: { type: 'prompt', play: [{ tts: 'One moment.' }], next: 'ask' },
      late: { type: 'wait', for: '1s', next: 'here' },
      ...asking({}),
    },
  });
  const call = testCall(placedAt);
  let { state, commands } = begin(flow, call);
  const asked: string[] = [];
  const feed = (after: number, event: NotifiedEvent | { kind: 'deadline' } | 'answered'): void => {
    const at = later(placedAt, after);
    const result = { kind: 'accepted', status: 200 } as const;
    const command = state.inFlight?.command.id ?? commandId(0);
    const told = event === 'answered' ? ({ kind: 'commandResult', command, result } as const) : event;
    ({ state, commands } = step(flow, call, state, { ...told, at }));
    asked.push(...commands.map(({ kind }) => kind));
  };
  feed(0, 'answered');
  feed(0, { kind: 'audioActive' });
  feed(0, 'answered');
  feed(0, 'answered');
  feed(100, { kind: 'tone', sequence: 1, key: '5' });
  expect(state.position).toMatchObject({ node: 'ask' });
  expect(state.outbox.map(({ order }) => order.kind)).toEqual(['graph']);
  feed(2_000, { kind: 'deadline' });
  feed(2_100, 'answered');
  expect(asked).toEqual(['subscribeToTone', 'playPrompt', 'cancelMediaProcessing']);
  expect(state.position).toMatchObject({ node: 'late' });
});

describe('the checker', () => {
  const problems = (nodes: object, settings: (name: string) => string | undefined = () => undefined) => {
    const flow = { id: 'test', version: '1.0.0', locale: 'en-GB', start: 'ask', variables, nodes };
    return loadFlow(JSON.stringify(flow), { file: 'f', settings, missingSettings: 'standIn' }).problems;
  };
  const codes = (graph: object): readonly string[] =>
    problems(asking(graph)).flatMap(({ code, severity }) => (severity === 'remark' ? [] : [code]));

  it.each<[object, readonly string[]]>([
    [{ operation: 'sendDtmfTones', with: { tones: '{got}' } }, []],
    [
      { operation: 'sendDtmfTones', with: { tones: ['tone1', '{pin}'], delayBetweenTonesMs: '{size("a")}' } },
      [],
    ],
    [{ operation: 'sendDtmfTones', with: { tones: [] } }, ['FLOW-OUT-OF-RANGE']],
    [{ operation: 'sendDtmfTones' }, ['FLOW-MISSING-PROPERTY']],
    [
      { operation: 'sendDtmfTones', with: { tones: ['tone1'], delayBetweenTonesMs: 0.5 } },
      ['FLOW-WRONG-TYPE'],
    ],
    [{ operation: 'inviteParticipants', with: { participants: [{ identity: { user: '{who}' } }] } }, []],
    [{ operation: 'inviteParticipants', with: { participants: [{ identity: {} }] } }, ['FLOW-WRONG-VALUE']],
    [{ operation: 'stopHoldMusic', with: { participantId: 3 } }, ['FLOW-WRONG-TYPE']],
    [{ operation: 'stopHoldMusic', with: { participantId: '..' } }, ['FLOW-WRONG-VALUE']],
    [{ operation: 'stopHoldMusic', with: { participantId: '{who.id}' } }, []],
    [{ operation: 'keepAlive', with: { participantId: 'x' } }, ['FLOW-UNKNOWN-PROPERTY']],
    [{ operation: 'sendDtmfTones', with: { tones: ['{pin}'] }, into: 'got' }, ['FLOW-SENSITIVE-VALUE']],
    [{ operation: 'muteAll' }, ['FLOW-UNKNOWN-OPERATION']],
    [{ operation: 'transfer' }, ['FLOW-GRAPH-OWN-NODE']],
  ])('says of %j: %j', (graph, expected) => {
    expect(codes(graph)).toEqual(expected);
  });

  it('does not judge what a missing setting stands for', () => {
    expect(codes({ operation: 'sendDtmfTones', with: { tones: ['${TONE}'] } })).toEqual(['SETTING-MISSING']);
    const graph = { operation: 'sendDtmfTones', with: { tones: ['${TONE}'] } };
    const bound = problems(asking(graph), () => 'tone12').map(({ code, pointer }) => [code, pointer]);
    expect(bound).toEqual([['FLOW-WRONG-VALUE', '/nodes/ask/with/tones/0']]);
  });

  it('knows the call for a group call behind an invitation', () => {
    const invite = {
      operation: 'inviteParticipants',
      with: { participants: [{ identity: { user: { id: 'u' } } }] },
    };
    const nodes = {
      ...asking({ ...invite, next: 'quiet' }),
      quiet: { type: 'graph', operation: 'mute', next: 'here', onError: 'away' },
    };
    expect(problems(nodes).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
