import type { Participant } from '../call/index.ts';

/** Somebody in a call, with what lists of participants tell of them on the wire. */
export interface Present extends Participant {
  readonly sequence: number;
  readonly onHold: boolean;
  /** No person: a picture of many participants. */
  readonly isGallery: boolean;
  readonly hidden: boolean;
}

/** Who comes, and how they are if not as usual. */
type Arrival = Pick<Participant, 'id' | 'party'> & Partial<Omit<Present, 'sequence'>>;

const quiet = { inLobby: false, muted: false, onHold: false, isGallery: false, hidden: false } as const;

/** Who is in a call. Every change has a number of its own, which who changed carries. */
export class ModelledRoster {
  readonly app: string;
  #present: readonly Present[] = [];
  #sequence = 0;
  #hadCompany = false;

  /** `app`: the id of the app's own place in it. */
  constructor(app: string) {
    this.app = app;
  }

  get all(): readonly Present[] {
    return this.#present;
  }

  /** Who is there besides the app; not those who wait to be let in. */
  get company(): readonly Present[] {
    return this.#present.filter((one) => this.#isCompany(one));
  }

  get hadCompany(): boolean {
    return this.#hadCompany;
  }

  /** The number of the last change. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Everybody whom lists of participants have, as they are told. */
  get told(): readonly Participant[] {
    return this.listed.map(({ id, party, inLobby, muted, sequence }) => ({
      id,
      party,
      inLobby,
      muted,
      sequence,
    }));
  }

  get listed(): readonly Present[] {
    return this.#present.filter(({ hidden }) => !hidden);
  }

  enter(arrival: Arrival): void {
    this.#put({ ...quiet, ...arrival, sequence: 0 });
  }

  change(id: string, change: Partial<Pick<Present, 'inLobby' | 'muted' | 'onHold'>>): boolean {
    const found = this.withId(id);
    if (found !== null) this.#put({ ...found, ...change });
    return found !== null;
  }

  remove(id: string): void {
    this.#present = this.#present.filter((one) => one.id !== id);
    this.#sequence += 1;
  }

  withId(id: string): Present | null {
    return this.#present.find((one) => one.id === id.toLowerCase()) ?? null;
  }

  /** By participant id, by the id or number of the party, or `app`. */
  find(who: string): Present | null {
    const id = who === 'app' ? this.app : who;
    return this.#present.find((one) => one.id === id || (id !== '' && one.party.id === id)) ?? null;
  }

  #put(participant: Present): void {
    this.#sequence += 1;
    const placed = { ...participant, sequence: this.#sequence };
    const isThere = this.#present.some(({ id }) => id === placed.id);
    this.#present = isThere
      ? this.#present.map((one) => (one.id === placed.id ? placed : one))
      : [...this.#present, placed];
    if (this.#isCompany(placed)) this.#hadCompany = true;
  }

  #isCompany({ id, inLobby, isGallery }: Present): boolean {
    return id !== this.app && !inLobby && !isGallery;
  }
}
