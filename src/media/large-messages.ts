import * as z from 'zod';
import { largestMessage, later, mediaName } from '../call/index.ts';
import type { Instant, JsonValue } from '../call/index.ts';
import type { MediaStore } from './media-store.ts';

/** What is too large for a queue is kept in the store, and a message names it: `{ "blob": name }`. */
export interface LargeMessages {
  /** The message as it goes into a queue. Rejects where the store cannot be reached, or there is none. */
  readonly fit: (name: string, message: JsonValue) => Promise<JsonValue>;
  /** What a message of a queue says, also where it only names it. Undefined: what it names is not there. */
  readonly whole: (message: JsonValue) => Promise<JsonValue | undefined>;
}

/** The folder of such messages: nothing else of the store is read because a message says so. */
const folder = 'messages/';
const reference = z.strictObject({ blob: z.string().regex(/^messages\/[\w.-]{1,200}\.json$/) });
const json = z.json();

/** Longer than any message waits. */
const retention = 30 * 24 * 3_600_000;

export interface LargeMessagesParts {
  /** Null: there is none that others could read. */
  readonly store: Pick<MediaStore, 'put' | 'get'> | null;
  readonly clock: () => Instant;
}

export function largeMessages({ store, clock }: LargeMessagesParts): LargeMessages {
  return {
    fit: async (name, message) => {
      const bytes = new TextEncoder().encode(JSON.stringify(message));
      if (bytes.length <= largestMessage) return message;
      if (store === null)
        throw new Error(
          `A message of ${bytes.length} bytes is too large for a queue (48 KB), and the setting IvrMedia names no store for it.`,
        );
      const blob = `${folder}${encodeURIComponent(name)}.json`;
      const expiresAt = later(clock(), retention);
      await store.put(mediaName(blob), bytes, { contentType: 'application/json', expiresAt });
      return { blob };
    },
    whole: async (message) => {
      const named = reference.safeParse(message).data;
      if (named === undefined) return message;
      const stored = (await store?.get(mediaName(named.blob))) ?? null;
      return stored === null ? undefined : parseJson(stored.bytes);
    },
  };
}

function parseJson(bytes: Uint8Array): JsonValue | undefined {
  try {
    return json.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}
