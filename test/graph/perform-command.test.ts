import {
  applicationInstanceId,
  commandId,
  commandKinds,
  graphCallId,
  instant,
  mediaName,
  milliseconds,
  operationId,
} from '../../src/call/index.ts';
import type { Clip, Command, Meeting, Target } from '../../src/call/index.ts';
import { commandPerformer } from '../../src/graph/index.ts';
import { scenarioId } from '../../src/graph/scenario-id.ts';
import type { Exchange, GraphRequest } from '../../src/graph/index.ts';
import { facts, tenant } from './call-facts.ts';

const base = { id: commandId(1), deadline: instant(10_000), graphCallId: facts.graphCallId };
const operation = operationId('in-6b1f0c00#3');
const clip: Clip = { name: mediaName(`${'a'.repeat(40)}.wav`), length: milliseconds(800) };

function performed(
  command: Command,
  exchange: Exchange = { kind: 'answered', status: 202, retryAfter: null, body: '' },
) {
  const sent: GraphRequest[] = [];
  const perform = commandPerformer(
    {
      send: async (request) => {
        sent.push(request);
        return exchange;
      },
    },
    { callbackBaseUrl: 'https://ivr.contoso.com', mediaBaseUrl: 'https://ivr.contoso.com/api/media' },
    () => instant(77),
  );
  return perform(command, facts).then((result) => ({ ...result, sent }));
}

const callPath = `/communications/calls/${facts.graphCallId}`;
const callbackUri = `https://ivr.contoso.com/api/notifications/${facts.id}`;
const media = { uri: `https://ivr.contoso.com/api/media/${clip.name}`, resourceId: 'a'.repeat(40) };

