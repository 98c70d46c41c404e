import type { MediaCatalogue } from './media-catalogue.ts';

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
 * bytes, so whoever has them may keep them for good. For HEAD the HTTP server leaves the body away by itself.
 */
export async function serveMedia(catalogue: MediaCatalogue, request: MediaRequest): Promise<MediaResponse> {
  const read = catalogue.find(request.name);
  if (read === null) return notFound;
  const tag = `"${request.name.replace(/\.wav$/, '')}"`;
  const lasting = {
    etag: tag,
    'cache-control': 'public, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
  };
  if (namesTag(request.header('if-none-match'), tag)) return { status: 304, headers: lasting };
  const bytes = await read();
  if (bytes === null) return notFound;
  const headers = { ...lasting, 'content-type': 'audio/wav', 'x-content-type-options': 'nosniff' };
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

const notFound: MediaResponse = {
  status: 404,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: Buffer.from(JSON.stringify({ error: { code: 'MEDIA-UNKNOWN', message: 'No such media.' } })),
};

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
