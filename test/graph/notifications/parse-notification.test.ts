import * as fc from 'fast-check';
import { parseNotification } from '../../../src/graph/index.ts';
import type { CallNotification } from '../../../src/graph/index.ts';

const id = '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001';
const secondId = '7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002';
const operation = 'a4c8e2d0-51b7-4d39-8f60-0e2d4c6b8a11';

const envelopeOf = (...value: unknown[]): string =>
  JSON.stringify({ '@odata.type': '#microsoft.graph.commsNotifications', value });

const element = (path: string, resourceData?: unknown, changeType = 'updated'): object => ({
  '@odata.type': '#microsoft.graph.commsNotification',
  changeType,
  resource: `/app/${path}`,
  resourceUrl: `/communications/${path}`,
  ...(resourceData === undefined ? {} : { resourceData }),
});

const call = (members: object, changeType?: string): object =>
  element(`calls/${id}`, { '@odata.type': '#microsoft.graph.call', id, ...members }, changeType);

const ended = (members: object): object =>
  element(
    `calls/${id}/operations/${operation}`,
    {
      '@odata.type': '#microsoft.graph.playPromptOperation',
      id: operation,
      clientContext: 'menu#1',
      ...members,
    },
    'deleted',
  );

function callsOf(body: string): readonly CallNotification[] {
  const parsed = parseNotification(body);
  if (parsed.kind !== 'calls') throw new Error(`parsed as ${JSON.stringify(parsed)}`);
  expect(parsed.faults).toEqual([]);
  return parsed.calls;
}

const eventsOf = (...elements: unknown[]) => callsOf(envelopeOf(...elements)).flatMap(({ events }) => events);

const result = (code: unknown, subcode: unknown, member = 'subcode'): object => ({
  resultInfo: { '@odata.type': '#microsoft.graph.resultInfo', code, [member]: subcode, message: 'so it is' },
});

describe('what kind of body it is', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['an empty object', '{}'],
    [
      'the older protocol',
      JSON.stringify({ callState: 'incoming', links: { callLeg: 'https://example.net' } }),
    ],
  ])('%s is legacy', (_, body) => {
    expect(parseNotification(body)).toEqual({ kind: 'legacy' });
  });

  test.each([
    ['no JSON', 'hello'],
    ['half of a JSON', envelopeOf(call({})).slice(0, -1)],
    ['a list', '[]'],
    ['a text', '"hello"'],
    ['null', 'null'],
    [
      'a notification without its list',
      JSON.stringify({ '@odata.type': '#microsoft.graph.commsNotifications' }),
    ],
    ['a list of something else', envelopeOf('hello')],
    ['an element that names no call', envelopeOf({ changeType: 'updated' })],
    ['a call with members of the wrong type', envelopeOf(call({ state: 7 }))],
  ])('%s is invalid', (_, body) => {
    expect(parseNotification(body)).toEqual({ kind: 'invalid', reason: expect.any(String) });
  });

  test('one bad element does not spoil the others', () => {
    expect(parseNotification(envelopeOf('hello', call({}, 'deleted')))).toEqual({
      kind: 'calls',
      calls: [
        {
          graphCallId: id,
          incoming: null,
          events: [{ kind: 'callEnded', result: null, transferred: false }],
        },
      ],
      faults: [expect.any(String)],
    });
  });

  test('a list of nothing speaks of no call', () => {
    expect(callsOf(envelopeOf())).toEqual([]);
  });
});

