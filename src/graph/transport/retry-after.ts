import { instant, milliseconds } from '../../call/index.ts';
import type { Instant, Milliseconds } from '../../call/index.ts';

/**
 * How long a `Retry-After` header asks us to wait: seconds, or an HTTP date (RFC 9110, 10.2.3). Null where
 * there is none or it says nothing usable. A date in the past is no wait.
 */
export function parseRetryAfter(header: string | undefined, now: Instant): Milliseconds | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return milliseconds(Math.ceil(Number(text) * 1000));
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : milliseconds(Math.max(0, instant(date) - now));
}
