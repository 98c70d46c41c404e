import type { JsonValue, Milliseconds } from '../call/index.ts';

/** How one try at a request went. No `reason` holds anything of the request or the answer. */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: Milliseconds | null;
      readonly body: JsonValue;
    }
  /** An answer that is not taken: a redirect, a body that is too large. Asking again would give the same. */
  | { readonly kind: 'unusable'; readonly status: number; readonly reason: string }
  /** It may not go there, and was not sent. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** A network error, or no whole answer in time; it may have been done. */
  | { readonly kind: 'broken'; readonly reason: string };
