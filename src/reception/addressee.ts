import { callId } from '../call/index.ts';
import type { CallId, GraphCallId } from '../call/index.ts';

const incomingPrefix = 'in-';

/** Our id of an incoming call. Derived from Graph's, so that a notification that comes twice finds one call. */
export const incomingCallId = (graphCallId: GraphCallId): CallId => callId(`${incomingPrefix}${graphCallId}`);

/** What the durable store takes as an id, and nothing that could change the meaning of a URL. */
const plainId = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/**
 * To which call an event goes: to the one whose own address it came to; null for an address that cannot be
 * one. Only incoming calls have an id that says which call of Graph's it is: there the event's call decides,
 * since one request may speak of several.
 */
export function addressee(instanceId: string | null, graphCallId: GraphCallId): CallId | null {
  if (instanceId === null || instanceId.startsWith(incomingPrefix)) return incomingCallId(graphCallId);
  return plainId.test(instanceId) ? callId(instanceId) : null;
}
