/** What a flow asks for by name: how it is said to Graph, and what comes of the answer. */
import { commandId, graphOperation, instant, operationId } from '../../src/call/index.ts';
import type { CommandOf } from '../../src/call/index.ts';
import { commandPerformer, createGraphClient, noTokens } from '../../src/graph/index.ts';
import type { Exchange, HttpTry } from '../../src/graph/index.ts';
import {
  isGraphNodeOperation,
  operationNames,
  operations,
  pathParameters,
} from '../../src/operations/index.ts';
import { facts } from './call-facts.ts';

const operation = operationId('in-6b1f0c00#3');
const participant = '3c1d0c00-3a5d-4f0e-9d53-000000000002';

const asked = (name: string, more: Partial<CommandOf<'graph'>> = {}): CommandOf<'graph'> => ({
  kind: 'graph',
  id: commandId(1),
  deadline: instant(10_000),
  graphCallId: facts.graphCallId,
  name: graphOperation(name),
  operation,
  parameters: {},
  body: {},
  wantsAnswer: true,
  isSensitive: false,
  ...more,
});

const answered = (status: number, body: unknown = null): Exchange => ({
  kind: 'answered',
  status,
  retryAfter: null,
  body: body === null ? '' : JSON.stringify(body),
});

async function performed(command: CommandOf<'graph'>, exchange: Exchange = answered(200)) {
  const sent: HttpTry[] = [];
  const client = createGraphClient({
    baseUrl: 'https://graph.microsoft.com/v1.0',
    tokens: noTokens,
    send: async (request) => {
      sent.push(request);
      return { exchange, requestId: null };
    },
    clock: () => instant(77),
    chance: () => 0.5,
    wait: () => Promise.resolve(),
    report: () => undefined,
  });
  const addresses = { callbackBaseUrl: 'https://ivr.contoso.com', mediaBaseUrl: 'https://ivr.contoso.com/m' };
  const { result } = await commandPerformer(client, addresses, () => instant(77))(command, facts);
  return { result, sent };
}

const below = `https://graph.microsoft.com/v1.0/communications/calls/${facts.graphCallId}`;

test('goes to its address, with our own id in its body', async () => {
  const { sent } = await performed(asked('muteParticipant', { parameters: { participantId: 'a/b' } }));
  expect(sent).toMatchObject([{ method: 'POST', url: `${below}/participants/a%2Fb/mute` }]);
  expect(sent[0]?.body).toBe(JSON.stringify({ clientContext: operation }));
});

test('an operation without a body sends none, and one without a context of ours no context', async () => {
  expect((await performed(asked('listParticipants'))).sent[0]?.body).toBeNull();
  const { sent } = await performed(asked('changeScreenSharingRole', { body: { role: 'viewer' } }));
  expect(sent[0]?.body).toBe('{"role":"viewer"}');
});

test('what only beta offers goes to the same origin, below /beta', async () => {
  const { sent } = await performed(asked('muteAllParticipants', { body: { participants: [] } }));
  expect(sent[0]?.url).toBe(
    `https://graph.microsoft.com/beta/communications/calls/${facts.graphCallId}/participants/muteAll`,
  );
});

