import { later, milliseconds } from '../../call/index.ts';
import type { Instant, Milliseconds } from '../../call/index.ts';
import type { Exchange } from './exchange.ts';

/*
 * When a request is sent again.
 *
 * R1  429 and 503 say that nothing was done: any operation may be repeated, after as long as Retry-After says.
 * R2  Any other 5xx, and an answer that never came, may mean that it was done: repeated only where a repeat is
 *     harmless by the operation's description. A caller never hears a prompt twice because of us.
 * R3  What was never sent may always be sent again.
 * R4  No try begins after the command's deadline; a longer wait than that is not even begun.
 * R5  The wait doubles from try to try, with jitter, and the number of tries is bounded; a hint may lengthen a
 *     wait, never shorten it.
 */

const firstWait = 300;
const longestWait = 5_000;
/** Tries in all, the first one counted, however short the waits are. */
const mostTries = 8;

export interface TriedRequest {
  readonly exchange: Exchange;
  /** How many tries were made, this one counted. */
  readonly tries: number;
  readonly now: Instant;
  readonly deadline: Instant;
  readonly repeatIsHarmless: boolean;
  /** A number from 0 up to, not including, 1. */
  readonly chance: number;
}

/** How long to wait before the next try; null for no next try. */
export function waitBeforeRetry(tried: TriedRequest): Milliseconds | null {
  if (tried.tries >= mostTries || !mayRepeat(tried.exchange, tried.repeatIsHarmless)) return null;
  const told = tried.exchange.kind === 'answered' ? tried.exchange.retryAfter : null;
  const wait = milliseconds(Math.max(told ?? 0, backOff(tried.tries, tried.chance)));
  return later(tried.now, wait) > tried.deadline ? null : wait;
}

function mayRepeat(exchange: Exchange, repeatIsHarmless: boolean): boolean {
  if (exchange.kind === 'notSent') return true;
  if (exchange.kind === 'lost') return repeatIsHarmless;
  if (exchange.status === 429 || exchange.status === 503) return true;
  return exchange.status >= 500 && repeatIsHarmless;
}

/** From half of the doubling wait to all of it, so that callers who failed together do not return together. */
function backOff(tries: number, chance: number): number {
  const full = Math.min(longestWait, firstWait * 2 ** (tries - 1));
  return Math.round(full / 2 + (full / 2) * chance);
}
