import type { JsonObject } from '../../call/index.ts';
import { wireIdentitySet } from '../graph/identity-set.ts';
import type { Participant } from './roster.ts';
import { shownParty } from './shown-party.ts';
import type { SimulatedCall } from './simulated-call.ts';

/** Everybody in the call whom it lists, as the wire shows them. */
export function wireRoster(call: SimulatedCall): readonly JsonObject[] {
  return call.roster.all.filter((one) => isListed(call, one)).map((one) => wireParticipant(call, one));
}

/** What a change of the list is told by: the whole of it, or where the app asked for differences only those. */
export function wireRosterChange(
  call: SimulatedCall,
  changed: readonly Participant[],
  gone: readonly Participant[],
): readonly JsonObject[] {
  const left = gone.filter((one) => isListed(call, one)).map((one) => wireGone(call, one));
  if (!call.deltaRoster) return [...wireRoster(call), ...(call.switches.rosterListsGone ? left : [])];
  const differs = changed.filter((one) => isListed(call, one)).map((one) => wireParticipant(call, one));
  return [...differs, ...left];
}

function isListed(call: SimulatedCall, { hidden }: Participant): boolean {
  return !hidden || call.switches.rosterListsHidden;
}

function wireGone(call: SimulatedCall, gone: Participant): JsonObject {
  const removedState = { '@odata.type': '#microsoft.graph.removedState', reason: 'Removed' };
  return { ...wireParticipant(call, gone), removedState };
}

/** One participant, as the wire shows it. */
export function wireParticipant(call: SimulatedCall, participant: Participant): JsonObject {
  const { id, party, muted, inLobby, sequence } = participant;
  const identity = wireIdentitySet(shownParty(call, party), call.tenantId);
  return {
    '@odata.type': '#microsoft.graph.participant',
    id,
    info: {
      '@odata.type': '#microsoft.graph.participantInfo',
      identity,
      endpointType: 'default',
      region: null,
      languageId: null,
    },
    mediaStreams: wireStreams(participant),
    isMuted: muted,
    ...wireRecording(participant, identity),
    isInLobby: inLobby,
    rosterSequenceNumber: call.switches.rosterNumberOfList ? call.roster.sequence : sequence,
  };
}

/** Who is on hold is heard by nobody; a screen that is shared is a stream of its own. */
function wireStreams({ muted, onHold, sharing, isGallery }: Participant): readonly JsonObject[] {
  const stream = (mediaType: string, sourceId: string, direction: string): JsonObject => ({
    '@odata.type': '#microsoft.graph.mediaStream',
    mediaType,
    sourceId,
    direction,
    serverMuted: muted,
  });
  if (isGallery) return [stream('video', '1', 'sendOnly')];
  const audio = stream('audio', '1', onHold ? 'receiveOnly' : 'sendReceive');
  return sharing ? [audio, stream('videoBasedScreenSharing', '2', 'sendOnly')] : [audio];
}

function wireRecording({ recording }: Participant, initiator: JsonObject): JsonObject {
  if (recording === null) return {};
  return {
    recordingInfo: {
      '@odata.type': '#microsoft.graph.recordingInfo',
      initiator,
      recordingStatus: recording,
    },
  };
}
