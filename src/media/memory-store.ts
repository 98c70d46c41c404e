import { randomBytes } from 'node:crypto';
import type { Instant, MediaName } from '../call/index.ts';
import { nameKeyLength } from './media-store.ts';
import type { MediaStore, StoredMedia } from './media-store.ts';

/** Bytes that are kept in all; the oldest go first. */
const usualLimit = 128 * 1024 * 1024;

/** A store in the memory of this process: for development and tests, since nobody else can read it. */
export function memoryStore(clock: () => Instant, limit = usualLimit): MediaStore {
  const media = new Map<MediaName, StoredMedia>();
  const key = randomBytes(nameKeyLength);
  const hasExpired = ({ expiresAt }: StoredMedia): boolean => expiresAt !== null && expiresAt <= clock();
  const removeExpired = (): number => {
    const expired = [...media].filter(([, stored]) => hasExpired(stored));
    for (const [name] of expired) media.delete(name);
    return expired.length;
  };
  const makeRoom = (): void => {
    removeExpired();
    let used = [...media.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const [name, { bytes }] of media) {
      if (used <= limit) return;
      media.delete(name);
      used -= bytes.length;
    }
  };
  return {
    put: (name, bytes, { contentType, expiresAt }) => {
      media.delete(name);
      media.set(name, { bytes, contentType, expiresAt: expiresAt ?? null });
      makeRoom();
      return Promise.resolve();
    },
    get: (name) => {
      const stored = media.get(name);
      return Promise.resolve(stored === undefined || hasExpired(stored) ? null : stored);
    },
    remove: (name) => {
      media.delete(name);
      return Promise.resolve();
    },
    removeExpired: () => Promise.resolve({ removed: removeExpired(), failed: 0 }),
    nameKey: () => Promise.resolve(key),
  };
}
