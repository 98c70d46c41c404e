import type { JsonValue } from './json.ts';
import type { ApplicationInstanceId, CallId, GraphCallId, Instant } from './ids.ts';

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
export const partyKinds = [
  'user',
  'phone',
  'applicationInstance',
  'application',
  'guest',
  'withheld',
] as const;
export type PartyKind = (typeof partyKinds)[number];

/** Who withholds who they are, or whom nobody has named. */
export const withheldParty: Party = {
  kind: 'withheld',
  id: null,
  phone: null,
  displayName: null,
  tenantId: null,
};

/** Who a target is. A phone is of no tenant. */
export const partyOfTarget = (target: Target, tenantId: string | null): Party =>
  target.kind === 'phone'
    ? { ...withheldParty, kind: 'phone', id: target.number, phone: target.number }
    : { ...withheldParty, kind: target.kind, id: target.id, tenantId };

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

/** A meeting that can be joined: by the id and passcode that people use, or by its coordinates. */
export type Meeting =
  | { readonly kind: 'joinId'; readonly joinId: string; readonly passcode: string | null }
  | {
      readonly kind: 'coordinates';
      /** The object id of the user who organizes it. */
      readonly organizer: string;
      /** The tenant of that user. */
      readonly tenantId: string;
      /** The chat of the meeting, and the message in it that it began with ("0"). */
      readonly threadId: string;
      readonly messageId: string;
    };

/** Whom the app calls, all at once, and for whom: Graph wants an application instance where a phone is called. */
export interface Callees {
  readonly targets: readonly [Target, ...Target[]];
  readonly from: ApplicationInstanceId | null;
}

/** What is known of a call when it starts. It never changes. */
export interface CallFacts {
  readonly id: CallId;
  /** Null: the call is not made yet; the flow makes it. */
  readonly graphCallId: GraphCallId | null;
  readonly direction: 'incoming' | 'outgoing';
  readonly from: Party;
  readonly to: Party;
  /** The tenant whose token Graph wants for this call. */
  readonly tenantId: string;
  /** Whom the app calls when this call begins; null: nobody, since somebody calls it, or the flow joins a meeting. */
  readonly callees: Callees | null;
  /** What variables of the flow have when the call begins, in place of their defaults. */
  readonly variables: Readonly<Record<string, JsonValue>>;
  /** When we heard of the call. */
  readonly startedAt: Instant;
}
