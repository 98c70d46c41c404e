import { callId } from '../call/index.ts';
import type { CallId, GraphCallId, NotifiedEvent } from '../call/index.ts';
import { consultationEvents, parseCallbackAddress } from '../graph/index.ts';
import type { CallNotification } from '../graph/index.ts';

const incomingPrefix = 'in-';

/** Our id of an incoming call. Derived from Graph's, so that a notification that comes twice finds one call. */
export const incomingCallId = (graphCallId: GraphCallId): CallId => callId(`${incomingPrefix}${graphCallId}`);

/** What the durable store takes as an id, and nothing that could change the meaning of a URL. */
const plainId = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** What is raised to a call; `id` null: to none. */
export interface Addressed {
  readonly id: CallId | null;
  readonly events: readonly NotifiedEvent[];
}

/**
 * To which call of ours goes what is said of a call of Graph's: to the one whose own address it came to. Only
 * incoming calls have an id that says which call of Graph's it is: there that decides, since one request may speak of
 * several. At the address of a call that was made for a hand-over everything else is about that one.
 */
export function addressed(segment: string | null, notification: CallNotification): Addressed {
  const { graphCallId, events } = notification;
  const byGraph = { id: incomingCallId(graphCallId), events };
  if (segment === null) return byGraph;
  const { instanceId, consultation } = parseCallbackAddress(segment);
  const id = plainId.test(instanceId) ? callId(instanceId) : null;
  if (id === byGraph.id) return byGraph;
  if (consultation !== null) return { id, events: consultationEvents(consultation, notification) };
  if (instanceId.startsWith(incomingPrefix)) return byGraph;
  return { id, events: [{ kind: 'callKnown', graphCallId }, ...events] };
}