const wires: [Command, string, string, unknown][] = [
  [
    { ...base, kind: 'answer', prefetch: [clip] },
    'POST',
    '/answer',
    {
      callbackUri,
      acceptedModalities: ['audio'],
      mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig', preFetchMedia: [media] },
    },
  ],
  [{ ...base, kind: 'reject', reason: 'busy' }, 'POST', '/reject', { reason: 'busy', callbackUri }],
  [{ ...base, kind: 'subscribeToTone', operation }, 'POST', '/subscribeToTone', { clientContext: operation }],
  [
    { ...base, kind: 'playPrompt', operation, clips: [clip] },
    'POST',
    '/playPrompt',
    {
      clientContext: operation,
      prompts: [
        {
          '@odata.type': '#microsoft.graph.mediaPrompt',
          mediaInfo: { '@odata.type': '#microsoft.graph.mediaInfo', ...media },
        },
      ],
    },
  ],
  [
    {
      ...base,
      kind: 'recordResponse',
      operation,
      clips: [clip],
      beep: true,
      maxDuration: milliseconds(60_000),
      initialSilence: milliseconds(4_001),
      endSilence: milliseconds(500),
      terminators: ['#', '1'],
    },
    'POST',
    '/recordResponse',
    {
      clientContext: operation,
      prompts: [
        {
          '@odata.type': '#microsoft.graph.mediaPrompt',
          mediaInfo: { '@odata.type': '#microsoft.graph.mediaInfo', ...media },
        },
      ],
      maxRecordDurationInSeconds: 60,
      initialSilenceTimeoutInSeconds: 5,
      maxSilenceTimeoutInSeconds: 1,
      playBeep: true,
      stopTones: ['#', '1'],
    },
  ],
  [
    {
      ...base,
      kind: 'redirect',
      targets: [
        { kind: 'user', id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' },
        { kind: 'phone', number: '+4930901820077' },
      ],
      ringTimeout: milliseconds(30_000),
    },
    'POST',
    '/redirect',
    {
      targets: [
        {
          '@odata.type': '#microsoft.graph.invitationParticipantInfo',
          identity: {
            '@odata.type': '#microsoft.graph.identitySet',
            user: { '@odata.type': '#microsoft.graph.identity', id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' },
          },
        },
        {
          '@odata.type': '#microsoft.graph.invitationParticipantInfo',
          identity: {
            '@odata.type': '#microsoft.graph.identitySet',
            phone: { '@odata.type': '#microsoft.graph.identity', id: '+4930901820077' },
          },
        },
      ],
      timeout: 30,
      callbackUri,
    },
  ],
  [
    { ...base, kind: 'cancelMediaProcessing', operation },
    'POST',
    '/cancelMediaProcessing',
    { clientContext: operation },
  ],
  [
    {
      ...base,
      kind: 'transfer',
      target: { kind: 'phone', number: '+4930901820077' },
      replaces: null,
      transferee: null,
    },
    'POST',
    '/transfer',
    {
      transferTarget: {
        '@odata.type': '#microsoft.graph.invitationParticipantInfo',
        identity: {
          '@odata.type': '#microsoft.graph.identitySet',
          phone: { '@odata.type': '#microsoft.graph.identity', id: '+4930901820077' },
        },
      },
    },
  ],
  [
    {
      ...base,
      kind: 'transfer',
      target: { kind: 'user', id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' },
      replaces: graphCallId('7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002'),
      transferee: null,
    },
    'POST',
    '/transfer',
    {
      transferTarget: {
        '@odata.type': '#microsoft.graph.invitationParticipantInfo',
        identity: {
          '@odata.type': '#microsoft.graph.identitySet',
          user: { '@odata.type': '#microsoft.graph.identity', id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' },
        },
        replacesCallId: '7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002',
      },
    },
  ],
  [
    {
      ...base,
      kind: 'inviteParticipants',
      operation,
      participants: [{ kind: 'phone', number: '+4930901820077' }],
      replaces: '7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002',
    },
    'POST',
    '/participants/invite',
    {
      participants: [
        {
          '@odata.type': '#microsoft.graph.invitationParticipantInfo',
          identity: {
            '@odata.type': '#microsoft.graph.identitySet',
            phone: { '@odata.type': '#microsoft.graph.identity', id: '+4930901820077' },
          },
          replacesCallId: '7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002',
        },
      ],
      clientContext: operation,
    },
  ],
  [{ ...base, kind: 'keepAlive' }, 'POST', '/keepAlive', null],
  [{ ...base, kind: 'deleteCall' }, 'DELETE', '', null],
];

test('every kind of command has a row here', () => {
  const kinds = new Set([...wires.map(([{ kind }]) => kind), 'createCall', 'graph']);
  expect([...kinds].sort()).toEqual([...commandKinds].sort());
});

const createCall: Command = {
  id: commandId(7),
  deadline: base.deadline,
  graphCallId: null,
  kind: 'createCall',
  callee: {
    kind: 'target',
    target: { kind: 'phone', number: '+4930901820077' },
    from: applicationInstanceId('550fae72-d251-43ec-868c-373732c2704f'),
  },
};

describe('a meeting is joined', () => {
  const joining = async (meeting: Meeting) => {
    const { sent } = await performed({ ...createCall, callee: { kind: 'meeting', meeting } });
    expect(sent[0]?.body).toMatchObject({ callbackUri, tenantId: tenant });
    return sent[0]?.body;
  };

  test('by the id and passcode that people use', async () => {
    const body = await joining({ kind: 'joinId', joinId: '123456789012', passcode: null });
    expect(body).toHaveProperty('meetingInfo', {
      '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo',
      joinMeetingId: '123456789012',
      passcode: null,
    });
    expect(body).not.toHaveProperty('targets');
  });

  test('by its coordinates', async () => {
    const thread = { threadId: '19:meeting_x@thread.v2', messageId: '0' };
    const organizer = 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60';
    const body = await joining({ kind: 'coordinates', organizer, tenantId: tenant, ...thread });
    expect(body).toMatchObject({
      chatInfo: thread,
      meetingInfo: {
        '@odata.type': '#microsoft.graph.organizerMeetingInfo',
        organizer: { user: { id: organizer, tenantId: tenant } },
      },
    });
  });

  test('every request of the call has one scenario, also before Graph has named the call', async () => {
    const before = { ...facts, graphCallId: null };
    const id = scenarioId(before);
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(scenarioId(before)).toBe(id);
    expect(scenarioId(facts)).toBe(facts.graphCallId);
  });
});

describe('a call for a hand-over', () => {
  const identity = (member: string, id: string) => ({
    '@odata.type': '#microsoft.graph.identitySet',
    [member]: { '@odata.type': '#microsoft.graph.identity', id },
  });

  test('is asked for as documented, with an address of its own', async () => {
    const { sent } = await performed(createCall);
    expect(sent).toMatchObject([
      { operation: 'createCall', method: 'POST', path: '/communications/calls', repeatIsHarmless: false },
    ]);
    expect(sent[0]?.body).toEqual({
      '@odata.type': '#microsoft.graph.call',
      callbackUri: `${callbackUri}~7`,
      source: {
        '@odata.type': '#microsoft.graph.participantInfo',
        identity: identity('applicationInstance', '550fae72-d251-43ec-868c-373732c2704f'),
      },
      targets: [
        {
          '@odata.type': '#microsoft.graph.invitationParticipantInfo',
          identity: identity('phone', '+4930901820077'),
        },
      ],
      requestedModalities: ['audio'],
      mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
      tenantId: tenant,
    });
  });

  test('is known by the id in the answer', async () => {
    const body = JSON.stringify({ id: '7C2E0D004B6E4A1F8C641D2D3B88F002', state: 'establishing' });
    const { result } = await performed(createCall, { kind: 'answered', status: 201, retryAfter: null, body });
    const graphCallId = '7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002';
    expect(result).toEqual({ kind: 'created', status: 201, graphCallId });
  });

  test('without an id in the answer may exist all the same', async () => {
    const { result } = await performed(createCall, {
      kind: 'answered',
      status: 201,
      retryAfter: null,
      body: '',
    });
    expect(result).toMatchObject({ kind: 'unknown', failure: { status: 201 } });
  });

  test('that is answered 404 is refused: the call of the caller is not gone', async () => {
    const exchange = { kind: 'answered', status: 404, retryAfter: null, body: '' } as const;
    expect((await performed(createCall, exchange)).result.kind).toBe('refused');
  });
});

test.each(wires)('%p is said to Graph as documented', async (command, method, action, body) => {
  const { at, result, sent } = await performed(command);
  expect(sent).toMatchObject([
    {
      operation: command.kind,
      method,
      path: `${callPath}${action}`,
      body,
      call: { tenantId: tenant },
      deadline: base.deadline,
    },
  ]);
  expect({ at, result }).toEqual({ at: 77, result: { kind: 'accepted', status: 202 } });
});

test.each<[Target, string]>([
  [{ kind: 'user', id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' }, 'user'],
  [{ kind: 'application', id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' }, 'application'],
  [{ kind: 'applicationInstance', id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' }, 'applicationInstance'],
])('a transfer names its target %p', async (target, member) => {
  const { sent } = await performed({ ...base, kind: 'transfer', target, replaces: null, transferee: null });
  expect(sent[0]?.body).toHaveProperty(
    ['transferTarget', 'identity', member, 'id'],
    'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60',
  );
});

test('a transfer out of a group call names who is handed over', async () => {
  const { sent } = await performed({
    ...base,
    kind: 'transfer',
    target: { kind: 'user', id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' },
    replaces: null,
    transferee: { participantId: 'p-1', party: { kind: 'phone', number: '+4930901820077' } },
  });
  expect(sent[0]?.body).toHaveProperty('transferee', {
    '@odata.type': '#microsoft.graph.participantInfo',
    identity: {
      '@odata.type': '#microsoft.graph.identitySet',
      phone: { '@odata.type': '#microsoft.graph.identity', id: '+4930901820077' },
    },
    participantId: 'p-1',
  });
});

test.each([
  [
    'one that replaces a call: either may be what is not found',
    graphCallId('7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002'),
    'refused',
  ],
  ['a blind one: the call is gone', null, 'callGone'],
] as const)('a transfer that is answered 404, %s', async (_what, replaces, kind) => {
  const target = { kind: 'user', id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' } as const;
  const { result } = await performed(
    { ...base, kind: 'transfer', target, replaces, transferee: null },
    { kind: 'answered', status: 404, retryAfter: null, body: '{"error":{"code":"8522"}}' },
  );
  expect(result).toMatchObject({ kind, failure: { status: 404, subcode: 8522 } });
});

test('only what may be repeated is marked as harmless', async () => {
  const harmless: string[] = [];
  for (const [command] of wires) {
    const { sent } = await performed(command);
    if (sent[0]?.repeatIsHarmless === true) harmless.push(command.kind);
  }
  expect(harmless.sort()).toEqual(['cancelMediaProcessing', 'deleteCall', 'keepAlive', 'subscribeToTone']);
});

test('what Graph would refuse is not sent, and the message does not quote it', async () => {
  const { result, sent } = await performed({
    ...base,
    kind: 'transfer',
    target: { kind: 'phone', number: '030 5550100' },
    replaces: null,
    transferee: null,
  });
  expect(sent).toHaveLength(0);
  expect(result).toMatchObject({ kind: 'refused', failure: { code: 'graph', status: null } });
  expect(JSON.stringify(result)).not.toContain('5550100');
});
