import type { CallFacts, JsonObject, Party } from '../call/index.ts';
import { callAtGraph, exampleId } from './example-ids.ts';
import type { CallPhase } from './judge-phase.ts';
import type { Conference } from './conference.ts';
import type { Present } from './modelled-roster.ts';

/* What the modelled Graph answers to who asks for a call or its participants, as the wire shows it. */

const typed = (type: string): { readonly '@odata.type': string } => ({
  '@odata.type': `#microsoft.graph.${type}`,
});

/** One participant. */
export function wireParticipant(
  { id, party, muted, inLobby, onHold, isGallery, sequence }: Present,
  tenantId: string,
): JsonObject {
  const stream = (mediaType: string, direction: string): JsonObject => ({
    ...typed('mediaStream'),
    mediaType,
    sourceId: '1',
    direction,
    serverMuted: muted,
  });
  return {
    ...typed('participant'),
    id,
    info: {
      ...typed('participantInfo'),
      identity: wireIdentitySet(party, tenantId),
      endpointType: 'default',
      region: null,
      languageId: null,
    },
    mediaStreams: [
      isGallery ? stream('video', 'sendOnly') : stream('audio', onHold ? 'receiveOnly' : 'sendReceive'),
    ],
    isMuted: muted,
    isInLobby: inLobby,
    rosterSequenceNumber: sequence,
  };
}

/** Of users and applications the tenant is told, of who withholds who they are nothing. */
function wireIdentitySet({ kind, id, displayName }: Party, tenantId: string): JsonObject {
  const identity = typed('identity');
  const named = { ...identity, id, displayName };
  switch (kind) {
    case 'withheld':
      return { ...typed('identitySet'), encrypted: { ...identity, id: null } };
    case 'phone':
      return { ...typed('identitySet'), phone: displayName === null ? { ...identity, id } : named };
    case 'guest':
      return { ...typed('identitySet'), guest: named };
    default:
      return { ...typed('identitySet'), [kind]: { ...named, tenantId } };
  }
}

/** What is known of a call besides who is in it. */
export interface ModelledCall {
  readonly call: CallFacts;
  readonly conference: Conference;
  readonly phase: CallPhase;
  readonly hasAudio: boolean;
}

/** The call itself. What no flow is told of, such as addresses and how a meeting is joined, is left out. */
export function wireCall({ call, conference, phase, hasAudio }: ModelledCall): JsonObject {
  const { roster, other, chat } = conference;
  const incoming = call.direction === 'incoming';
  const side = (party: Party, id: string): JsonObject => ({
    identity: wireIdentitySet(party, call.tenantId),
    endpointType: 'default',
    region: null,
    languageId: null,
    id,
  });
  const app = roster.withId(roster.app)?.party ?? call.to;
  return {
    ...typed('call'),
    state: phase,
    direction: call.direction,
    source: { ...typed('participantInfo'), ...(incoming ? side(call.from, other) : side(app, roster.app)) },
    targets: incoming ? [{ ...typed('invitationParticipantInfo'), ...side(call.to, roster.app) }] : [],
    requestedModalities: ['audio'],
    tenantId: call.tenantId,
    myParticipantId: roster.app,
    callChainId: chainId,
    mediaState: { ...typed('callMediaState'), audio: hasAudio ? 'active' : 'inactive' },
    mediaConfig: typed('serviceHostedMediaConfig'),
    callRoutes: [],
    resultInfo: null,
    subject: null,
    chatInfo: chat,
    transcription: null,
    id: callAtGraph,
  };
}

/** The chain of the call of a scenario. */
const chainId = exampleId('chain', 1);
