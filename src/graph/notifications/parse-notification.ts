import { graphCallId, parseJson } from '../../call/index.ts';
import type { GraphCallId, NotifiedEvent } from '../../call/index.ts';
import { callResource, commsOperation } from '../../operations/index.ts';
import type { CallResource } from '../../operations/index.ts';
import { eventsOfCall, eventsOfOperation } from './call-events.ts';
import { envelope, notificationElement } from './notification-schema.ts';
import type { NotificationElement } from './notification-schema.ts';
import type { CallNotification, IncomingCall, ParsedNotification } from './notification.ts';
import { partyOf } from './party-of.ts';
import { parseResourcePath } from './resource-path.ts';
import type { ResourcePath } from './resource-path.ts';
import { rosterEvent } from './roster-event.ts';

/**
 * Reads the body of a notification request, tolerant of everything that Graph has been seen to send
 * ("Handle call notifications", and the JSON rules of the calls API). An element that cannot be read does
 * not spoil the others: only a request without any readable one is invalid.
 */
export function parseNotification(body: string): ParsedNotification {
  if (body.trim() === '') return { kind: 'legacy' };
  const json = parseJson(body);
  if (json === undefined) return { kind: 'invalid', reason: 'The body is not JSON.' };
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { kind: 'invalid', reason: 'The body is no JSON object.' };
  }
  const parsed = envelope.safeParse(json);
  if (!parsed.success) {
    return isNotification(json)
      ? { kind: 'invalid', reason: 'The notification has no list "value".' }
      : { kind: 'legacy' };
  }
  const elements = parsed.data.value.map(readElement);
  const faults = elements.flatMap((element) => (element.kind === 'fault' ? [element.reason] : []));
  const mentions = elements.flatMap((element) => (element.kind === 'mention' ? [element] : []));
  const [firstFault] = faults;
  if (firstFault !== undefined && faults.length === elements.length) {
    return { kind: 'invalid', reason: firstFault };
  }
  return { kind: 'calls', calls: byCall(mentions), faults };
}

interface Mention {
  readonly kind: 'mention';
  readonly callId: GraphCallId;
  readonly incoming: IncomingCall | null;
  readonly events: readonly NotifiedEvent[];
}

type ReadElement = Mention | { readonly kind: 'fault'; readonly reason: string } | { readonly kind: 'other' };

const fault = (reason: string): ReadElement => ({ kind: 'fault', reason });
const other: ReadElement = { kind: 'other' };

function readElement(json: unknown): ReadElement {
  const parsed = notificationElement.safeParse(json);
  if (!parsed.success) return fault('An element of "value" is no notification.');
  const element = parsed.data;
  const address = element.resourceUrl ?? element.resource;
  const path = parseResourcePath(address ?? '');
  if (Array.isArray(element.resourceData)) return readList(path, element.resourceData);
  const data = element.resourceData ?? {};
  const type = typeof data['@odata.type'] === 'string' ? data['@odata.type'].toLowerCase() : null;
  if (isOperation(type, path?.collection)) {
    return path === null ? fault('An operation is of no call.') : readOperation(path.callId, data);
  }
  if (type !== null && !type.endsWith('.call')) return other;
  if (path !== null && path.collection !== '') return other;
  return readCall(element, path?.callId ?? null, data);
}

/** Of collections, flows hear of participants only. */
function readList(path: ResourcePath | null, list: readonly unknown[]): ReadElement {
  if (path?.collection !== 'participants') return other;
  const event = rosterEvent(list);
  if (event === null) return fault('A list of participants has members of the wrong type.');
  return { kind: 'mention', callId: path.callId, incoming: null, events: [event] };
}

/** The type decides, since examples put results under addresses that do not fit; without it the address does. */
const isOperation = (type: string | null, collection: string | undefined): boolean =>
  type === null ? collection === 'operations' : type.endsWith('operation');

function readOperation(callId: GraphCallId, data: object): ReadElement {
  const operation = commsOperation.safeParse(data);
  if (!operation.success) return fault('An operation has members of the wrong type.');
  return { kind: 'mention', callId, incoming: null, events: eventsOfOperation(operation.data) };
}

function readCall(element: NotificationElement, idInPath: GraphCallId | null, data: object): ReadElement {
  const parsed = callResource.safeParse(data);
  if (!parsed.success) return fault('A call has members of the wrong type.');
  const call = parsed.data;
  const ownId =
    typeof call.id === 'string' && /^[0-9a-z-]{1,64}$/i.test(call.id) ? graphCallId(call.id) : null;
  const callId = idInPath ?? ownId;
  if (callId === null) return fault('A notification names no call.');
  const change = element.changeType?.toLowerCase();
  if (change !== 'deleted' && call.state === 'incoming') {
    return { kind: 'mention', callId, incoming: incomingCall(call), events: [] };
  }
  return { kind: 'mention', callId, incoming: null, events: eventsOfCall(call, change === 'deleted') };
}

function incomingCall(call: CallResource): IncomingCall {
  return {
    from: partyOf(call.source),
    to: partyOf(call.targets?.[0]),
    tenantId: call.tenantId?.toLowerCase() ?? null,
  };
}

function byCall(mentions: readonly Mention[]): readonly CallNotification[] {
  const calls = new Map<GraphCallId, CallNotification>();
  for (const { callId, incoming, events } of mentions) {
    const known = calls.get(callId);
    calls.set(callId, {
      graphCallId: callId,
      incoming: known?.incoming ?? incoming,
      events: [...(known?.events ?? []), ...events],
    });
  }
  return [...calls.values()];
}

function isNotification(json: object): boolean {
  const type = '@odata.type' in json ? json['@odata.type'] : undefined;
  return typeof type === 'string' && type.toLowerCase().endsWith('.commsnotifications');
}