test('a member that only beta knows takes the request there', async () => {
  const prompts = [
    { '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: { uri: 'https://example.net/a.wav' } },
  ];
  const play = async (body: object) =>
    (await performed(asked('playPrompt', { body: { prompts, ...body } }))).sent[0]?.url;
  expect(await play({ loop: true })).toContain('/beta/');
  expect(await play({})).toContain('/v1.0/');
});

test('what Graph would refuse is not sent', async () => {
  const { sent, result } = await performed(asked('sendDtmfTones', { body: { tones: ['tone11'] } }));
  expect(sent).toEqual([]);
  expect(result).toMatchObject({ kind: 'refused', failure: { status: null } });
  expect(JSON.stringify(result)).not.toContain('tone11');
});

describe('the answer', () => {
  const of = async (command: CommandOf<'graph'>, exchange: Exchange) =>
    (await performed(command, exchange)).result;

  test('is what was asked for, and over', async () => {
    const body = { value: [{ id: participant, isMuted: true }] };
    expect(await of(asked('listParticipants'), answered(200, body))).toEqual({
      kind: 'answered',
      status: 200,
      body,
      isOver: true,
    });
  });

  test('is not kept where nobody wants it', async () => {
    const result = await of(asked('listParticipants', { wantsAnswer: false }), answered(200, { value: [1] }));
    expect(result).toEqual({ kind: 'answered', status: 200, body: null, isOver: true });
  });

  test.each([
    'toneInfo',
    'recordingAccessToken',
    'recordingLocation',
    'mediaInfo',
    'meetingInfo',
    'callbackUri',
  ])('tells no flow of %s, however deep', async (member) => {
    const body = { state: 'established', [member]: 's3cret', below: [{ [member]: { tone: 's3cret' } }] };
    const result = await of(asked('getCall'), answered(200, body));
    expect(result).toMatchObject({ body: { state: 'established', below: [{}] } });
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  test('of more than 64 KB is a failure; where nobody wants it, it is not looked at', async () => {
    const exchange = answered(200, { value: ['ä'.repeat(40_000)] });
    expect(await of(asked('listParticipants'), exchange)).toMatchObject({
      kind: 'refused',
      failure: { status: 200 },
    });
    expect(await of(asked('listParticipants', { wantsAnswer: false }), exchange)).toMatchObject({
      kind: 'answered',
    });
  });

  test('that is an operation says how that ended', async () => {
    const result = await of(
      asked('mute'),
      answered(200, { id: 'x', status: 'Completed', clientContext: operation }),
    );
    expect(result).toMatchObject({
      body: { status: 'completed', completionReason: null, resultInfo: null },
      isOver: true,
    });
  });

  test.each([
    ['sendDtmfTones', { status: 'running' }, false],
    ['inviteParticipants', { status: 'Running' }, false],
    ['addLargeGalleryView', null, false],
    ['mute', { status: 'running' }, false],
    ['mute', {}, true],
  ] as const)('of %s with %j says whether it is over', async (name, body, isOver) => {
    const given = name === 'sendDtmfTones' ? { tones: ['tone1'] } : {};
    const invited = { participants: [{ identity: { user: { id: 'u' } } }] };
    const command = asked(name, { body: name === 'inviteParticipants' ? invited : given });
    expect(await of(command, answered(200, body))).toMatchObject({ kind: 'answered', isOver });
  });

  test('of an operation that failed at once is a refusal, of keys by their reason', async () => {
    const failed = { status: 'failed', resultInfo: { code: 400, subcode: 8506 } };
    expect(await of(asked('mute'), answered(200, failed))).toMatchObject({
      kind: 'refused',
      failure: { subcode: 8506 },
    });
    const cancelled = {
      '@odata.type': '#microsoft.graph.sendDtmfTonesOperation',
      status: 'completed',
      completionReason: 'mediaOperationCanceled',
    };
    const keys = asked('sendDtmfTones', { body: { tones: ['tone1'] } });
    expect(await of(keys, answered(200, cancelled))).toMatchObject({ kind: 'refused' });
  });

  test('404 says that the call is gone only where nothing else is named', async () => {
    const gone = answered(404, { error: { code: '8522', message: 'Call not found.' } });
    expect((await of(asked('listParticipants'), gone)).kind).toBe('callGone');
    const named = asked('getParticipant', { parameters: { participantId: participant } });
    expect((await of(named, gone)).kind).toBe('refused');
    expect((await of(asked('muteAllParticipants', { body: { participants: ['x'] } }), gone)).kind).toBe(
      'refused',
    );
  });

  test('about something sensitive is not repeated', async () => {
    const refusal = answered(400, { error: { code: '8523', message: 'secretword is wrong' } });
    expect(JSON.stringify(await of(asked('mute'), refusal))).toContain('secretword');
    const result = await of(asked('mute', { isSensitive: true }), refusal);
    expect(result).toMatchObject({ kind: 'refused', failure: { status: 400, subcode: 8523 } });
    expect(JSON.stringify(result)).not.toContain('secretword');
  });
});

test.each(operationNames.filter(isGraphNodeOperation))('%s has the path of its description', async (name) => {
  const names = pathParameters(operations[name]);
  const parameters = Object.fromEntries(names.map((each) => [each, `my-${each}`]));
  const bodies: Readonly<Record<string, CommandOf<'graph'>['body']>> = {
    playPrompt: {
      prompts: [
        { '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: { uri: 'https://example.net/a.wav' } },
      ],
    },
    sendDtmfTones: { tones: ['tone1'] },
    changeScreenSharingRole: { role: 'viewer' },
    updateRecordingStatus: { status: 'recording' },
    inviteParticipants: { participants: [{ identity: { user: { id: 'u' } } }] },
    muteAllParticipants: { participants: [] },
    createAudioRoutingGroup: { routingMode: 'oneToOne', sources: [], receivers: [] },
  };
  const { sent } = await performed(asked(name, { parameters, body: bodies[name] ?? {} }));
  const expected = names.reduce<string>(
    (path, each) => path.replace(`{${each}}`, `my-${each}`),
    operations[name].path,
  );
  expect(sent).toHaveLength(1);
  expect(sent[0]?.method).toBe(operations[name].method);
  expect(sent[0]?.url).toContain(expected.replace('{id}', facts.graphCallId ?? ''));
});
