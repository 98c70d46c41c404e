import type { JsonValue } from '../call/index.ts';

/** Most entries kept of one call; the last one then says that something is missing. */
export const transcriptLimit = 5000;

/**
 * What truly happened in a call, as the caller and the wire saw it. `at` and `until` are milliseconds since
 * the call was placed. `until` is null while something still lasts.
 */
export type SimulatedTranscriptEntry = { readonly index: number; readonly at: number } & TranscriptFact;

export type TranscriptFact =
  | {
      readonly kind: 'state';
      readonly state: string;
      readonly result?: { readonly code: number; readonly subcode: number };
    }
  | { readonly kind: 'audio'; readonly audio: 'active' | 'inactive' }
  /** A prompt that sounded. Neither completed nor cancelled: the end of the call cut it off. */
  | ({
      readonly kind: 'prompt';
      readonly uri: string;
      readonly resourceId: string | null;
      readonly operation: string;
      readonly clientContext: string | null;
      readonly position: number;
      /** What the file says of itself: of rendered speech its words. */
      readonly comment?: string;
    } & Heard)
  | ({ readonly kind: 'beep'; readonly operation: string } & Heard)
  | ({ readonly kind: 'recording'; readonly operation: string; readonly outcome: string | null } & Lasting)
  | { readonly kind: 'key'; readonly key: string }
  | ({ readonly kind: 'speech'; readonly text: string | null } & Lasting)
  | {
      readonly kind: 'request';
      readonly operation: string;
      readonly status: number;
      readonly code: string | null;
      readonly body: JsonValue;
      /** Why it was refused and what to do about it, where that lies with how the app was set up. */
      readonly message?: string;
    }
  | {
      readonly kind: 'notification';
      readonly messageId: string;
      readonly url: string;
      readonly about: readonly string[];
      readonly fate: 'pending' | 'accepted' | 'refused' | 'failed' | 'lost' | 'redirected' | 'resendAsked';
      readonly attempts: readonly { readonly at: number; readonly status: number | null }[];
    }
  | RosterFact
  /** A key that the app sends for the others to hear. */
  | { readonly kind: 'tone'; readonly tone: string; readonly operation: string }
  /** Something that is shared in the call. */
  | { readonly kind: 'sharing'; readonly what: 'started' | 'updated' | 'stopped'; readonly session: string }
  | { readonly kind: 'fault'; readonly what: string }
  | { readonly kind: 'hangup'; readonly by: 'caller' | 'called' | 'app' | 'service' }
  | { readonly kind: 'truncated' };

/**
 * Who comes to the call and goes. `who` is the id or number of the party, null where it is withheld; `participant` is
 * null for somebody who was called or invited and did not come.
 */
export interface RosterFact {
  readonly kind: 'roster';
  readonly what:
    | 'joined'
    | 'left'
    | 'waits'
    | 'admitted'
    | 'denied'
    | 'muted'
    | 'unmuted'
    | 'held'
    | 'released'
    | 'busy'
    | 'noAnswer'
    | 'declined'
    | 'failed';
  readonly who: string | null;
  readonly participant: string | null;
}

interface Lasting {
  readonly until: number | null;
}

interface Heard extends Lasting {
  readonly completed: boolean;
  readonly cancelled: boolean;
}

type FactOf<Kind extends TranscriptFact['kind']> = Extract<TranscriptFact, { readonly kind: Kind }>;

/** Changes a transcript entry once more is known of it. */
export type Amend<Kind extends TranscriptFact['kind']> = (
  change: Partial<Omit<FactOf<Kind>, 'kind'>>,
) => void;

/** The transcript of one call. Listeners hear each entry when it is written and again when it is amended. */
export class Transcript {
  readonly #now: () => number;
  readonly #entries: SimulatedTranscriptEntry[] = [];
  readonly #listeners = new Set<(entry: SimulatedTranscriptEntry) => void>();

  /** `now` tells the milliseconds since the call was placed. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get entries(): readonly SimulatedTranscriptEntry[] {
    return this.#entries;
  }

  now(): number {
    return this.#now();
  }

  add<Kind extends TranscriptFact['kind']>(fact: FactOf<Kind> & { readonly kind: Kind }): Amend<Kind> {
    const index = this.#entries.length;
    if (index > transcriptLimit) return () => undefined;
    const placed = { index, at: this.#now() };
    this.#put(index === transcriptLimit ? { ...placed, kind: 'truncated' } : { ...placed, ...fact });
    return (change) => {
      const entry = this.#entries[index];
      if (entry?.kind === fact.kind) this.#put({ ...entry, ...change });
    };
  }

  listen(listener: (entry: SimulatedTranscriptEntry) => void): { stop(): void } {
    this.#listeners.add(listener);
    return { stop: () => void this.#listeners.delete(listener) };
  }

  #put(entry: SimulatedTranscriptEntry): void {
    this.#entries[entry.index] = entry;
    for (const listener of this.#listeners) listener(entry);
  }
}
