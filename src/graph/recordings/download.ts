import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import type { HttpClient, PipelineResponse } from '@azure/core-rest-pipeline';
import { errorCode } from '../../call/index.ts';
import type { Instant, Milliseconds } from '../../call/index.ts';
import { isLoopbackUrl } from '../../loopback/index.ts';
import type { Exchange } from '../transport/exchange.ts';
import { parseRetryAfter } from '../transport/retry-after.ts';

export type Download =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** Something went wrong that another try may mend, or an answer that says no. */
  | { readonly kind: 'failed'; readonly exchange: Exchange }
  /** Another try would give the same. */
  | { readonly kind: 'unusable'; readonly reason: string };

export interface DownloadRequest {
  readonly url: URL;
  readonly accessToken: string | null;
  /** By which Microsoft's support finds it. */
  readonly clientRequestId: string;
  readonly timeLimit: Milliseconds;
}

export type DownloadOnce = (request: DownloadRequest) => Promise<Download>;

/** Two minutes, the longest recording, of CD quality in stereo come to 21 MB. */
const largestFile = 24 * 1024 * 1024;
const mostRedirects = 3;

/** Fetches a file over https; where Graph itself is a simulator on loopback, over http from there too. Never throws. */
export function downloader(
  clock: () => Instant,
  graphBaseUrl: string,
  client: HttpClient = createDefaultHttpClient(),
): DownloadOnce {
  return async ({ url, accessToken, clientRequestId, timeLimit }) => {
    const signal = AbortSignal.timeout(timeLimit);
    let place = url;
    let token = accessToken;
    try {
      for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
        if (place.protocol !== 'https:' && !(isLoopbackUrl(graphBaseUrl) && isLoopbackUrl(place.href)))
          return { kind: 'unusable', reason: 'it is not fetched over https' };
        const response = await client.sendRequest(requestFor(place, token, clientRequestId, signal));
        const next = redirectOf(response, place);
        if (next === null) return await fileOf(response, clock);
        discard(response);
        // The token is for the place that Graph named, and for nobody else.
        if (next.origin !== place.origin) token = null;
        place = next;
      }
      return { kind: 'unusable', reason: 'it leads from place to place' };
    } catch (error) {
      const reason = signal.aborted
        ? 'no whole file within the time limit'
        : `the connection broke (${errorCode(error)})`;
      return { kind: 'failed', exchange: { kind: 'lost', reason } };
    }
  };
}

const requestFor = (url: URL, token: string | null, clientRequestId: string, abortSignal: AbortSignal) =>
  createPipelineRequest({
    method: 'GET',
    url: url.href,
    headers: createHttpHeaders({
      'client-request-id': clientRequestId,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    }),
    allowInsecureConnection: url.protocol === 'http:',
    // Infinity stands for every status: the body is read here, since it has to be counted.
    streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
    abortSignal,
  });

function redirectOf({ status, headers }: PipelineResponse, from: URL): URL | null {
  const location = headers.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  return URL.canParse(location, from.href) ? new URL(location, from.href) : null;
}

async function fileOf(response: PipelineResponse, clock: () => Instant): Promise<Download> {
  const { status, headers, readableStreamBody } = response;
  if (status !== 200) {
    discard(response);
    const retryAfter = parseRetryAfter(headers.get('retry-after'), clock());
    return { kind: 'failed', exchange: { kind: 'answered', status, retryAfter, body: '' } };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readableStreamBody ?? []) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestFile) return { kind: 'unusable', reason: `it is larger than ${largestFile} bytes` };
    chunks.push(bytes);
  }
  return { kind: 'file', bytes: Buffer.concat(chunks) };
}

/** What is not read would hold its connection. */
function discard({ readableStreamBody }: PipelineResponse): void {
  readableStreamBody?.on('error', () => undefined).resume();
}
