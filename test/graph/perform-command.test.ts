import {
  commandId,
  commandKinds,
  instant,
  mediaName,
  milliseconds,
  operationId,
} from '../../src/call/index.ts';
import type { Clip, Command, Target } from '../../src/call/index.ts';
import { commandPerformer } from '../../src/graph/index.ts';
import type { Exchange, GraphRequest } from '../../src/graph/index.ts';
import { facts, tenant } from './call-facts.ts';

const base = { id: commandId(1), deadline: instant(10_000) };
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
    { ...base, kind: 'transfer', target: { kind: 'phone', number: '+4930901820077' } },
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
  [{ ...base, kind: 'keepAlive' }, 'POST', '/keepAlive', null],
  [{ ...base, kind: 'deleteCall' }, 'DELETE', '', null],
];

test('every kind of command has a row here', () => {
  expect(wires.map(([{ kind }]) => kind).sort()).toEqual([...commandKinds].sort());
});

test.each(wires)('%p is said to Graph as documented', async (command, method, action, body) => {
  const { at, result, sent } = await performed(command);
  expect(sent).toMatchObject([
    {
      operation: command.kind,
      method,
      path: `${callPath}${action}`,
      body,
      tenantId: tenant,
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
  const { sent } = await performed({ ...base, kind: 'transfer', target });
  expect(sent[0]?.body).toHaveProperty(
    ['transferTarget', 'identity', member, 'id'],
    'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60',
  );
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
  });
  expect(sent).toHaveLength(0);
  expect(result).toMatchObject({ kind: 'refused', failure: { code: 'graph', status: null } });
  expect(JSON.stringify(result)).not.toContain('5550100');
});
