import { milliseconds } from '../call/index.ts';
import type { CallFacts, EffectResultOf, HttpOrder, Milliseconds } from '../call/index.ts';
import type { HttpRequestReport } from '../telemetry/index.ts';
import { compileSchema } from '../json-schema/index.ts';
import type { CompiledSchema } from '../json-schema/index.ts';
import type { Exchange } from './exchange.ts';
import { judgeExchange, refusedResult } from './judge-exchange.ts';
import type { Target } from './permission.ts';
import { readTarget } from './request-target.ts';
import { bodyBytes, requestHeaders } from './request-headers.ts';
import type { Authority } from './request-headers.ts';
import { waitBeforeRetry } from './retry-rule.ts';
import { sendRequest } from './send-request.ts';
import type { OutgoingRequest, Wire } from './send-request.ts';
import { userAgent } from './user-agent.ts';

/*
 * DD6  A failure, a report and a log say method, host, status, duration and number of tries, and nothing else of the
 *     request or its answer: no path, query, header or body.
 */

export interface HttpParts {
  readonly wire: Wire;
  readonly authority: Authority;
  readonly wait: (length: Milliseconds) => Promise<void>;
  readonly report: (report: HttpRequestReport) => void;
}

export type PerformHttp = (order: HttpOrder, call: Pick<CallFacts, 'id'>) => Promise<EffectResultOf<'http'>>;

/** Performs the data dips of calls. Never throws: what cannot be done is a result. */
export function httpPerformer(parts: HttpParts): PerformHttp {
  return async (order, call) => {
    const prepared = await prepare(order, parts.authority);
    if (prepared.kind === 'failed') return prepared.result;
    const { request, expect } = prepared;
    const began = parts.wire.clock();
    for (let tries = 1; ; tries += 1) {
      const started = parts.wire.clock();
      const exchange = await sendRequest(request, parts.wire);
      const ended = parts.wire.clock();
      const retryIn = waitBeforeRetry(order, exchange, tries);
      parts.report({
        callId: call.id,
        method: order.method,
        host: order.isHostWritten ? request.target.host : null,
        outcome: outcomeOf(exchange),
        attempt: tries,
        duration: milliseconds(ended - started),
        retryIn,
      });
      if (retryIn === null) {
        const cost = `(tries: ${tries}, ${ended - began} ms in all)`;
        return judgeExchange(
          exchange,
          expect,
          (what) => `${aboutOf(order, request.target)}: ${what} ${cost}.`,
        );
      }
      await parts.wait(retryIn);
    }
  };
}

type Prepared =
  | { readonly kind: 'ready'; readonly request: OutgoingRequest; readonly expect: CompiledSchema | null }
  | { readonly kind: 'failed'; readonly result: EffectResultOf<'http'> };

/** The request with its proof, and what its answer must be; or why it cannot be sent. */
async function prepare(order: HttpOrder, authority: Authority): Promise<Prepared> {
  const { method, timeout } = order;
  const notSent = (about: string, reason: string): Prepared => ({
    kind: 'failed',
    result: refusedResult(`${about}: the request was not sent, since ${reason}.`),
  });
  const read = readTarget(order.url);
  if (read.kind === 'bad') return notSent(method, read.reason);
  const { url, target } = read;
  const expect = order.expect === null ? null : compileSchema(order.expect);
  if (expect?.kind === 'bad')
    return notSent(aboutOf(order, target), 'its "expect" is no JSON Schema that can be used');
  const made = await requestHeaders(order, target, userAgent, authority);
  if (made.kind === 'failed')
    return { kind: 'failed', result: { kind: 'http', outcome: 'failed', failure: made.failure } };
  const body = order.body === null ? null : bodyBytes(order.body);
  return { kind: 'ready', request: { method, url, target, headers: made.headers, body, timeout }, expect };
}

/** All that is said of a request (DD6). */
const aboutOf = ({ method }: HttpOrder, { host }: Target): string => `${method} ${host}`;

const outcomeOf = (exchange: Exchange): number | string =>
  exchange.kind === 'answered' || exchange.kind === 'unusable' ? exchange.status : exchange.reason;
