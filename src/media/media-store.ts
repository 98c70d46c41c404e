import { randomBytes } from 'node:crypto';
import { mediaName } from '../call/index.ts';
import type { Instant, MediaName } from '../call/index.ts';

/**
 * Media that is made while the app runs: rendered speech and recordings. The function that makes a file and the one
 * that serves it run on different instances, so it is kept outside of both.
 */
export interface MediaStore {
  /** Keeps `bytes` under a name; what was there before is replaced. Rejects where that is not possible. */
  readonly put: (name: MediaName, bytes: Uint8Array, about: MediaFacts) => Promise<void>;
  /** Null for what is unknown or has expired. Rejects where the store cannot be reached. */
  readonly get: (name: MediaName) => Promise<StoredMedia | null>;
  /** Deletes one; what is not there is not missed. Rejects where the store cannot be reached. */
  readonly remove: (name: MediaName) => Promise<void>;
  /** Deletes what has expired, as much of it as a few minutes allow. Rejects where the store cannot be reached. */
  readonly removeExpired: () => Promise<RemovedMedia>;
  /**
   * A secret of this app, made once and kept with its media: names made with it (HMAC) tell nobody what they stand
   * for, and cannot be guessed.
   */
  readonly nameKey: () => Promise<Uint8Array>;
}

/** How much was deleted, and how much could not be. */
export interface RemovedMedia {
  readonly removed: number;
  readonly failed: number;
}

interface MediaFacts {
  readonly contentType: string;
  /** From then on it is not given any more; left out: never. */
  readonly expiresAt?: Instant;
}

export interface StoredMedia {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly expiresAt: Instant | null;
}

/** A new name that nobody guesses, for what has no content to be named by. */
export const newMediaName = (): MediaName => mediaName(`${randomBytes(20).toString('hex')}.wav`);

/** The one form that names have: nothing else is ever looked up, so no request leads to other parts of a store. */
export function parseMediaName(text: string): MediaName | null {
  return /^[0-9a-f]{40}\.wav$/.test(text) ? mediaName(text) : null;
}

/** How long the secret is, in bytes: as long as the hash that it is used with. */
export const nameKeyLength = 32;
