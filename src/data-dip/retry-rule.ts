import { milliseconds, repeatIsHarmless } from '../call/index.ts';
import type { HttpOrder, Milliseconds } from '../call/index.ts';
import type { Exchange } from './exchange.ts';

/*
 * When a request is sent again (section 2.1 of the flow language, http).
 *
 * DD4  Only what is harmless to repeat is repeated: GET, PUT, DELETE, and what the author calls idempotent.
 * DD5  Network errors, timeouts, 429 and 502 to 504 are repeated, as often as the author says. The waits are 250 ms,
 *     500 ms, 1 s and so on; Retry-After may lengthen one, and where it asks for more than 5 s the caller is not kept
 *     waiting: what was answered is the answer.
 */

const firstWait = 250;
/** The longest wait between two tries, whoever asks for it. */
const longestWait = 5_000;

/** How long to wait before the next try; null for no next try. `tries` counts those that were made. */
export function waitBeforeRetry(
  { method, idempotent, retries }: Pick<HttpOrder, 'method' | 'idempotent' | 'retries'>,
  exchange: Exchange,
  tries: number,
): Milliseconds | null {
  if (!repeatIsHarmless({ method, idempotent }) || tries > retries || !mayPass(exchange)) return null;
  const asked = exchange.kind === 'answered' ? (exchange.retryAfter ?? 0) : 0;
  if (asked > longestWait) return null;
  return milliseconds(Math.max(asked, Math.min(longestWait, firstWait * 2 ** (tries - 1))));
}

function mayPass(exchange: Exchange): boolean {
  if (exchange.kind === 'broken') return true;
  return exchange.kind === 'answered' && [429, 502, 503, 504].includes(exchange.status);
}
