import { request as requestPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import type { Instant, Milliseconds } from '../call/index.ts';
import { checkedLookup, RefusedTarget } from './checked-lookup.ts';
import type { ResolveName } from './checked-lookup.ts';
import { errorCode } from '../call/index.ts';
import type { Exchange } from './exchange.ts';
import { parseBody } from './parse-body.ts';
import type { NetworkRules, Target } from './permission.ts';
import { refusal } from './permission.ts';
import { readBody } from './read-body.ts';
import { readRetryAfter } from './retry-after.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly target: Target;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** For everything, from the look-up of the name to the last byte of the answer. */
  readonly timeout: Milliseconds;
}

export interface Wire {
  readonly rules: NetworkRules;
  readonly resolve: ResolveName;
  readonly clock: () => Instant;
}

/**
 * One try over the wire: a connection of its own, no proxy, no redirect followed. Never throws: whatever happens is an
 * exchange.
 */
export async function sendRequest(outgoing: OutgoingRequest, wire: Wire): Promise<Exchange> {
  // A socket asks for the address of a name only: an address in the URL is judged here.
  if (isIP(outgoing.target.host) !== 0) {
    const reason = refusal(outgoing.target, outgoing.target.host, wire.rules);
    if (reason !== null) return { kind: 'refused', reason };
  }
  const signal = AbortSignal.timeout(outgoing.timeout);
  try {
    const lookup = checkedLookup(outgoing.target, wire.rules, wire.resolve);
    return await readAnswer(await headOf(outgoing, lookup, signal), wire.clock);
  } catch (error) {
    if (error instanceof RefusedTarget) return { kind: 'refused', reason: error.reason };
    if (signal.aborted) return { kind: 'broken', reason: `no whole answer within ${outgoing.timeout} ms` };
    return { kind: 'broken', reason: `the connection failed (${errorCode(error)})` };
  }
}

class NoAnswer extends Error {
  readonly code = 'ERR_NO_ANSWER';
}

function headOf(
  { method, url, headers, body }: OutgoingRequest,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestEncrypted : requestPlain;
  return new Promise((resolve, reject) => {
    // Without an agent every request has a connection of its own, so that every try is judged anew (DD2).
    const options = { method, headers, lookup, signal, agent: false, rejectUnauthorized: true } as const;
    const request = send(url, options, resolve);
    request.on('error', reject);
    // A server that switches protocols ends the request without an answer and without an error.
    request.on('close', () => reject(new NoAnswer('The connection was closed without an answer.')));
    request.end(body ?? undefined);
  });
}

async function readAnswer(message: IncomingMessage, clock: () => Instant): Promise<Exchange> {
  const status = message.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    message.destroy();
    return { kind: 'unusable', status, reason: 'it redirects, which is not followed' };
  }
  const retryAfter = readRetryAfter(message.headers['retry-after'], clock());
  const read = await readBody(message);
  if (read.kind === 'unusable') return { ...read, status };
  const parsed = parseBody(read.bytes, message.headers['content-type']);
  if (parsed.kind === 'unusable') return { ...parsed, status };
  return { kind: 'answered', status, retryAfter, body: parsed.body };
}