describe('which call it is', () => {
  const data = { '@odata.type': '#microsoft.graph.call', state: 'terminated' };

  test.each<[string, object]>([
    ['both addresses', element(`calls/${id}`, data)],
    ['the older address only', { changeType: 'deleted', resource: `/app/calls/${id}`, resourceData: data }],
    [
      'no leading slash',
      { changeType: 'deleted', resourceUrl: `communications/calls/${id}`, resourceData: data },
    ],
    [
      'upper case without dashes',
      {
        changeType: 'deleted',
        resourceUrl: `/communications/calls/${id.replaceAll('-', '').toUpperCase()}`,
        resourceData: data,
      },
    ],
    [
      'other words in upper case',
      { changeType: 'Deleted', resourceUrl: `/Communications/Calls/${id}`, resourceData: data },
    ],
    ['the id of the resource only', { changeType: 'deleted', resourceData: { ...data, id } }],
    [
      'no type of the resource',
      {
        changeType: 'deleted',
        resourceUrl: `/communications/calls/${id}`,
        resourceData: { state: 'terminated' },
      },
    ],
    [
      'members that nobody knows',
      {
        ...element(`calls/${id}`, { ...data, terminationReason: null, news: { a: [1] } }),
        subscriptionId: 'x',
        news: 1,
      },
    ],
    ['no resource at all', { changeType: 'deleted', resourceUrl: `/communications/calls/${id}` }],
  ])('is found with %s', (_, one) => {
    expect(callsOf(envelopeOf(one))).toMatchObject([{ graphCallId: id, events: [{ kind: 'callEnded' }] }]);
  });

  test('several calls in one request are told apart, their events in order', () => {
    const second = element(
      `calls/${secondId}`,
      { '@odata.type': '#microsoft.graph.call', state: 'terminated' },
      'deleted',
    );
    const tone = (sequenceId: number): object => call({ toneInfo: { sequenceId, tone: 'tone1' } });
    expect(callsOf(envelopeOf(tone(2), second, tone(1)))).toMatchObject([
      { graphCallId: id, events: [{ sequence: 2 }, { sequence: 1 }] },
      { graphCallId: secondId, events: [{ kind: 'callEnded' }] },
    ]);
  });
});

describe('an incoming call', () => {
  const incoming = (members: object): object =>
    call({ state: 'incoming', direction: 'incoming', ...members }, 'created');
  const withheld = { kind: 'withheld', id: null, phone: null, displayName: null, tenantId: null };

  test('says who calls whom, and in which tenant', () => {
    const source = { identity: { phone: { id: '+4930901820001' } }, endpointType: 'default' };
    const instance = {
      id: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901',
      displayName: 'Front desk',
      tenantId: 'B7A6F5E4-D3C2-41B0-9F8E-7D6C5B4A3928',
    };
    const targets = [{ identity: { applicationInstance: instance } }];
    expect(callsOf(envelopeOf(incoming({ source, targets, tenantId: instance.tenantId })))).toEqual([
      {
        graphCallId: id,
        incoming: {
          from: { ...withheld, kind: 'phone', id: '+4930901820001', phone: '+4930901820001' },
          to: {
            kind: 'applicationInstance',
            ...instance,
            phone: null,
            tenantId: instance.tenantId.toLowerCase(),
          },
          tenantId: instance.tenantId.toLowerCase(),
        },
        events: [],
      },
    ]);
  });

  test.each<[string, unknown, object]>([
    ['a user', { user: { id: 'u', tenantId: null } }, { kind: 'user', id: 'u' }],
    ['a guest', { guest: { id: 'g', displayName: 'Guest' } }, { kind: 'guest', displayName: 'Guest' }],
    ['an application', { application: { id: 'a' }, user: null }, { kind: 'application', id: 'a' }],
    ['an encrypted identity', { encrypted: { id: 'xyz' } }, withheld],
    ['an anonymous phone', { phone: { id: 'anonymous' } }, { kind: 'phone', phone: null }],
    ['an empty identity', {}, withheld],
    ['no identity', null, withheld],
  ])('may come from %s', (_, identity, from) => {
    expect(callsOf(envelopeOf(incoming({ source: { identity } })))[0]?.incoming?.from).toMatchObject(from);
  });

  test('may come without source and targets', () => {
    expect(callsOf(envelopeOf(incoming({})))[0]?.incoming).toEqual({
      from: withheld,
      to: withheld,
      tenantId: null,
    });
  });

  test('is not taken for one when it is already over', () => {
    expect(eventsOf(call({ state: 'incoming' }, 'deleted'))).toEqual([
      { kind: 'callEnded', result: null, transferred: false },
    ]);
  });
});

