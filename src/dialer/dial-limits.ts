import type { Instant } from '../call/index.ts';

/** How many calls the dialer makes: the settings OUTBOUND_CONCURRENT_CALLS and OUTBOUND_CALLS_PER_MINUTE. */
export interface DialLimits {
  /** Calls of the dialer's that go on at the same time; 0: none is made. */
  readonly concurrent: number;
  readonly perMinute: number;
}

/**
 * How many calls may be made now.
 *
 * SD2  No more calls of the dialer's go on at the same time than the limit says.
 * SD3  In no minute more calls are made than the limit says, and one second's share of it: calls are made evenly, since
 *      what was not used is not saved up.
 */
export function roomFor(
  { concurrent, perMinute }: DialLimits,
  running: number,
  lastStartAt: Instant | null,
  now: Instant,
): number {
  const places = Math.max(0, concurrent - running);
  const interval = 60_000 / perMinute;
  const oneSecond = Math.max(1, Math.floor(1_000 / interval));
  const earned = lastStartAt === null ? oneSecond : Math.floor((now - lastStartAt) / interval);
  return Math.min(places, oneSecond, Math.max(0, earned));
}
