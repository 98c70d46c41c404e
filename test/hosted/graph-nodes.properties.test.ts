/** Random chains of operations, as they come to people who make mistakes: one transcript at either depth. */
import * as fc from 'fast-check';
import { rehearseHosted } from '../../src/hosted/index.ts';
import { createMediaCatalogue } from '../../src/media/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import { scenariosSchema } from '../../src/scenario/index.ts';
import { boundTestFlow } from '../support/flows.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(180_000);

const who = fc.constantFrom('{me}', '{caller}', '{expert}', '{expert}', 'nobody');
const groupId = fc.constantFrom('a', 'b');
const prompt = {
  '@odata.type': '#microsoft.graph.mediaPrompt',
  mediaInfo: { uri: 'https://example.net/a.wav' },
};
const members = fc.array(who, { maxLength: 2 });
const named = (operation: string, given: Readonly<Record<string, fc.Arbitrary<unknown>>> = {}) =>
  fc.record(given).map((values) => ({ operation, with: values }));

const asked = fc.oneof(
  named('getCall'),
  named('keepAlive'),
  named('mute'),
  named('unmute'),
  named('listParticipants'),
  named('getParticipant', { participantId: who }),
  named('muteParticipant', { participantId: who }),
  named('muteAllParticipants', { participants: members }),
  named('deleteParticipant', { participantId: who }),
  { weight: 3, arbitrary: named('startHoldMusic', { participantId: who }) },
  { weight: 3, arbitrary: named('stopHoldMusic', { participantId: who }) },
  named('addLargeGalleryView'),
  named('sendDtmfTones', {
    tones: fc.array(fc.constantFrom('tone1', 'star', '{unset}'), { minLength: 1, maxLength: 3 }),
  }),
  named('playPrompt', { prompts: fc.constant([prompt]), loop: fc.boolean() }),
  named('recordResponse', {
    maxRecordDurationInSeconds: fc.integer({ min: 1, max: 3 }),
    bargeInAllowed: fc.boolean(),
  }),
  named('cancelMediaProcessing'),
  named('createAudioRoutingGroup', {
    id: groupId,
    routingMode: fc.constant('multicast'),
    sources: members,
    receivers: members,
  }),
  named('updateAudioRoutingGroup', { groupId, receivers: members }),
  named('getAudioRoutingGroup', { groupId }),
  named('deleteAudioRoutingGroup', { groupId }),
  named('listAudioRoutingGroups'),
  named('listContentSharingSessions'),
  named('updateRecordingStatus', { status: fc.constant('recording') }),
  named('changeScreenSharingRole', { role: fc.constant('viewer') }),
  named('inviteParticipants', {
    participants: fc.constant([{ identity: { user: { id: 'c3d4e5f6-91c2-4f6a-b05e-3d7c2a1f8e33' } } }]),
  }),
);

const chain = fc.array(asked, { minLength: 1, maxLength: 8 }).map((all) => {
  const first = {
    bring: {
      type: 'invite',
      participants: [{ user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' }],
      next: 'list',
      onFailed: 'ask0',
    },
    list: { type: 'graph', operation: 'listParticipants', into: 'people', next: 'names', onError: 'ask0' },
    names: {
      type: 'set',
      values: { me: 'people.value[0].id', caller: 'people.value[1].id', expert: 'people.value[2].id' },
      next: 'ask0',
    },
    end: { type: 'hangup' },
  };
  const nodes = all.map((one, index) => {
    const next = index + 1 < all.length ? `ask${index + 1}` : 'last';
    return [`ask${index}`, { type: 'graph', ...one, into: 'got', next, onError: next }] as const;
  });
  const last = { type: 'graph', operation: 'listParticipants', into: 'people', next: 'wait', onError: 'end' };
  const wait = { type: 'wait', for: '1s', next: 'end' };
  const json = { type: 'json' };
  const text = { type: 'string', default: 'nobody' };
  return boundTestFlow({
    start: 'bring',
    variables: { people: json, got: json, unset: json, me: text, caller: text, expert: text },
    nodes: { ...first, ...Object.fromEntries(nodes), last, wait },
  });
});

const operation = fc.constantFrom(
  'mute',
  'listParticipants',
  'startHoldMusic',
  'sendDtmfTones',
  'inviteParticipants',
);
const step = fc.oneof(
  fc.constantFrom('100ms', '300ms', '1s').map((wait) => ({ wait })),
  fc.constant({ press: '1' }),
  fc.record({ operation, status: fc.constantFrom(400, 404, 500, 503) }).map((fault) => ({ fault })),
  fc.record({ operation, lost: fc.constant(true) }).map((fault) => ({ fault })),
  fc
    .constantFrom({ lost: true }, { doubled: true }, { delayed: '400ms' })
    .map((how) => ({ fault: { notification: 'operation', ...how } })),
  fc.constant({ fault: { tones: 'unknown' } }),
  fc.constant({ hangup: true }),
);

const noMedia = createMediaCatalogue();

test('chains of operations have one transcript at either depth', async () => {
  const scenarios = fc
    .array(step, { maxLength: 5 })
    .map((steps) => scenariosSchema.parse([{ scenario: 'random', flow: 'test', steps }]));
  await fc.assert(
    fc.asyncProperty(chain, scenarios, async (flow, [scenario]) => {
      if (scenario === undefined) throw new Error('unreachable');
      const hosted = await rehearseHosted({ flow, media: noMedia }, scenario);
      expect(hosted).toEqual(rehearse(flow, scenario));
    }),
    // A number and no time: a slow machine must not have compared less.
    { numRuns: 25, endOnFailure: true },
  );
});
