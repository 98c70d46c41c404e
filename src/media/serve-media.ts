import type { Instant } from '../call/index.ts';
import type { MediaCatalogue } from './media-catalogue.ts';
import { parseMediaName } from './media-store.ts';
import type { MediaStore } from './media-store.ts';

/** Where media is looked for: what came with the app, then what was made while it runs. */
export interface ServedMedia {
  readonly catalogue: MediaCatalogue;
  readonly store: MediaStore;
  readonly clock: () => Instant;
}

export interface MediaRequest {
  readonly method: string;
  readonly name: string;
  readonly header: (name: string) => string | null;
}

export interface MediaResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/**
 * Answers a request for a clip (RFC 9110: HEAD, one byte range, entity tags). A name always means the same
 * words, so whoever has its bytes may keep them, for good or until they expire. For HEAD the HTTP server leaves the
 * body away by itself.
 */
export async function serveMedia(media: ServedMedia, request: MediaRequest): Promise<MediaResponse> {
  const found = await find(media, request.name);
  if (found === 'unreachable') return unreachable;
  if (found === null) return notFound;
  const tag = `"${request.name.replace(/\.wav$/, '')}"`;
  const lasting = {
    etag: tag,
    'cache-control': `public, max-age=${found.seconds}, immutable`,
    'accept-ranges': 'bytes',
  };
  if (namesTag(request.header('if-none-match'), tag)) return { status: 304, headers: lasting };
  const { bytes, contentType } = found;
  const headers = { ...lasting, 'content-type': contentType, 'x-content-type-options': 'nosniff' };
  const condition = request.header('if-range');
  const wanted = condition === null || condition === tag ? request.header('range') : null;
  const range = request.method === 'GET' ? parseRange(wanted, bytes.length) : 'all';
  if (range === 'none') {
    return { status: 416, headers: { ...lasting, 'content-range': `bytes */${bytes.length}` } };
  }
  if (range === 'all') {
    return { status: 200, headers: { ...headers, 'content-length': String(bytes.length) }, body: bytes };
  }
  const part = bytes.subarray(range.first, range.last + 1);
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(part.length),
      'content-range': `bytes ${range.first}-${range.last}/${bytes.length}`,
    },
    body: part,
  };
}

interface Found {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** How long it may be kept. */
  readonly seconds: number;
}

const year = 31_536_000;

async function find(
  { catalogue, store, clock }: ServedMedia,
  text: string,
): Promise<Found | null | 'unreachable'> {
  const name = parseMediaName(text);
  if (name === null) return null;
  const read = catalogue.find(name);
  if (read !== null) {
    const bytes = await read();
    return bytes === null ? null : { bytes, contentType: 'audio/wav', seconds: year };
  }
  try {
    const stored = await store.get(name);
    if (stored === null) return null;
    const { bytes, contentType, expiresAt } = stored;
    const left = expiresAt === null ? year : Math.floor((expiresAt - clock()) / 1000);
    return { bytes, contentType, seconds: Math.max(0, Math.min(year, left)) };
  } catch {
    return 'unreachable';
  }
}

const refusal = (status: number, code: string, message: string): MediaResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: Buffer.from(JSON.stringify({ error: { code, message } })),
});

const notFound = refusal(404, 'MEDIA-UNKNOWN', 'No such media.');
const unreachable = refusal(503, 'MEDIA-UNREACHABLE', 'The media store cannot be reached now.');

const namesTag = (header: string | null, tag: string): boolean =>
  (header ?? '').split(',').some((named) => ['*', tag, `W/${tag}`].includes(named.trim()));

type Range = 'all' | 'none' | { readonly first: number; readonly last: number };

/** One range of bytes; several, and what is no range at all, are answered with everything, as they may be. */
function parseRange(header: string | null, size: number): Range {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (from === '' && to === '') return 'all';
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < first) return 'all';
  return first > last ? 'none' : { first, last };
}
