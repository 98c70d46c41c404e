import { randomUUID } from 'node:crypto';
import { milliseconds } from '../call/index.ts';
import type { CallFacts, Instant, Milliseconds } from '../call/index.ts';
import type { GraphRequestReport } from '../telemetry/index.ts';
import type { TokenSource } from './tokens/token-source.ts';
import type { Exchange } from './transport/exchange.ts';
import { waitBeforeRetry } from './transport/retry-rule.ts';
import type { HttpTry, SendOnce } from './transport/send-once.ts';

/** What the client needs of the world outside. */
export interface GraphClientParts {
  /** Service root with version, no slash at its end. */
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  readonly send: SendOnce;
  readonly clock: () => Instant;
  /** A number from 0 up to, not including, 1. */
  readonly chance: () => number;
  readonly wait: (length: Milliseconds) => Promise<void>;
  readonly report: (report: GraphRequestReport) => void;
}

export interface GraphRequest {
  readonly operation: string;
  readonly method: HttpTry['method'];
  /** That the operation is offered in: beta has a root of its own, on the same origin. */
  readonly version: 'v1.0' | 'beta';
  /** Below the service root. */
  readonly path: string;
  readonly body: unknown;
  readonly call: Pick<CallFacts, 'id' | 'graphCallId' | 'tenantId'>;
  /** A GUID that is the same for every request of one call. */
  readonly scenarioId: string;
  readonly deadline: Instant;
  readonly repeatIsHarmless: boolean;
}

/** Sends requests to Graph and repeats what may be repeated (retry-rule.ts). Never throws. */
export interface GraphClient {
  readonly send: (request: GraphRequest) => Promise<Exchange>;
}

/** Longest that one try may take. Graph answers in well under a second; callers wait in silence meanwhile. */
const timeLimit = 10_000;

export function createGraphClient(parts: GraphClientParts): GraphClient {
  return {
    send: async (request) => {
      let renewedToken = false;
      for (let tries = 1; ; tries += 1) {
        const started = parts.clock();
        if (started >= request.deadline) return { kind: 'notSent', reason: 'it was too late for it' };
        const clientRequestId = randomUUID();
        const { exchange, requestId } = await tryOnce(parts, request, clientRequestId);
        // A token may be revoked before it ends; the refused request was not done.
        const renew = exchange.kind === 'answered' && exchange.status === 401 && !renewedToken;
        if (renew) {
          renewedToken = true;
          parts.tokens.forget(request.call.tenantId);
        }
        const now = parts.clock();
        const { deadline, repeatIsHarmless } = request;
        const rule = { exchange, tries, now, deadline, repeatIsHarmless, chance: parts.chance() };
        const retryIn = renew ? milliseconds(0) : waitBeforeRetry(rule);
        parts.report({
          callId: request.call.id,
          graphCallId: request.call.graphCallId,
          operation: request.operation,
          scenarioId: request.scenarioId,
          clientRequestId,
          requestId,
          outcome: exchange.kind === 'answered' ? exchange.status : exchange.reason,
          attempt: tries,
          duration: milliseconds(now - started),
          retryIn,
        });
        if (retryIn === null) return exchange;
        await parts.wait(retryIn);
      }
    },
  };
}

const rootOf = (baseUrl: string, { version }: GraphRequest): string =>
  version === 'beta' ? new URL('/beta', baseUrl).href : baseUrl;

async function tryOnce(
  parts: GraphClientParts,
  request: GraphRequest,
  clientRequestId: string,
): ReturnType<SendOnce> {
  let token: string | null;
  try {
    token = await parts.tokens.tokenFor(request.call.tenantId);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no token';
    return { exchange: { kind: 'notSent', reason }, requestId: null };
  }
  return parts.send({
    method: request.method,
    url: `${rootOf(parts.baseUrl, request)}${request.path}`,
    headers: {
      accept: 'application/json',
      'client-request-id': clientRequestId,
      'scenario-id': request.scenarioId,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(request.body === null ? {} : { 'content-type': 'application/json' }),
    },
    body: request.body === null ? null : JSON.stringify(request.body),
    timeLimit: milliseconds(Math.min(timeLimit, Math.max(1, request.deadline - parts.clock()))),
  });
}
