import * as z from 'zod';
import { mediaName, parseJson } from '../call/index.ts';
import type { JsonValue } from '../call/index.ts';
import { fitQueue } from './fit-queue.ts';
import type { MediaStore } from './media-store.ts';

/**
 * What is too large for a queue is kept in the store, and a message names it: `{ "blob": name }`. It never expires, as
 * the messages do that name it: whoever removes such a message removes it too.
 */
export interface LargeMessages {
  /** The message as it goes into a queue. Rejects where the store cannot be reached, or there is none. */
  readonly fit: (name: string, message: JsonValue) => Promise<JsonValue>;
  /** What a message of a queue says, also where it only names it. Undefined: what it names is not there. */
  readonly whole: (message: JsonValue) => Promise<JsonValue | undefined>;
  /** The blob that a message names; null: it says what it says. */
  readonly blobOf: (message: JsonValue) => string | null;
  /** Deletes a blob that no message names any more. */
  readonly remove: (blob: string) => Promise<void>;
}

/** Of the folder of such messages: nothing else of the store is read because a message says so. */
const reference = z.strictObject({ blob: z.string().regex(/^messages\/[\w.-]{1,200}\.json$/) });

export interface LargeMessagesParts {
  /** Null: there is none that others could read. */
  readonly store: Pick<MediaStore, 'put' | 'get' | 'remove'> | null;
}

export function largeMessages({ store }: LargeMessagesParts): LargeMessages {
  const blobOf = (message: JsonValue): string | null => reference.safeParse(message).data?.blob ?? null;
  return {
    fit: (name, message) => fitQueue(message, { store, folder: 'messages', name, withoutStore: refuse }),
    whole: async (message) => {
      const blob = blobOf(message);
      if (blob === null) return message;
      const stored = (await store?.get(mediaName(blob))) ?? null;
      return stored === null ? undefined : parseJson(new TextDecoder().decode(stored.bytes));
    },
    blobOf,
    remove: async (blob) => {
      await store?.remove(mediaName(blob));
    },
  };
}

function refuse(size: number): never {
  throw new Error(
    `A message of ${size} bytes is too large for a queue (48 KB), and the setting IvrMedia names no store for it.`,
  );
}
