import type { JsonObject, Participant } from '../call/index.ts';
import type { Occurrence } from '../flow/index.ts';

/**
 * Who is in a group call: section 2, wait.
 *
 * I11  A list in which somebody is older than what is known of them is an old list, and changes nothing.
 */

/** What a new list means for a `wait`: who came, and that anything changed. */
export interface RosterTurn {
  readonly roster: readonly Participant[];
  readonly occurrences: readonly Occurrence[];
}

/** Takes a list; `known` is the one before it. */
export function takeRoster(known: readonly Participant[], list: readonly Participant[]): RosterTurn {
  const before = new Map(known.map((participant) => [participant.id, participant]));
  if (list.some((participant) => isOlder(participant, before.get(participant.id))))
    return { roster: known, occurrences: [] };
  const joined = list.filter(
    (participant) => isPresent(participant) && !isPresent(before.get(participant.id)),
  );
  const changed = list.length !== known.length || list.some((each) => isOther(each, before.get(each.id)));
  return {
    roster: list,
    occurrences: [
      // The app is an application itself, and nobody waits for it.
      ...joined
        .filter(({ party }) => party.kind !== 'application')
        .map((participant) => ({ event: 'participantJoined', data: dataOf(participant) })),
      ...(changed ? [{ event: 'rosterChanged', data: list.map(dataOf) }] : []),
    ],
  };
}

const isOlder = ({ sequence }: Participant, known: Participant | undefined): boolean =>
  sequence !== null && typeof known?.sequence === 'number' && sequence < known.sequence;

const isPresent = (participant: Participant | undefined): boolean => participant?.inLobby === false;

const isOther = (participant: Participant, known: Participant | undefined): boolean =>
  known?.inLobby !== participant.inLobby || known.muted !== participant.muted;

/** A participant as a flow sees it: as `call.from` is seen, and how they are in the call. */
function dataOf({ id, party, inLobby, muted }: Participant): JsonObject {
  const { kind, phone, displayName, tenantId } = party;
  return {
    participantId: id,
    kind: kind === 'withheld' ? null : kind,
    id: party.id,
    phone,
    displayName,
    tenantId,
    inLobby,
    muted,
  };
}
