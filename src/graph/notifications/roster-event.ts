import type { NotifiedEvent, Participant } from '../../call/index.ts';
import { participant } from '../../operations/index.ts';
import type { Participant as WireParticipant } from '../../operations/index.ts';
import { partyOf } from './party-of.ts';

/** Of more people nothing is said; a meeting may have a thousand. */
const mostParticipants = 100;

/**
 * Who is in the call, by a list of participants: Graph sends the whole list each time, since no changes alone are asked
 * for (isDeltaRosterEnabled). Null: none of it can be read. Who is marked as removed, or has no id, is left out.
 */
export function rosterEvent(list: readonly unknown[]): NotifiedEvent | null {
  const read = list.flatMap((element): readonly WireParticipant[] => {
    const { data } = participant.safeParse(element);
    return data === undefined ? [] : [data];
  });
  if (read.length === 0 && list.length > 0) return null;
  const participants = read.flatMap(
    ({ id, info, isInLobby, isMuted, rosterSequenceNumber, removedState }) => {
      if (id === null || id === undefined || id === '') return [];
      if (removedState !== null && removedState !== undefined) return [];
      const present: Participant = {
        id,
        party: partyOf(info),
        inLobby: isInLobby ?? false,
        muted: isMuted ?? false,
        sequence: rosterSequenceNumber ?? null,
      };
      return [present];
    },
  );
  return { kind: 'roster', participants: participants.slice(0, mostParticipants) };
}
