/** Sections 2 and 2.1 of the flow language: who is in a group call, as a `wait` hears of it. */
import type { Participant, PartyKind } from '../../src/call/index.ts';
import { takeRoster } from '../../src/interpreter/roster.ts';
import { entered } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';
import { testCall, testFlow } from '../support/flows.ts';

const someone = (id: string, more: Partial<Participant> = {}, kind: PartyKind = 'user'): Participant => ({
  id,
  party: { kind, id: `user-${id}`, phone: null, displayName: null, tenantId: null },
  inLobby: false,
  muted: false,
  sequence: 1,
  ...more,
});
const eventsOf = (known: readonly Participant[], list: readonly Participant[]): readonly string[] =>
  takeRoster(known, list).occurrences.map(({ event }) => event);

describe('takeRoster', () => {
  it('tells who came, and that something changed', () => {
    expect(eventsOf([], [someone('a')])).toEqual(['participantJoined', 'rosterChanged']);
    expect(eventsOf([someone('a')], [someone('a'), someone('b'), someone('c')])).toEqual([
      'participantJoined',
      'participantJoined',
      'rosterChanged',
    ]);
  });

  it('tells of who left and of who was muted only that something changed', () => {
    expect(eventsOf([someone('a'), someone('b')], [someone('a')])).toEqual(['rosterChanged']);
    expect(eventsOf([someone('a')], [someone('a', { muted: true, sequence: 2 })])).toEqual(['rosterChanged']);
    expect(eventsOf([someone('a')], [someone('b')])).toEqual(['participantJoined', 'rosterChanged']);
  });

  it('has who waits in the lobby join when they are let in', () => {
    const waiting = someone('a', { inLobby: true });
    expect(eventsOf([], [waiting])).toEqual(['rosterChanged']);
    expect(eventsOf([waiting], [someone('a', { sequence: 2 })])).toEqual([
      'participantJoined',
      'rosterChanged',
    ]);
  });

  it('says nothing of the same list again, nor of the app itself coming', () => {
    expect(eventsOf([someone('a')], [someone('a', { sequence: 9 })])).toEqual([]);
    expect(eventsOf([], [someone('a', {}, 'application')])).toEqual(['rosterChanged']);
  });

  it('I11: takes no list that is older than what is known', () => {
    const known = [someone('a', { sequence: 5 }), someone('b', { sequence: 7 })];
    const old = takeRoster(known, [someone('a', { sequence: 4 })]);
    expect(old).toEqual({ roster: known, occurrences: [] });
    expect(takeRoster(known, [someone('a', { sequence: null })]).roster).toHaveLength(1);
  });
});

describe('a wait', () => {
  const flow = testFlow({
    start: 'first',
    variables: { who: { type: 'json' }, all: { type: 'json' }, paid: { type: 'json' } },
    nodes: {
      first: { type: 'wait', for: '10s', next: 'joined' },
      joined: {
        type: 'wait',
        event: 'participantJoined',
        timeout: '1s',
        into: 'who',
        next: 'again',
        onTimeout: 'nobody',
      },
      again: {
        type: 'wait',
        event: 'participantJoined',
        timeout: '1s',
        next: 'changed',
        onTimeout: 'changed',
      },
      changed: {
        type: 'wait',
        event: 'rosterChanged',
        timeout: '1s',
        into: 'all',
        next: 'paid',
        onTimeout: 'nobody',
      },
      paid: { type: 'wait', event: 'external:paid', timeout: '1s', next: 'end', onTimeout: 'nobody' },
      nobody: { type: 'hangup', reason: 'nobody' },
      end: { type: 'hangup', reason: 'end' },
    },
  });
  const calling = (): PureCall => new PureCall(flow, testCall(placedAt));

  it('takes those who have come before it one by one, and of the changes the last', () => {
    const call = calling()
      .at(1_000, { kind: 'roster', participants: [someone('a')] })
      .at(2_000, { kind: 'roster', participants: [someone('a'), someone('b')] })
      .at(3_000, { kind: 'external', name: 'paid', data: 1 })
      .run();
    expect(entered(call)).toEqual(['first', 'joined', 'again', 'changed', 'paid', 'end']);
    expect(call.now).toBe(placedAt + 10_000);
    expect(call.state.variables).toMatchObject({
      who: { participantId: 'a', kind: 'user', id: 'user-a', phone: null, inLobby: false, muted: false },
      all: [{ participantId: 'a' }, { participantId: 'b' }],
    });
  });

  it('is not kept from an event of its own by a meeting that comes and goes', () => {
    const call = calling();
    for (let round = 0; round < 300; round += 1)
      call.at(1_000 + round, { kind: 'roster', participants: [someone(`p-${round}`)] });
    call.at(5_000, { kind: 'external', name: 'paid', data: 1 }).run();
    expect(entered(call).slice(-2)).toEqual(['paid', 'end']);
    expect(call.states.every(({ occurrences }) => occurrences.length <= 200)).toBe(true);
  });
});
