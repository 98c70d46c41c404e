import type { RequestOf } from '../../operations/index.ts';
import { partyId } from '../party.ts';
import type { SimulatedParty } from '../party.ts';

export type RecordingStatus = RequestOf<'updateRecordingStatus'>['status'];

/** Somebody in a call, as its platform keeps them. */
export interface Participant {
  readonly id: string;
  readonly party: SimulatedParty;
  /** The app's own place in the call. */
  readonly isApp: boolean;
  readonly inLobby: boolean;
  readonly muted: boolean;
  /** Hears music instead of the conversation. */
  readonly onHold: boolean;
  /** Shares a screen. */
  readonly sharing: boolean;
  /** What the app said of its recording; null: nothing yet. */
  readonly recording: RecordingStatus | null;
  /** No person: a picture of many participants. */
  readonly isGallery: boolean;
  readonly hidden: boolean;
  /** The number of the change of the list that last concerned them. */
  readonly sequence: number;
}

export interface Arrival {
  readonly id?: string;
  readonly party: SimulatedParty;
  readonly isApp?: boolean;
  readonly inLobby?: boolean;
  readonly hidden?: boolean;
  readonly isGallery?: boolean;
}

/** How somebody is who has just come in. */
const quiet = {
  isApp: false,
  inLobby: false,
  hidden: false,
  isGallery: false,
  muted: false,
  onHold: false,
  sharing: false,
  recording: null,
  sequence: 0,
} as const;

const isCompany = ({ isApp, inLobby, isGallery }: Participant): boolean => !isApp && !inLobby && !isGallery;

/**
 * Who is in a call.
 *
 * SR1  Every change of the list has a number of its own, higher than those before, and who changed carries it.
 */
export class Roster {
  readonly #newId: () => string;
  readonly #present = new Map<string, Participant>();
  #sequence = 0;
  #hadCompany = false;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  get all(): readonly Participant[] {
    return [...this.#present.values()];
  }

  /** Who is there besides the app; not those who wait to be let in. */
  get company(): readonly Participant[] {
    return this.all.filter(isCompany);
  }

  /** Whether anybody but the app was ever there. */
  get hadCompany(): boolean {
    return this.#hadCompany;
  }

  /** The number of the last change. */
  get sequence(): number {
    return this.#sequence;
  }

  enter(arrival: Arrival): Participant {
    const { id = this.#newId(), party, ...more } = arrival;
    return this.#put({ ...quiet, id, party, ...more });
  }

  change(
    id: string,
    change: Partial<Pick<Participant, 'inLobby' | 'muted' | 'onHold' | 'sharing' | 'recording'>>,
  ): Participant | null {
    const found = this.#present.get(id);
    return found === undefined ? null : this.#put({ ...found, ...change });
  }

  leave(id: string): Participant | null {
    const found = this.#present.get(id);
    if (found === undefined) return null;
    this.#present.delete(id);
    this.#sequence += 1;
    return { ...found, sequence: this.#sequence };
  }

  /** By participant id alone, as addresses name somebody. */
  withId(id: string): Participant | null {
    return this.#present.get(id.toLowerCase()) ?? null;
  }

  /** By participant id, or by the id or number of the party. */
  find(text: string): Participant | null {
    return this.#present.get(text) ?? this.all.find(({ party }) => partyId(party) === text) ?? null;
  }

  #put(participant: Participant): Participant {
    this.#sequence += 1;
    const placed = { ...participant, sequence: this.#sequence };
    this.#present.set(placed.id, placed);
    if (isCompany(placed)) this.#hadCompany = true;
    return placed;
  }
}
