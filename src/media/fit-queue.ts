import { largestMessage, mediaName } from '../call/index.ts';
import type { Instant } from '../call/index.ts';
import type { MediaStore } from './media-store.ts';

/** What goes into a queue for something that is too large for one. */
export type NamedBlob = Readonly<Record<'blob', string>>;

export interface FitQueueTerms<Message> {
  /** Null: there is none that others could read. */
  readonly store: Pick<MediaStore, 'put'> | null;
  readonly folder: 'messages' | 'call-records';
  /** Of the blob in its folder. */
  readonly name: string;
  /** Left out: it is kept until somebody removes it. */
  readonly expiresAt?: Instant;
  /** What goes into the queue where there is no store. */
  readonly withoutStore: (size: number) => Message;
}

/** A message as it goes into a queue: as it is, or in the store and named. Rejects where the store cannot be reached. */
export async function fitQueue<Message>(
  message: Message,
  { store, folder, name, expiresAt, withoutStore }: FitQueueTerms<Message>,
): Promise<Message | NamedBlob> {
  const bytes = new TextEncoder().encode(JSON.stringify(message));
  if (bytes.length <= largestMessage) return message;
  if (store === null) return withoutStore(bytes.length);
  const blob = `${folder}/${encodeURIComponent(name)}.json`;
  const expiry = expiresAt === undefined ? {} : { expiresAt };
  await store.put(mediaName(blob), bytes, { contentType: 'application/json', ...expiry });
  return { blob };
}
