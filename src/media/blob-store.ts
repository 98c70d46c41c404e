import { randomBytes } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import type { BlobItem, ContainerClient } from '@azure/storage-blob';
import { instant, isoInstant } from '../call/index.ts';
import type { Instant } from '../call/index.ts';
import { nameKeyLength } from './media-store.ts';
import type { MediaStore, RemovedMedia, StoredMedia } from './media-store.ts';

/** A caller waits: what the service does not do soon it does not do for this call. */
const retryOptions = { maxTries: 3, tryTimeoutInMs: 4_000, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 };

/** How the storage account is reached. */
export type BlobConnection =
  | { readonly kind: 'connectionString'; readonly text: { readonly reveal: () => string } }
  | { readonly kind: 'identity'; readonly serviceUri: string; readonly credential: TokenCredential };

/** Where clips, rendered speech, recordings and large messages lie. */
export const mediaContainer = 'ivr-media';
/** No media has such a name, so no request for media ever reads it. */
const keyName = 'name-key';
/** Metadata, lower case as the service gives it back. */
const expiry = 'expiresat';

/** A store in Azure Blob Storage: one private container, made when it is first needed. */
export function blobStore(connection: BlobConnection, clock: () => Instant): MediaStore {
  let opened: Promise<ContainerClient> | null = null;
  let key: Promise<Uint8Array> | null = null;
  const container = (): Promise<ContainerClient> => {
    opened ??= open(connection);
    // A failure is not kept: the next request tries again.
    opened.catch(() => (opened = null));
    return opened;
  };
  return {
    put: async (name, bytes, { contentType, expiresAt }) => {
      const blob = (await container()).getBlockBlobClient(name);
      await blob.uploadData(bytes, {
        blobHTTPHeaders: { blobContentType: contentType },
        metadata: expiresAt === undefined ? {} : { [expiry]: isoInstant(expiresAt) },
      });
    },
    get: async (name) => {
      const stored = await read(await container(), name);
      return stored === null || hasExpired(stored.expiresAt, clock()) ? null : stored;
    },
    remove: async (name) => {
      await (await container()).getBlobClient(name).deleteIfExists();
    },
    removeExpired: async () => removeExpired(await container(), clock),
    nameKey: () => {
      key ??= container().then(ownKey);
      key.catch(() => (key = null));
      return key;
    },
  };
}

async function open(connection: BlobConnection): Promise<ContainerClient> {
  // Loading the library takes its time of a cold start: only who stores something pays for it.
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const service =
    connection.kind === 'connectionString'
      ? BlobServiceClient.fromConnectionString(connection.text.reveal(), { retryOptions })
      : new BlobServiceClient(connection.serviceUri, connection.credential, { retryOptions });
  const container = service.getContainerClient(mediaContainer);
  await container.createIfNotExists();
  return container;
}

async function read(container: ContainerClient, name: string): Promise<StoredMedia | null> {
  try {
    const { readableStreamBody, contentType, metadata } = await container.getBlobClient(name).download();
    const chunks: Uint8Array[] = [];
    for await (const chunk of readableStreamBody ?? []) chunks.push(Buffer.from(chunk));
    return {
      bytes: Buffer.concat(chunks),
      contentType: contentType ?? 'application/octet-stream',
      expiresAt: expiryOf(metadata),
    };
  } catch (error) {
    if (isStatus(error, 404)) return null;
    throw error;
  }
}

function expiryOf(metadata: Readonly<Record<string, string>> | undefined): Instant | null {
  const time = Date.parse(metadata?.[expiry] ?? '');
  return Number.isNaN(time) ? null : instant(time);
}

const hasExpired = (expiresAt: Instant | null, now: Instant): boolean =>
  expiresAt !== null && expiresAt <= now;

/** A function may run for ten minutes; what is left over is there the next time. */
const longestRemoval = 4 * 60_000;
const atOnce = 20;

/** One that cannot be deleted does not keep the others. */
async function removeExpired(container: ContainerClient, clock: () => Instant): Promise<RemovedMedia> {
  const began = clock();
  const isTimeUp = (): boolean => clock() >= began + longestRemoval;
  let [removed, failed] = [0, 0];
  for await (const { segment } of container
    .listBlobsFlat({ includeMetadata: true })
    .byPage({ maxPageSize: 1_000 })) {
    const expired = segment.blobItems.filter(({ metadata }) => hasExpired(expiryOf(metadata), began));
    for (let next = 0; next < expired.length; next += atOnce) {
      if (isTimeUp()) return { removed, failed };
      const batch = expired.slice(next, next + atOnce);
      const outcomes = await Promise.allSettled(batch.map((blob) => removeBlob(container, blob)));
      removed += outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value).length;
      failed += outcomes.filter(({ status }) => status === 'rejected').length;
    }
    if (isTimeUp()) break;
  }
  return { removed, failed };
}

/** One that was put anew since it was listed stays: it is deleted only as it was then. */
async function removeBlob(container: ContainerClient, { name, properties }: BlobItem): Promise<boolean> {
  const conditions = { ifMatch: properties.etag };
  const { succeeded } = await container.getBlobClient(name).deleteIfExists({ conditions }).catch(passOver);
  return succeeded;
}

function passOver(error: unknown): { readonly succeeded: false } {
  if (isStatus(error, 412)) return { succeeded: false };
  throw error;
}

/** Whoever comes first makes the key; everybody uses what is there. */
async function ownKey(container: ContainerClient): Promise<Uint8Array> {
  const blob = container.getBlockBlobClient(keyName);
  try {
    const made = randomBytes(nameKeyLength);
    await blob.uploadData(made, { conditions: { ifNoneMatch: '*' } });
    return made;
  } catch (error) {
    if (!isStatus(error, 409) && !isStatus(error, 412)) throw error;
    return blob.downloadToBuffer();
  }
}

const isStatus = (error: unknown, status: number): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === status;
