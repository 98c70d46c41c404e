import type { Milliseconds } from '../../call/index.ts';

/** How one try at a request went. */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: Milliseconds | null;
      readonly body: string;
    }
  /** The request certainly never reached Graph: no connection, no token. */
  | { readonly kind: 'notSent'; readonly reason: string }
  /** The request was on its way, and no answer came: it may have happened. */
  | { readonly kind: 'lost'; readonly reason: string };
