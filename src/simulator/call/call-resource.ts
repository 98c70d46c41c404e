import type { JsonObject } from '../../call/index.ts';
import { wireIdentitySet } from '../graph/identity-set.ts';
import type { SimulatedParty } from '../party.ts';
import { shownParty } from './shown-party.ts';
import type { SimulatedCall } from './simulated-call.ts';

/** The whole call, as getCall and createCall answer it; what is unset is null. */
export function callResource(call: SimulatedCall): JsonObject {
  return {
    '@odata.type': '#microsoft.graph.call',
    state: call.phase,
    ...description(call),
    mediaState: { '@odata.type': '#microsoft.graph.callMediaState', audio: call.audio },
    mediaConfig: { '@odata.type': `#microsoft.graph.${call.hosting}HostedMediaConfig` },
    callRoutes: [],
    resultInfo: null,
    subject: null,
    meetingInfo: call.facts.meeting?.info ?? null,
    chatInfo: call.chat,
    transcription: null,
    toneInfo: null,
    id: call.id,
  };
}

/** What the notification of an incoming call tells of it. */
export function incomingCall(call: SimulatedCall): JsonObject {
  return {
    ...description(call),
    incomingContext: {
      '@odata.type': '#microsoft.graph.incomingContext',
      sourceParticipantId: call.otherParticipantId,
    },
  };
}

/** `source` and `targets`, which the end of a redirected call repeats. */
export function bothEnds(call: SimulatedCall): JsonObject {
  const { caller, targets, direction } = call.facts;
  const [sourceId, targetId] =
    direction === 'incoming'
      ? [call.otherParticipantId, call.myParticipantId]
      : [call.myParticipantId, call.otherParticipantId];
  return {
    source: participant('participantInfo', shownParty(call, caller), sourceId, call.tenantId),
    targets: targets.map((target) =>
      participant('invitationParticipantInfo', target, targets.length > 1 ? null : targetId, call.tenantId),
    ),
  };
}

function description(call: SimulatedCall): JsonObject {
  return {
    direction: call.facts.direction,
    callbackUri: call.callbackUri,
    ...bothEnds(call),
    requestedModalities: ['audio'],
    tenantId: call.tenantId,
    myParticipantId: call.myParticipantId,
    callChainId: call.callChainId,
  };
}

function participant(type: string, party: SimulatedParty, id: string | null, tenantId: string): JsonObject {
  return {
    '@odata.type': `#microsoft.graph.${type}`,
    identity: wireIdentitySet(party, tenantId),
    endpointType: 'default',
    region: null,
    languageId: null,
    id,
  };
}
