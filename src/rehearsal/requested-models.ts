import { isKey, milliseconds, withheldParty } from '../call/index.ts';
import type { JsonObject, OperationId, Party } from '../call/index.ts';
import { operations, recordLimits } from '../operations/index.ts';
import type { AudioRoutingGroup, GraphNodeOperation, RequestOf } from '../operations/index.ts';
import type { Refused } from './graph-requests.ts';
import type { Invited } from './invitation.ts';
import { unknownLength } from './media-line.ts';
import { completed, running } from './requested-state.ts';
import type { RequestedState } from './requested-state.ts';
import { wireParticipant } from './wire.ts';

/** What was asked, by its name: its body fits the schema of the operation. */
interface Asked {
  readonly operation: OperationId;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Why it is not done, or how it is; what that gives is the body of the answer. */
type Judged = { readonly refused: Refused } | { readonly perform: () => JsonObject | null };

type Model = (graph: RequestedState, asked: Asked) => Judged;

const refused = (status: number, subcode: number, message: string): Judged => ({
  refused: { status, code: String(subcode), message },
});
const done = (perform: () => JsonObject | null): Judged => ({ perform });

const nobody = refused(404, 8522, 'Participant not found.');
const noGroup = refused(404, 8522, 'Audio routing group not found.');
const onHoldAlready = refused(409, 8519, 'Somebody is on hold already.');

/** Does something to the participant whom the address names. */
const toParticipant =
  (model: (graph: RequestedState, id: string, asked: Asked) => Judged): Model =>
  (graph, asked) => {
    const found = graph.roster.withId(asked.parameters.participantId ?? '');
    return found === null ? nobody : model(graph, found.id, asked);
  };

const toGroup =
  (
    model: (
      graph: RequestedState,
      group: AudioRoutingGroup & { readonly id: string },
      asked: Asked,
    ) => Judged,
  ): Model =>
  (graph, asked) => {
    const { groupId: id = '' } = asked.parameters;
    const group = graph.groups.get(id);
    return group === undefined ? noGroup : model(graph, { ...group, id }, asked);
  };

const areThere = ({ roster }: RequestedState, ids: readonly string[]): boolean =>
  ids.every((id) => roster.withId(id) !== null);

const wireGroup = ({ id, routingMode, sources, receivers }: AudioRoutingGroup & { readonly id: string }) => ({
  '@odata.type': '#microsoft.graph.audioRoutingGroup',
  id,
  routingMode,
  sources,
  receivers,
});

/** Every operation that a `graph` node may ask for; the type proves that none is missing. */
export const models: Readonly<Record<GraphNodeOperation, Model>> = {
  getCall: ({ ports }) => done(ports.callResource),
  keepAlive: () => done(() => null),
  mute: (graph) => done(() => graph.mute([graph.roster.app], true)),
  unmute: (graph) => done(() => graph.mute([graph.roster.app], false)),
  muteParticipant: toParticipant((graph, id) => done(() => graph.mute([id], true))),
  muteAllParticipants: (graph, { body }) => {
    const { participants } = operations.muteAllParticipants.request.parse(body);
    if (!areThere(graph, participants)) return nobody;
    const muted = participants.length > 0 ? participants : graph.roster.company.map(({ id }) => id);
    return done(() => graph.mute(muted, true));
  },
  playPrompt: ({ ports }, { operation, body }) =>
    done(() => {
      const { prompts, loop } = operations.playPrompt.request.parse(body);
      const clips = prompts.map(() => elsewhere);
      // Only beta knows `loop`, whatever it says.
      ports.media.play({ operation, clips, loop: loop ?? false, hasReason: loop !== undefined });
      return running;
    }),
  recordResponse: ({ ports }, { operation, body }) =>
    done(() => {
      const request = operations.recordResponse.request.parse(body);
      if (request.bargeInAllowed === true) ports.media.cancel();
      ports.media.record({ operation, ...takingOf(request) });
      return running;
    }),
  cancelMediaProcessing: ({ ports }) =>
    done(() => {
      ports.media.cancel();
      ports.tones.cancel();
      return completed;
    }),
  subscribeToTone: ({ ports }) =>
    done(() => {
      ports.subscribeToTones();
      return completed;
    }),
  sendDtmfTones: ({ ports }, { operation, body }) =>
    done(() => {
      const { tones, delayBetweenTonesMs } = operations.sendDtmfTones.request.parse(body);
      ports.tones.send(operation, tones.length, delayBetweenTonesMs);
      return running;
    }),
  // Its description says that it is for media of the app's own.
  changeScreenSharingRole: () => done(() => null),
  updateRecordingStatus: () => refused(400, 8506, 'The call is under no recording policy.'),
  addLargeGalleryView: (graph, { operation }) =>
    done(() =>
      graph.later(operation, () => {
        const { ports, roster } = graph;
        if (roster.all.some(({ isGallery }) => isGallery)) return null;
        roster.enter({
          id: ports.conference.newParticipantId(),
          party: galleryOf(graph.newGalleryId(), ports.tenantId),
          isGallery: true,
        });
        ports.conference.tell();
        return null;
      }),
    ),
  listParticipants: ({ ports, roster }) =>
    done(() => ({ value: roster.listed.map((one) => wireParticipant(one, ports.tenantId)) })),
  getParticipant: ({ ports, roster }, { parameters }) => {
    const found = roster.withId(parameters.participantId ?? '');
    return found === null ? nobody : done(() => wireParticipant(found, ports.tenantId));
  },
  inviteParticipants: ({ ports }, { operation, body }) => {
    const { participants } = operations.inviteParticipants.request.parse(body);
    const [first, ...others] = participants;
    const replaces = first?.replacesCallId ?? null;
    // With `replacesCallId` only the first counts.
    const counted = first === undefined ? [] : replaces === null ? [first, ...others] : [first];
    const invitation = { operation, replaces, invited: counted.map((one) => invitedOf(one, ports.tenantId)) };
    const reason = ports.conference.refusal(invitation);
    if (reason !== null) return { refused: reason };
    return done(() => {
      ports.conference.invite(invitation);
      return running;
    });
  },
  startHoldMusic: toParticipant((graph, id, { operation }) => {
    if (id === graph.roster.app) return refused(400, 8523, 'The application cannot hold itself.');
    if (graph.roster.all.some(({ onHold }) => onHold)) return onHoldAlready;
    return done(() => graph.later(operation, () => graph.hold(id, true)));
  }),
  stopHoldMusic: toParticipant((graph, id, { operation }) => {
    if (graph.roster.withId(id)?.onHold !== true)
      return refused(400, 8585, 'The participant is not on hold.');
    return done(() => graph.later(operation, () => graph.hold(id, false)));
  }),
  deleteParticipant: toParticipant(({ ports, roster }, id) => {
    if (id === roster.app) return refused(400, 8523, 'The application leaves by deleting its call.');
    const party = roster.withId(id)?.party.id ?? null;
    if (party !== null && party === ports.conference.organizer)
      return refused(400, 8552, 'The organizer of a meeting cannot be removed.');
    return done(() => {
      ports.conference.leave(id);
      return null;
    });
  }),
  listAudioRoutingGroups: ({ groups }) =>
    done(() => ({ value: [...groups].map(([id, group]) => wireGroup({ ...group, id })) })),
  getAudioRoutingGroup: toGroup((_graph, group) => done(() => wireGroup(group))),
  createAudioRoutingGroup: (graph, { body }) => {
    const {
      id: given,
      routingMode,
      sources,
      receivers,
    } = operations.createAudioRoutingGroup.request.parse(body);
    if (!areThere(graph, [...sources, ...receivers])) return nobody;
    if (given !== undefined && graph.groups.has(given))
      return refused(409, 8519, 'There is an audio routing group of this id.');
    return done(() => {
      const id = given ?? graph.newGroupId();
      graph.groups.set(id, { routingMode, sources, receivers });
      return wireGroup({ id, routingMode, sources, receivers });
    });
  },
  updateAudioRoutingGroup: toGroup((graph, group, { body }) => {
    const change = operations.updateAudioRoutingGroup.request.parse(body);
    if (change.id !== undefined && change.id !== group.id) return refused(400, 8523, 'id cannot be changed.');
    if (!areThere(graph, [...(change.sources ?? []), ...(change.receivers ?? [])])) return nobody;
    const { routingMode, sources, receivers } = { ...group, ...change };
    return done(() => {
      graph.groups.set(group.id, { routingMode, sources, receivers });
      return wireGroup({ id: group.id, routingMode, sources, receivers });
    });
  }),
  deleteAudioRoutingGroup: toGroup(({ groups }, { id }) =>
    done(() => {
      groups.delete(id);
      return null;
    }),
  ),
  // Nobody in a scenario shares anything.
  listContentSharingSessions: () => done(() => ({ value: [] })),
  getContentSharingSession: () => refused(404, 8522, 'Content sharing session not found.'),
};

/** What lies elsewhere is not fetched for a scenario. */
const elsewhere = { length: milliseconds(unknownLength) };

const inMs = (seconds: number = recordLimits.defaultSeconds) => milliseconds(seconds * 1_000);

function takingOf(request: RequestOf<'recordResponse'>) {
  return {
    clips: (request.prompts ?? []).map(() => elsewhere),
    beep: request.playBeep ?? true,
    maxDuration: inMs(request.maxRecordDurationInSeconds),
    initialSilence: inMs(request.initialSilenceTimeoutInSeconds),
    endSilence: inMs(request.maxSilenceTimeoutInSeconds),
    terminators: (request.stopTones ?? []).filter(isKey),
  };
}

const galleryOf = (id: string, tenantId: string): Party => ({
  kind: 'application',
  id,
  phone: null,
  displayName: 'Large gallery',
  tenantId,
});

type AskedGuest = RequestOf<'inviteParticipants'>['participants'][number];

function invitedOf({ identity, hidden = false }: AskedGuest, tenantId: string): Invited {
  const { phone } = identity;
  const of = (
    kind: Party['kind'],
    { id, displayName }: { id: string; displayName?: string | null },
  ): Invited => ({
    hidden,
    party: {
      kind,
      id,
      phone: kind === 'phone' ? id : null,
      displayName: displayName ?? null,
      tenantId: kind === 'phone' || kind === 'guest' ? null : tenantId,
    },
  });
  if (phone !== undefined) return of('phone', phone);
  for (const kind of ['user', 'applicationInstance', 'application', 'guest'] as const) {
    const named = identity[kind];
    if (named !== undefined) return of(kind, named);
  }
  return { hidden, party: withheldParty };
}
