import { assertNever } from '../call/index.ts';
import type { EffectResultOf, JsonValue } from '../call/index.ts';
import type { CompiledSchema } from '../json-schema/index.ts';
import type { Exchange } from './exchange.ts';
import { failed } from './failure.ts';

/** What came of a request: a 2xx body must be as `expect` says; `message` says of what the failure tells. */
export function judgeExchange(
  exchange: Exchange,
  expect: CompiledSchema | null,
  message: (what: string) => string,
): EffectResultOf<'http'> {
  if (exchange.kind === 'refused')
    return refusedResult(
      message(
        `the request was not sent, since ${exchange.reason}. HTTP_ALLOWED_HOSTS can name what it may reach`,
      ),
    );
  if (exchange.kind === 'broken') return refusedResult(message(exchange.reason));
  const { status } = exchange;
  if (exchange.kind === 'unusable')
    return refusedResult(
      message(`the answer with status ${status} is not taken, since ${exchange.reason}`),
      status,
    );
  const fault = status >= 200 && status < 300 ? faultOf(exchange.body, expect) : null;
  if (fault !== null) return refusedResult(message(`the answer with status ${status} ${fault}`), status);
  return { kind: 'http', outcome: 'done', status, body: exchange.body };
}

/** What is wrong with a body; the place is one of the schema, which the author wrote. */
function faultOf(body: JsonValue, expect: CompiledSchema | null): string | null {
  if (expect?.kind !== 'ok') return null;
  const judged = expect.judge(body);
  switch (judged.kind) {
    case 'valid':
      return null;
    case 'tooCostly':
      return 'costs too much to judge by "expect"';
    case 'invalid':
      return `is not as expected at "${judged.place.join('/')}" of "expect"`;
    default:
      return assertNever(judged, 'judgement');
  }
}

export const refusedResult = (message: string, status: number | null = null): EffectResultOf<'http'> => ({
  kind: 'http',
  outcome: 'failed',
  failure: failed('http', message, status),
});
