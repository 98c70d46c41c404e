import type { GraphCallId, NotifiedEvent, Party } from '../../call/index.ts';

/** What the body of a notification request turned out to be. */
export type ParsedNotification =
  /** Empty, or in Graph's older protocol: answered 204, it comes again in the one we speak. */
  | { readonly kind: 'legacy' }
  | { readonly kind: 'invalid'; readonly reason: string }
  | {
      readonly kind: 'calls';
      /** One for each call that the request speaks of, in the order of their first mention. */
      readonly calls: readonly CallNotification[];
      /** Why elements were passed over, where they were not merely of no interest to us. */
      readonly faults: readonly string[];
    };

/** Everything that one request says of one call. */
export interface CallNotification {
  readonly graphCallId: GraphCallId;
  /** Set where the call has just come in. */
  readonly incoming: IncomingCall | null;
  /** In the order of the request. */
  readonly events: readonly NotifiedEvent[];
}

export interface IncomingCall {
  readonly from: Party;
  readonly to: Party;
  /** As the call itself says; the token's tenant is the verified one. */
  readonly tenantId: string | null;
}
