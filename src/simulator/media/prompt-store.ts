import type { ReadableStreamDefaultReader } from 'node:stream/web';
import type { Clock } from '../clock.ts';
import type { Judgement } from '../switch.ts';
import type { SwitchValues } from '../switches.ts';
import { readWav } from './wav.ts';

/** Largest prompt that is fetched; nothing is published, so this is the simulator's own protection. */
const sizeLimit = 32 * 1024 * 1024;
/** How many prompts stay cached. */
const cacheLimit = 2000;

/** Fetches a file; fails by throwing. */
export type MediaFetch = (uri: string, signal: AbortSignal, sizeLimit: number) => Promise<Uint8Array>;

export interface MediaReference {
  readonly uri: string;
  readonly resourceId?: string;
}

export type LoadedPrompt =
  | { readonly kind: 'audio'; readonly durationMs: number; readonly comment?: string }
  | { readonly kind: 'failed'; readonly judgement: Judgement; readonly message: string };

/**
 * The prompts that the media service has fetched. `resourceId` is the key of its cache (resource mediaInfo):
 * a file that changes under the same key is not heard until the key changes, which is what an app must see.
 */
export class PromptStore {
  readonly #clock: Clock;
  readonly #switches: SwitchValues;
  readonly #fetch: MediaFetch;
  readonly #closing: AbortSignal;
  readonly #cache = new Map<string, Promise<LoadedPrompt>>();

  constructor(clock: Clock, switches: SwitchValues, fetchMedia: MediaFetch, closing: AbortSignal) {
    this.#clock = clock;
    this.#switches = switches;
    this.#fetch = fetchMedia;
    this.#closing = closing;
  }

  /** The prompt's length, or why it cannot be played. Never rejects. */
  load(media: MediaReference): Promise<LoadedPrompt> {
    const key = media.resourceId;
    if (key === undefined) return this.#download(media.uri);
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const loading = this.#download(media.uri).then((loaded) => {
      if (loaded.kind === 'failed') this.#cache.delete(key);
      return loaded;
    });
    const oldest = this.#cache.keys().next();
    if (this.#cache.size >= cacheLimit && oldest.done !== true) this.#cache.delete(oldest.value);
    this.#cache.set(key, loading);
    return loading;
  }

  async #download(uri: string): Promise<LoadedPrompt> {
    const abort = new AbortController();
    const limit = this.#clock.schedule(this.#clock.now() + this.#switches.promptFetchTimeoutMs, () =>
      abort.abort(),
    );
    try {
      const reading = readWav(
        await this.#fetch(uri, AbortSignal.any([abort.signal, this.#closing]), sizeLimit),
      );
      if (reading.kind === 'audio') return reading;
      const message = `The prompt ${uri} cannot be played: ${reading.reason}.`;
      return { kind: 'failed', judgement: this.#switches.promptFormatFailure, message };
    } catch (cause) {
      const message = `The prompt ${uri} cannot be fetched: ${reasonOf(cause)}.`;
      return { kind: 'failed', judgement: this.#switches.promptDownloadFailure, message };
    } finally {
      limit.cancel();
    }
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Fetches over HTTP, reading no more than `limit` bytes. */
export const fetchMedia: MediaFetch = async (uri, signal, limit) => {
  const response = await fetch(uri, { signal });
  if (!response.ok) throw new Error(`the answer was ${String(response.status)}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
    const chunk = piece.value;
    length += chunk.byteLength;
    if (length > limit) throw new Error(`it is larger than ${String(limit)} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
