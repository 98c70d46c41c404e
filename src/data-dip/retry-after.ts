import { milliseconds } from '../call/index.ts';
import type { Instant, Milliseconds } from '../call/index.ts';

/**
 * How long an answer asks us to wait: seconds, or an HTTP date (RFC 9110, 10.2.3). Null where it says nothing usable.
 */
export function readRetryAfter(header: string | undefined, now: Instant): Milliseconds | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return milliseconds(Number(text) * 1000);
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : milliseconds(Math.max(0, date - now));
}