describe('events of a call', () => {
  test.each<[string, object, object[]]>([
    ['established alone is no news', call({ state: 'established' }), []],
    ['establishing is no news', call({ state: 'establishing' }), []],
    ['an unknown state is no news', call({ state: 'levitating', mediaState: { audio: 'active' } }), []],
    [
      'active audio',
      call({ state: 'Established', mediaState: { audio: 'Active' } }),
      [{ kind: 'audioActive' }],
    ],
    ['inactive audio is no news', call({ state: 'established', mediaState: { audio: 'inactive' } }), []],
    [
      'N4: active audio without a state',
      call({ mediaState: { audio: 'active' } }),
      [{ kind: 'audioActive' }],
    ],
    [
      'N4: active audio of an ending call is no news',
      call({ state: 'terminating', mediaState: { audio: 'active' } }),
      [],
    ],
    [
      'a key',
      call({ state: 'established', toneInfo: { sequenceId: 1, tone: 'pound' } }),
      [{ kind: 'tone', sequence: 1, key: '#' }],
    ],
    [
      'a key with a numeric text',
      call({ toneInfo: { sequenceId: '12', tone: 'Tone7' } }),
      [{ kind: 'tone', sequence: 12, key: '7' }],
    ],
    [
      'a letter is no key',
      call({ toneInfo: { sequenceId: 2, tone: 'a' } }),
      [{ kind: 'tone', sequence: 2, key: null }],
    ],
    [
      'a tone of the future is no key',
      call({ toneInfo: { sequenceId: 2, tone: 'tone10' } }),
      [{ kind: 'tone', sequence: 2, key: null }],
    ],
    ['transferring', call({ state: 'transferring' }), [{ kind: 'transferProgress', stage: 'transferring' }]],
    [
      'transferAccepted',
      call({ state: 'TransferAccepted' }),
      [{ kind: 'transferProgress', stage: 'transferAccepted' }],
    ],
    [
      'N3: a failed transfer',
      call({ state: 'established', ...result(500, 7000) }),
      [{ kind: 'transferFailed', result: { code: 500, subcode: 7000 } }],
    ],
    [
      'N3: a failed transfer in numeric texts',
      call({ state: 'established', ...result('486', '8539', 'subCode') }),
      [{ kind: 'transferFailed', result: { code: 486, subcode: 8539 } }],
    ],
    ['N3: a good result is no failure', call({ state: 'established', ...result(200, 0) }), []],
    [
      'N1: terminated',
      call({ state: 'terminated', ...result(200, 540000) }, 'deleted'),
      [{ kind: 'callEnded', result: { code: 200, subcode: 540000 }, transferred: false }],
    ],
    [
      'N1: terminated, though only updated',
      call({ state: 'terminated' }),
      [{ kind: 'callEnded', result: null, transferred: false }],
    ],
    [
      'N1: deleted without a state',
      call({}, 'deleted'),
      [{ kind: 'callEnded', result: null, transferred: false }],
    ],
    [
      'N2: transferred with 0/7015',
      call({ state: 'terminated', ...result(0, 7015) }, 'deleted'),
      [{ kind: 'callEnded', result: { code: 0, subcode: 7015 }, transferred: true }],
    ],
    [
      'N2: transferred with 200/7015',
      call({ state: 'terminated', ...result('200', '7015') }, 'deleted'),
      [{ kind: 'callEnded', result: { code: 200, subcode: 7015 }, transferred: true }],
    ],
    [
      'N2: transferred by its reason',
      call({ state: 'terminated', terminationReason: 'AppTransferred' }, 'deleted'),
      [{ kind: 'callEnded', result: null, transferred: true }],
    ],
    ['content sharing without data is no news', element(`calls/${id}/contentSharingSessions/x`), []],
  ])('%s', (_, one, expected) => {
    expect(eventsOf(one)).toEqual(expected);
  });

  test('several of them in one element', () => {
    const both = call({
      state: 'established',
      mediaState: { audio: 'active' },
      toneInfo: { sequenceId: 1, tone: 'star' },
    });
    expect(eventsOf(both)).toEqual([{ kind: 'audioActive' }, { kind: 'tone', sequence: 1, key: '*' }]);
  });
});

