import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { errorCode } from '../call/index.ts';

/** The largest body that is taken, after decompression. */
const largestBody = 1024 * 1024;

export type ReadBody =
  { readonly kind: 'read'; readonly bytes: Buffer } | { readonly kind: 'unusable'; readonly reason: string };

/** Codings that are asked for; what is not asked for is not taken. */
export const acceptedCodings = 'gzip, br';

/**
 * Reads a body to its end, counting what comes out of decompression: the transfer is cut as soon as it is too much.
 * Throws what the connection throws.
 */
export async function readBody(message: IncomingMessage): Promise<ReadBody> {
  const source = decoded(message);
  if (source === null) {
    message.destroy();
    return { kind: 'unusable', reason: 'its content coding was not asked for' };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let received = 0;
  if (source !== message) message.on('data', (chunk: Buffer) => (received += chunk.length));
  try {
    for await (const chunk of source) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size > largestBody) return { kind: 'unusable', reason: 'its body is larger than 1 MB' };
      chunks.push(chunk);
    }
  } catch (error) {
    // Nothing at all is nothing, whatever its coding is said to be.
    if (isDecodingError(error) && received === 0) return { kind: 'read', bytes: Buffer.alloc(0) };
    if (isDecodingError(error)) return { kind: 'unusable', reason: 'its body cannot be decompressed' };
    throw error;
  } finally {
    message.destroy();
  }
  return { kind: 'read', bytes: Buffer.concat(chunks) };
}

function decoded(message: IncomingMessage): Readable | null {
  const coding = message.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || coding === '') return message;
  const decoder =
    coding === 'gzip' || coding === 'x-gzip'
      ? createGunzip()
      : coding === 'br'
        ? createBrotliDecompress()
        : null;
  // Errors of either side reach the reader of the decoder.
  if (decoder !== null) pipeline(message, decoder, () => undefined);
  return decoder;
}

/** The codes of zlib's and brotli's own errors; a cut transfer may show as one, and is then broken data all the same. */
const isDecodingError = (error: unknown): boolean =>
  /^(Z_|ERR_+(PADDING|BROTLI|FORMAT|ALLOC|DICTIONARY|ERROR|UNREACHABLE))/.test(errorCode(error));
