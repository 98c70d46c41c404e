import { createHash } from 'node:crypto';
import { assertNever, errorCode } from '../call/index.ts';
import type { EventBatch, Instant } from '../call/index.ts';
import { parseNotification } from '../graph/index.ts';
import type { CallNotification, IncomingCall, VerifyToken } from '../graph/index.ts';
import type { Library } from '../library/index.ts';
import type { Log, Span, Trace } from '../telemetry/index.ts';
import { addressed, incomingCallId } from './addressee.ts';
import type { CallStore } from './call-store.ts';
import { accepted, decodeBody, errorAnswer, noContent, readBody } from './notification-request.ts';
import type { NotificationAnswer, NotificationRequest } from './notification-request.ts';
import { refusalTeller } from './refusal-teller.ts';
import type { After } from './refusal-teller.ts';
import { bodyRefusal, sizeRefusal, tokenRefusal } from './refused-notification.ts';
import type { Refusal } from './refused-notification.ts';

/*
 * What happens when Graph tells us something.
 *
 * RC2  202 is answered only once everything is stored; what cannot be stored is answered 503, so that it comes
 *      again, and what comes again is recognised by its id.
 * RC3  Events are stamped when their request arrives, before anything is awaited.
 * RC4  The checks are made in the order of the documentation: size, form of the token, keys, token, tenant,
 *      form of the body, store.
 */

export interface ReceptionParts {
  readonly verifyToken: VerifyToken;
  readonly flowFor: Library['flowFor'];
  readonly clock: () => Instant;
  readonly after: After;
  /** A new id each time. */
  readonly newId: () => string;
  readonly log: Log;
  readonly trace: Trace;
}

export type ReceiveNotification = (
  request: NotificationRequest,
  store: CallStore,
) => Promise<NotificationAnswer>;

export function notificationReceiver(parts: ReceptionParts): ReceiveNotification {
  const tell = refusalTeller(parts.log, parts.after);
  const refuse = (refusal: Refusal): NotificationAnswer => {
    tell(refusal);
    return errorAnswer(refusal.status, refusal.code, refusal.message);
  };
  return async (request, store) => {
    const receivedAt = parts.clock();
    const bytes = await readBody(request);
    if (bytes === null) return refuse(sizeRefusal);
    const verdict = await parts.verifyToken(request.header('authorization'));
    if (verdict.kind !== 'valid') return refuse(tokenRefusal(verdict));
    const text = decodeBody(bytes, request.header('content-type'));
    const notification = parseNotification(text);
    switch (notification.kind) {
      case 'legacy':
        return noContent;
      case 'invalid':
        return refuse(bodyRefusal(notification.reason));
      case 'calls':
        break;
      default:
        return assertNever(notification, 'notification');
    }
    for (const reason of notification.faults) parts.log('warn', 'ivr.notification.fault', { reason });
    const { tenantId } = verdict;
    const delivery: Delivery = { receivedAt, tenantId, id: deliveryId(request, text, parts) };
    try {
      for (const call of notification.calls)
        await storeCall(call, request.instanceId, delivery, parts, store);
    } catch (error) {
      parts.log('error', 'ivr.store.failed', { reason: errorCode(error) });
      return errorAnswer(503, 'STORE-UNREACHABLE', 'The notification could not be stored; send it again.');
    }
    return accepted;
  };
}

interface Delivery {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly tenantId: string;
}

/**
 * The same for a redelivery, different for any two notifications: Graph's id of the message, and the content
 * in case that somebody uses one id twice. Without Graph's id nothing can be told apart from its repetition,
 * and nothing must be lost: then each delivery counts, and the interpreter ignores what it has seen.
 */
function deliveryId(request: NotificationRequest, text: string, { newId }: ReceptionParts): string {
  const messageId = request.header('x-microsoft-skype-message-id') ?? newId();
  const content = createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
  return `${messageId.slice(0, 100)}.${content}`;
}

async function storeCall(
  notification: CallNotification,
  instanceId: string | null,
  delivery: Delivery,
  parts: ReceptionParts,
  store: CallStore,
): Promise<void> {
  const { graphCallId, incoming } = notification;
  const { id, events } = addressed(instanceId, notification);
  const dimensions = { callId: incoming === null ? id : incomingCallId(graphCallId), graphCallId };
  await parts.trace('notification', { kind: 'internal', of: null, dimensions, cause: null }, async (span) => {
    if (incoming !== null) await startCall({ graphCallId, ...incoming }, delivery, parts, store);
    if (events.length === 0) return;
    const stored =
      id === null ? 'unknown' : await store.raise(id, batchOf(delivery, notification, events, span));
    if (stored === 'unknown') {
      const kinds = events.map(({ kind }) => kind).join(' ');
      parts.log('warn', 'ivr.notification.unknown', { callId: id, graphCallId, kinds });
    }
  });
}

function batchOf(
  { id, receivedAt }: Delivery,
  { graphCallId }: CallNotification,
  events: EventBatch['events'],
  { traceparent }: Span,
): EventBatch {
  const trace = traceparent === null ? {} : { traceparent };
  return { id: `${id}.${graphCallId}`, receivedAt, events, ...trace };
}

async function startCall(
  { graphCallId, from, to }: IncomingCall & Pick<CallNotification, 'graphCallId'>,
  { receivedAt, tenantId }: Delivery,
  { flowFor }: ReceptionParts,
  store: CallStore,
): Promise<void> {
  const id = incomingCallId(graphCallId);
  const flow = flowFor({ id, from, to });
  const call = {
    id,
    graphCallId,
    direction: 'incoming',
    from,
    to,
    tenantId,
    callees: null,
    variables: {},
    startedAt: receivedAt,
  } as const;
  await store.start(id, { call, flow });
}
