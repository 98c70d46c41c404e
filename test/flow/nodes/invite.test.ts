/** Section 2 of the flow language: `invite`, and who of a group call is transferred. */
import { loadFlow } from '../../../src/flow/index.ts';
import { endOf, entered, entriesOf, refuses, typedAhead } from '../../support/observations.ts';
import { PureCall, placedAt } from '../../support/pure-call.ts';
import type { GraphBehaviour } from '../../support/pure-call.ts';
import { testCall, testFlow } from '../../support/flows.ts';

const user = { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' };
const other = { phone: '+4930901820077' };
const hangup = { type: 'hangup' };
const outcomes = { onBusy: 'bye', onNoAnswer: 'bye', onFailed: 'bye' };
const variables = { who: { type: 'json' }, call2: { type: 'string', default: 'call-2' } };
const more = { targets: { expert: user }, variables };

const asking = (invite: object = {}): object => ({
  ask: { type: 'invite', participants: ['expert'], next: 'here', onFailed: 'away', ...invite },
  here: hangup,
  away: hangup,
});

function calling(nodes: object, graph: GraphBehaviour = {}, on: object = {}): PureCall {
  return new PureCall(testFlow({ start: 'ask', ...more, on, nodes }), testCall(placedAt), graph);
}

const codes = (nodes: object, start = 'ask', members: object = {}): readonly string[] => {
  const flow = { id: 'test', version: '1.0.0', locale: 'en-GB', start, ...more, ...members, nodes };
  const options = { file: 'f', settings: () => undefined, missingSettings: 'refuse' } as const;
  return loadFlow(JSON.stringify(flow), options).problems.map(({ code }) => code);
};

describe('invite', () => {
  it('goes on when they have come, and asks Graph for nothing twice', () => {
    const call = calling(asking()).run();
    expect(entered(call)).toEqual(['ask', 'here']);
    expect(call.commands.filter(({ kind }) => kind === 'inviteParticipants')).toMatchObject([
      { participants: [{ kind: 'user', id: user.user }], replaces: null },
    ]);
  });

  it('may bring somebody over from another call', () => {
    const call = calling(asking({ replaces: 'call2' })).run();
    expect(call.commands.find(({ kind }) => kind === 'inviteParticipants')).toMatchObject({
      replaces: 'call-2',
    });
  });

  it('fails where the id of that call is none', () => {
    expect(entered(calling(asking({ replaces: 'who' })).run())).toEqual(['ask', 'away']);
  });

  it.each<[string, GraphBehaviour]>([
    ['that Graph refuses', { result: refuses('inviteParticipants', { status: 403, subcode: 7504 }) }],
    ['that nobody accepts', { invited: () => ({ code: 487, subcode: 10003 }) }],
    ['of which nothing is heard', { invited: () => 'silent' }],
  ])('one %s is onFailed', (_what, graph) => {
    const call = calling(asking(), graph).run();
    expect(entered(call)).toEqual(['ask', 'away']);
    expect(entriesOf(call, 'failure')).toHaveLength(1);
  });

  it('without onFailed goes to on.error, which learns what failed', () => {
    const nodes = {
      ask: { type: 'invite', participants: ['expert'], next: 'here' },
      here: hangup,
      judge: {
        type: 'branch',
        cases: [{ when: "error.operation == 'inviteParticipants' && error.subcode == 10003", next: 'known' }],
        else: 'here',
      },
      known: hangup,
    };
    const call = calling(nodes, { invited: () => ({ code: 487, subcode: 10003 }) }, { error: 'judge' }).run();
    expect(entered(call)).toEqual(['ask', 'judge', 'known']);
  });

  it('is waited for 90 s, while keys stay type-ahead', () => {
    const call = calling(asking(), { invited: () => 'silent' }).press(1_000, '12');
    call.run(2_000);
    expect(typedAhead(call)).toBe('12');
    call.run();
    expect(endOf(call).at).toBe(90_000);
  });

  it('says that the caller left like any other node', () => {
    const call = calling(asking(), { invited: () => 'silent' })
      .hangUp(500)
      .run();
    expect(endOf(call)).toMatchObject({ end: 'abandoned', at: 500 });
  });

  it('makes a group call of the call: several people can be invited behind it, and not before', () => {
    const several = { type: 'invite', participants: [user, other], next: 'here', onFailed: 'away' };
    expect(codes({ ask: several, here: hangup, away: hangup })).toEqual(['FLOW-GROUP-ONLY']);
    expect(codes({ ...asking({ next: 'more' }), more: several })).toEqual([]);
  });

  it('is for several people at once where the flow is started to several', () => {
    const several = { type: 'invite', participants: [user, other], next: 'here', onFailed: 'away' };
    const nodes = { ask: several, here: hangup, away: hangup };
    expect(codes(nodes, 'ask', { groupCall: true })).toEqual([]);
    expect(codes(nodes, 'ask', { groupCall: false })).toEqual(['FLOW-GROUP-ONLY']);
  });

  it('brings one participant only from another call', () => {
    const several = {
      type: 'invite',
      participants: [user, other],
      replaces: 'call2',
      next: 'here',
      onFailed: 'away',
    };
    expect(codes({ ...asking({ next: 'more' }), more: several })).toEqual(['FLOW-INVITE-REPLACES']);
  });
});

describe('a transfer out of a group call', () => {
  const transfer = (transferee: string, mode = 'blind') => ({
    ...asking({ next: 'who' }),
    who: {
      type: 'wait',
      event: 'participantJoined',
      timeout: '5s',
      into: 'who',
      next: 'move',
      onTimeout: 'away',
    },
    move: { type: 'transfer', to: 'expert', mode, transferee, ...outcomes },
    bye: hangup,
  });
  const participant = {
    id: 'p-1',
    party: {
      kind: 'phone',
      id: '+4930901820001',
      phone: '+4930901820001',
      displayName: null,
      tenantId: null,
    },
    inLobby: false,
    muted: false,
    sequence: 1,
  } as const;

  it.each(['blind', 'consultative'])('names who is handed over: %s', (mode) => {
    const call = calling(transfer('who', mode));
    call.at(1_000, { kind: 'roster', participants: [participant] }).run();
    expect(call.commands.find(({ kind }) => kind === 'transfer')).toMatchObject({
      transferee: { participantId: 'p-1', party: { kind: 'phone', number: '+4930901820001' } },
    });
    expect(endOf(call).end).toBe('transferred');
  });

  it.each(['blind', 'consultative'])('fails where that is nobody: %s', (mode) => {
    const call = calling({ ...transfer('who.nobody', mode), bye: hangup });
    call.at(1_000, { kind: 'roster', participants: [participant] }).run();
    expect(entered(call).slice(-2)).toEqual(['move', 'bye']);
  });

  it('cannot be said of a call between two', () => {
    const { move, bye } = transfer('who');
    expect(codes({ ask: move, bye })).toContain('FLOW-GROUP-ONLY');
  });
});