describe('the end of an operation', () => {
  test.each<[string, object, object[]]>([
    [
      'completed',
      ended({ status: 'completed', ...result(200, 0) }),
      [
        {
          kind: 'operationEnded',
          operation: 'menu#1',
          succeeded: true,
          result: { code: 200, subcode: 0 },
          reason: null,
          recording: null,
        },
      ],
    ],
    [
      'cancelled',
      ended({ status: 'Failed', ...result('400', '8508', 'subCode') }),
      [
        {
          kind: 'operationEnded',
          operation: 'menu#1',
          succeeded: false,
          result: { code: 400, subcode: 8508 },
          reason: null,
          recording: null,
        },
      ],
    ],
    [
      'completed without a result',
      ended({ status: 'completed' }),
      [
        {
          kind: 'operationEnded',
          operation: 'menu#1',
          succeeded: true,
          result: null,
          reason: null,
          recording: null,
        },
      ],
    ],
    ['still running', ended({ status: 'running' }), []],
    [
      'of keys that were sent, which only its reason judges',
      element(
        `calls/${id}/operations/${operation}`,
        {
          '@odata.type': '#microsoft.graph.sendDtmfTonesOperation',
          status: 'completed',
          completionReason: 'mediaOperationCanceled',
          clientContext: 'dial',
        },
        'deleted',
      ),
      [
        {
          kind: 'operationEnded',
          operation: 'dial',
          succeeded: false,
          result: null,
          reason: 'mediaOperationCanceled',
          recording: null,
        },
      ],
    ],
    ['of somebody else', ended({ status: 'completed', clientContext: null }), []],
    [
      'known by its type under an address that does not fit',
      element(
        `calls/${id}/operations/participants`,
        {
          '@odata.type': '#microsoft.graph.inviteParticipantsOperation',
          status: 'Completed',
          clientContext: 'x',
        },
        'deleted',
      ),
      [
        {
          kind: 'operationEnded',
          operation: 'x',
          succeeded: true,
          result: null,
          reason: null,
          recording: null,
        },
      ],
    ],
    [
      'known by its address without a type',
      element(`calls/${id}/operations/${operation}`, { status: 'completed', clientContext: 'x' }, 'deleted'),
      [
        {
          kind: 'operationEnded',
          operation: 'x',
          succeeded: true,
          result: null,
          reason: null,
          recording: null,
        },
      ],
    ],
  ])('%s', (_, one, expected) => {
    expect(eventsOf(one)).toEqual(expected);
  });
});

test('nothing that anybody can send breaks it', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((text) => `{"value":[${text}]}`),
    fc
      .json()
      .map((text) => `{"value":[{"resourceUrl":"/communications/calls/${id}","resourceData":${text}}]}`),
    fc
      .object({
        key: fc.constantFrom('value', 'resourceData', 'state', 'resultInfo', '__proto__', 'toneInfo'),
        maxDepth: 4,
      })
      .map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(hostile, (body) => {
      expect(['legacy', 'invalid', 'calls']).toContain(parseNotification(body).kind);
    }),
    { numRuns: 500 },
  );
});

describe('a list of participants', () => {
  const participants = (list: unknown): object => element(`calls/${id}/participants`, list);
  const someone = {
    '@odata.type': '#microsoft.graph.participant',
    id: 'p-1',
    info: { identity: { phone: { id: '+4930901820001' } } },
    isMuted: false,
    isInLobby: true,
    rosterSequenceNumber: '4',
  };
  const party = {
    kind: 'phone',
    id: '+4930901820001',
    phone: '+4930901820001',
    displayName: null,
    tenantId: null,
  };

  test('says who is in the call, and how', () => {
    const [told] = callsOf(envelopeOf(participants([someone])));
    expect(told?.graphCallId).toBe(id);
    expect(told?.events).toEqual([
      { kind: 'roster', participants: [{ id: 'p-1', party, inLobby: true, muted: false, sequence: 4 }] },
    ]);
  });

  test('leaves out who was removed, who has no id, and what cannot be read; of a thousand it tells a hundred', () => {
    const removed = { ...someone, id: 'p-2', removedState: { reason: 'Removed' } };
    const [told] = callsOf(envelopeOf(participants([removed, { ...someone, id: null }, 7, someone])));
    expect(told?.events).toMatchObject([{ participants: [{ id: 'p-1' }] }]);
    const many = Array.from({ length: 1_000 }, (_, index) => ({ ...someone, id: `p-${index}` }));
    const [all] = callsOf(envelopeOf(participants(many)));
    expect(all?.events[0]).toMatchObject({ kind: 'roster' });
    expect(JSON.stringify(all?.events).match(/"p-\d+"/g)).toHaveLength(100);
  });

  test('may be empty; one of which nothing can be read is a fault, and other collections are no business of ours', () => {
    expect(callsOf(envelopeOf(participants([])))[0]?.events).toEqual([{ kind: 'roster', participants: [] }]);
    const parsed = parseNotification(envelopeOf(participants(['x']), call({ state: 'established' })));
    expect(parsed).toMatchObject({ faults: [expect.stringContaining('participants')] });
    expect(callsOf(envelopeOf(element(`calls/${id}/contentSharingSessions`, [{}])))).toEqual([]);
  });
});
