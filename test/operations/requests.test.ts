import { operations } from '../../src/operations/index.ts';
import type { OperationName } from '../../src/operations/index.ts';

const prompt = (n = 1) => ({
  '@odata.type': '#microsoft.graph.mediaPrompt',
  mediaInfo: { uri: `https://voice.example.net/prompts/${n}.wav`, resourceId: `p-${n}` },
});
const prompts = (count: number) => Array.from({ length: count }, (_, n) => prompt(n));
const to = (identity: object) => ({ '@odata.type': '#microsoft.graph.invitationParticipantInfo', identity });
const user = to({ user: { id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' } });
const phone = to({ phone: { id: '+4930901820077' } });
const callbackUri = 'https://voice.example.net/callbacks/calls?instance=3';
const mediaConfig = { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' };
const tenantId = 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928';
const call = { callbackUri, requestedModalities: ['audio'], mediaConfig };
const frontDesk = { identity: { applicationInstance: { id: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901' } } };
const meetingInfo = {
  '@odata.type': '#microsoft.graph.organizerMeetingInfo',
  organizer: { user: { id: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' } },
};
const answered = { callbackUri, acceptedModalities: ['audio'], mediaConfig };

function accepts(name: OperationName, body: unknown): boolean {
  const { request } = operations[name];
  if (request === null) throw new Error(`${name} has no body`);
  return request.safeParse(body).success;
}

test.each<[OperationName, string, unknown]>([
  ['createCall', 'one user', { ...call, targets: [user] }],
  ['createCall', 'a phone', { ...call, targets: [phone], source: frontDesk, tenantId }],
  ['createCall', 'five people', { ...call, targets: Array(5).fill(user) }],
  ['createCall', 'a meeting', { ...call, meetingInfo, chatInfo: { threadId: '19:x@thread.v2' }, tenantId }],
  ['createCall', 'a further member, the type being open', { ...call, targets: [user], aside: 1 }],
  [
    'answer',
    'with prefetched prompts',
    { ...answered, mediaConfig: { ...mediaConfig, preFetchMedia: [prompt().mediaInfo] } },
  ],
  [
    'answer',
    'a callback on loopback',
    { ...answered, callbackUri: 'http://127.0.0.1:7071/api/notifications/a' },
  ],
  ['answer', 'without callback', { acceptedModalities: ['audio'], mediaConfig }],
  ['reject', 'no reason', {}],
  ['reject', 'busy', { reason: 'busy' }],
  ['redirect', 'to a phone', { targets: [phone], timeout: 30 }],
  ['redirect', 'to 25, at both limits', { targets: Array(25).fill(user), timeout: 15 }],
  ['redirect', 'for 90 s', { targets: [user], timeout: 90 }],
  ['transfer', 'to a user', { transferTarget: user }],
  ['transfer', 'to a phone', { transferTarget: phone }],
  [
    'transfer',
    'consultative',
    { transferTarget: { ...user, replacesCallId: '7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002' } },
  ],
  ['playPrompt', 'one prompt', { prompts: prompts(1), clientContext: 'menu-main#1' }],
  [
    'playPrompt',
    'twenty prompts and 256 characters',
    { prompts: prompts(20), clientContext: 'x'.repeat(256) },
  ],
  ['recordResponse', 'nothing given', {}],
  [
    'recordResponse',
    'all given',
    {
      prompts: prompts(1),
      bargeInAllowed: true,
      initialSilenceTimeoutInSeconds: 1,
      maxSilenceTimeoutInSeconds: 120,
      maxRecordDurationInSeconds: 120,
      playBeep: false,
      stopTones: ['#', '1', '*'],
      clientContext: 'c',
    },
  ],
  ['cancelMediaProcessing', 'empty', {}],
  ['subscribeToTone', 'with context', { clientContext: 'dtmf-1' }],
  ['inviteParticipants', 'a phone', { participants: [phone], clientContext: 'add-agent-1' }],
  ['inviteParticipants', 'five people', { participants: Array(5).fill(user) }],
  [
    'inviteParticipants',
    'somebody in place of another call',
    { participants: [{ ...user, replacesCallId: '7c2e0d00-4b6e-4a1f-8c64-1d2d3b88f002', hidden: false }] },
  ],
  ['mute', 'nothing given', {}],
  [
    'sendDtmfTones',
    'an extension',
    { tones: ['tone4', 'star', 'pound', 'a', 'flash'], delayBetweenTonesMs: 0 },
  ],
  ['changeScreenSharingRole', 'a viewer', { role: 'viewer' }],
  ['updateRecordingStatus', 'a failure', { status: 'failed', clientContext: 'r' }],
  ['addLargeGalleryView', 'nothing given', {}],
  ['muteAllParticipants', 'nobody named', { participants: [] }],
  ['startHoldMusic', 'music of its own', { customPrompt: prompt(), clientContext: 'hold-1' }],
  ['startHoldMusic', 'nothing given', {}],
  [
    'createAudioRoutingGroup',
    'an id of its own',
    { id: 'coach', routingMode: 'oneToOne', sources: ['a'], receivers: ['b'] },
  ],
  [
    'createAudioRoutingGroup',
    'two receivers',
    { routingMode: 'oneToOne', sources: ['a'], receivers: ['b', 'c'] },
  ],
  ['updateAudioRoutingGroup', 'receivers alone', { receivers: ['c'] }],
  ['updateAudioRoutingGroup', 'nothing', {}],
])('%s is valid: %s', (name, _what, body) => {
  expect(accepts(name, body)).toBe(true);
});

test.each<[OperationName, string, unknown]>([
  ['createCall', 'neither targets nor meeting', call],
  ['createCall', 'targets and meeting', { ...call, targets: [user], meetingInfo, chatInfo: {}, tenantId }],
  ['createCall', 'six people', { ...call, targets: Array(6).fill(user) }],
  ['createCall', 'a phone without source', { ...call, targets: [phone], tenantId }],
  [
    'createCall',
    'a phone with a user as source',
    { ...call, targets: [phone], source: { identity: { user: { id: 'x' } } }, tenantId },
  ],
  ['createCall', 'a phone without tenant', { ...call, targets: [phone], source: frontDesk }],
  ['createCall', 'a meeting without tenant', { ...call, meetingInfo, chatInfo: {} }],
  ['createCall', 'a meeting by organizer without chat', { ...call, meetingInfo, tenantId }],
  [
    'createCall',
    'meetingInfo without its type',
    { ...call, meetingInfo: { ...meetingInfo, '@odata.type': undefined }, chatInfo: {}, tenantId },
  ],
  ['createCall', 'no callback', { ...call, callbackUri: undefined, targets: [user] }],
  [
    'createCall',
    'a plain http callback',
    { ...call, callbackUri: 'http://voice.example.net/', targets: [user] },
  ],
  ['createCall', 'no media', { callbackUri, requestedModalities: ['audio'], targets: [user] }],
  ['createCall', 'no modalities', { callbackUri, mediaConfig, targets: [user] }],
  ['createCall', 'callOptions without their type', { ...call, targets: [user], callOptions: {} }],
  ['answer', 'media without type', { ...answered, mediaConfig: {} }],
  [
    'answer',
    'a type without #',
    { ...answered, mediaConfig: { '@odata.type': 'microsoft.graph.serviceHostedMediaConfig' } },
  ],
  ['answer', 'no modality', { ...answered, acceptedModalities: [] }],
  ['answer', 'an unknown modality', { ...answered, acceptedModalities: ['smell'] }],
  ['answer', 'a plain http callback', { ...answered, callbackUri: 'http://voice.example.net/' }],
  ['answer', 'a relative callback', { ...answered, callbackUri: '/api/notifications' }],
  ['answer', 'options without their type', { ...answered, callOptions: { isDeltaRosterEnabled: true } }],
  ['answer', 'an unknown parameter', { ...answered, colour: 'red' }],
  ['reject', 'an unknown reason', { reason: 'lazy' }],
  ['redirect', 'no target', { targets: [] }],
  ['redirect', '26 targets', { targets: Array(26).fill(user) }],
  ['redirect', '14 s', { targets: [user], timeout: 14 }],
  ['redirect', '91 s', { targets: [user], timeout: 91 }],
  ['redirect', 'half seconds', { targets: [user], timeout: 15.5 }],
  ['transfer', 'no target', {}],
  ['transfer', 'a number that is not E.164', { transferTarget: to({ phone: { id: '030901820077' } }) }],
  ['transfer', 'an identity without a name', { transferTarget: to({}) }],
  [
    'transfer',
    'two identities',
    { transferTarget: to({ user: { id: 'a' }, phone: { id: '+4930901820077' } }) },
  ],
  ['playPrompt', 'no prompt', { prompts: [] }],
  ['playPrompt', '21 prompts', { prompts: prompts(21) }],
  ['playPrompt', 'a prompt without type', { prompts: [{ mediaInfo: prompt().mediaInfo }] }],
  ['playPrompt', 'a prompt without media', { prompts: [{ '@odata.type': '#microsoft.graph.mediaPrompt' }] }],
  ['playPrompt', 'a relative uri', { prompts: [{ ...prompt(), mediaInfo: { uri: '/a.wav' } }] }],
  ['playPrompt', '257 characters of context', { prompts: prompts(1), clientContext: 'x'.repeat(257) }],
  ['recordResponse', 'two prompts', { prompts: prompts(2) }],
  ['recordResponse', 'an initial silence of 0 s', { initialSilenceTimeoutInSeconds: 0 }],
  ['recordResponse', 'an initial silence of 121 s', { initialSilenceTimeoutInSeconds: 121 }],
  ['recordResponse', 'a silence of 0 s', { maxSilenceTimeoutInSeconds: 0 }],
  ['recordResponse', 'a silence of 121 s', { maxSilenceTimeoutInSeconds: 121 }],
  ['recordResponse', 'a length of 0 s', { maxRecordDurationInSeconds: 0 }],
  ['recordResponse', 'a length of 121 s', { maxRecordDurationInSeconds: 121 }],
  ['recordResponse', 'a tone name as stop tone', { stopTones: ['pound'] }],
  ['recordResponse', '257 characters of context', { clientContext: 'x'.repeat(257) }],
  ['cancelMediaProcessing', '257 characters of context', { clientContext: 'x'.repeat(257) }],
  ['subscribeToTone', '257 characters of context', { clientContext: 'x'.repeat(257) }],
  ['inviteParticipants', 'nobody', { participants: [] }],
  ['inviteParticipants', 'six people', { participants: Array(6).fill(user) }],
  ['inviteParticipants', 'no list', {}],
  ['inviteParticipants', 'a number that is not E.164', { participants: [to({ phone: { id: '030' } })] }],
  [
    'inviteParticipants',
    '257 characters of context',
    { participants: [user], clientContext: 'x'.repeat(257) },
  ],
  ['mute', 'a parameter that it has not', { muted: true }],
  ['sendDtmfTones', 'no key', { tones: [] }],
  ['sendDtmfTones', 'characters for keys', { tones: ['4'] }],
  ['sendDtmfTones', 'a negative pause', { tones: ['tone4'], delayBetweenTonesMs: -1 }],
  ['changeScreenSharingRole', 'an unknown role', { role: 'presenter' }],
  ['changeScreenSharingRole', 'no role', {}],
  ['updateRecordingStatus', 'an unknown status', { status: 'unknown' }],
  ['muteAllParticipants', 'no list', {}],
  ['startHoldMusic', 'a prompt without its type', { customPrompt: { mediaInfo: prompt().mediaInfo } }],
  ['stopHoldMusic', 'a prompt', { customPrompt: prompt() }],
  ['createAudioRoutingGroup', 'no mode', { sources: ['a'], receivers: ['b'] }],
  [
    'createAudioRoutingGroup',
    'an unknown mode',
    { routingMode: 'broadcast', sources: ['a'], receivers: ['b'] },
  ],
  ['updateAudioRoutingGroup', 'an unknown member', { label: 'coach' }],
])('%s is refused: %s', (name, _what, body) => {
  expect(accepts(name, body)).toBe(false);
});
