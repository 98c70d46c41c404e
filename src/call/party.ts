import type { CallId, GraphCallId, Instant } from './ids.ts';

/** Who is at one end of a call. Members that Graph withheld or did not send are null. */
export interface Party {
  readonly kind: PartyKind;
  readonly id: string | null;
  /** E.164, for a phone. */
  readonly phone: string | null;
  readonly displayName: string | null;
  readonly tenantId: string | null;
}

/** `withheld`: Graph sent the identity encrypted, or none. */
export type PartyKind = 'user' | 'phone' | 'applicationInstance' | 'application' | 'guest' | 'withheld';

/** Somebody in a group call, as Graph's list of participants has them. */
export interface Participant {
  /** Graph's id of them in this call. */
  readonly id: string;
  readonly party: Party;
  /** Waits to be let in. */
  readonly inLobby: boolean;
  readonly muted: boolean;
  /** Grows with each change of them; null: Graph did not say. */
  readonly sequence: number | null;
}

/** Where a call can be sent: `targets` of a flow, section 1 of the flow language. */
export type Target =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'applicationInstance'; readonly id: string }
  | { readonly kind: 'application'; readonly id: string };

/** What is known of a call when it starts. It never changes. */
export interface CallFacts {
  readonly id: CallId;
  readonly graphCallId: GraphCallId;
  readonly direction: 'incoming' | 'outgoing';
  readonly from: Party;
  readonly to: Party;
  /** The tenant whose token Graph wants for this call. */
  readonly tenantId: string;
  /** When we heard of the call. */
  readonly startedAt: Instant;
}
