import { later, milliseconds } from '../call/index.ts';
import type { Instant, Milliseconds, StoredRecording } from '../call/index.ts';
import { newMediaName } from './media-store.ts';
import type { MediaStore } from './media-store.ts';
import { parseWav } from './wav.ts';

export interface RecordingKeeperParts {
  readonly store: Pick<MediaStore, 'put'>;
  /** Where media is served, no slash at its end. */
  readonly mediaBaseUrl: string;
  readonly clock: () => Instant;
}

/** Keeps a recording for a while; null for what is no sound. Rejects where the store cannot be reached. */
export type KeepRecording = (bytes: Uint8Array, retention: Milliseconds) => Promise<StoredRecording | null>;

/**
 * Puts recordings into the store, as they are: Graph does not say in which format it records. Each has a new name that
 * nobody guesses, since whoever knows it hears the caller.
 */
export function recordingKeeper({ store, mediaBaseUrl, clock }: RecordingKeeperParts): KeepRecording {
  return async (bytes, retention) => {
    const length = soundLength(bytes);
    if (length === null) return null;
    const name = newMediaName();
    await store.put(name, bytes, { contentType: 'audio/wav', expiresAt: later(clock(), retention) });
    return { id: name.replace(/\.wav$/, ''), url: `${mediaBaseUrl}/${name}`, seconds: length / 1000 };
  };
}

/** How long a WAV file sounds, whatever its format; null for what is none. */
function soundLength(bytes: Uint8Array): Milliseconds | null {
  const parts = parseWav(bytes);
  if (parts.kind === 'unplayable') return null;
  const { rate, channels, bits } = parts.format;
  const bytesPerSecond = (rate * channels * bits) / 8;
  return bytesPerSecond > 0 ? milliseconds(Math.round((parts.samples.length / bytesPerSecond) * 1000)) : null;
}
