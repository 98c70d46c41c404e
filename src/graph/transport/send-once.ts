import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { errorCode } from '../../call/index.ts';
import type { Instant, Milliseconds } from '../../call/index.ts';
import type { Exchange } from './exchange.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface HttpTry {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeLimit: Milliseconds;
}

export interface Exchanged {
  readonly exchange: Exchange;
  /** Graph's own id of the request, for support; null where there was no answer or it had none. */
  readonly requestId: string | null;
}

/** One try over the wire. Never throws: whatever happens is an exchange. */
export type SendOnce = (request: HttpTry) => Promise<Exchanged>;

/**
 * An idle connection is closed before Graph's side would do it, since a request that runs into a connection
 * just being closed is lost without anybody knowing whether it was done.
 */
const idleConnection = 20_000;

/** Sends over `@azure/core-rest-pipeline`'s HTTP client, with none of its policies: retries are ours. */
export function httpSender(clock: () => Instant, client: HttpClient = createDefaultHttpClient()): SendOnce {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, timeout: idleConnection }),
    'https:': new HttpsAgent({ keepAlive: true, timeout: idleConnection }),
  };
  return async ({ method, url, headers, body, timeLimit }) => {
    const insecure = url.startsWith('http:');
    const request = createPipelineRequest({
      method,
      url,
      headers: createHttpHeaders(headers),
      agent: agents[insecure ? 'http:' : 'https:'],
      allowInsecureConnection: insecure,
      abortSignal: AbortSignal.timeout(timeLimit),
      ...(body === null ? {} : { body }),
    });
    try {
      const response = await client.sendRequest(request);
      return {
        exchange: {
          kind: 'answered',
          status: response.status,
          retryAfter: parseRetryAfter(response.headers.get('retry-after'), clock()),
          body: response.bodyAsText ?? '',
        },
        requestId: response.headers.get('request-id') ?? null,
      };
    } catch (error) {
      return { exchange: brokenExchange(error), requestId: null };
    }
  };
}

/** Codes that Node gives while it is still looking up, connecting or shaking hands. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/;

function brokenExchange(error: unknown): Exchange {
  const code = errorCode(error);
  if (beforeSending.test(code)) return { kind: 'notSent', reason: `no connection (${code})` };
  if (code === 'AbortError') return { kind: 'lost', reason: 'no answer within the time limit' };
  return { kind: 'lost', reason: `the connection broke (${code})` };
}
