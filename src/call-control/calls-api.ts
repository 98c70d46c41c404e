import * as z from 'zod';
import { callId, errorCode, eventNameForm, eventNameWords, parseJson } from '../call/index.ts';
import type { CallId, Instant, NotifiedEvent } from '../call/index.ts';
import { triesOf } from './calls-store.ts';
import type { CallsStore, StoredCall } from './calls-store.ts';
import type { Log } from '../telemetry/index.ts';
import { outboundCallId, requestOf } from './outbound-request.ts';
import type { OutboundCalls } from './start-outbound-call.ts';
import type { WaitingCall } from './waiting-call.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly jsonBody?: object;
}

export interface CallsApiParts {
  readonly calls: OutboundCalls;
  readonly callbackBaseUrl: string;
  readonly clock: () => Instant;
  /** A new id each time. */
  readonly newId: () => string;
  readonly log: Log;
}

/** Why a request is refused. Stable: clients are built on them, and docs/outbound.md lists them. */
export const apiErrorCodes = [
  'BODY-INVALID',
  'BODY-TOO-LARGE',
  'CALL-REQUEST-INVALID',
  'FLOW-UNKNOWN',
  'STATE-UNKNOWN',
  'CALL-UNKNOWN',
  'EVENT-INVALID',
  'EVENT-TOO-LARGE',
  'CALL-ENDED',
  'STORE-UNREACHABLE',
] as const;
type ApiErrorCode = (typeof apiErrorCodes)[number];

/** Puts a call where it is watched, so that it is made again by the plan of its request. */
export type WatchCall = (call: WaitingCall) => Promise<void>;

/** The routes `/api/calls`: calls are started, listed, shown, hung up and told of events. */
export interface CallsApi {
  readonly start: (body: string, store: CallsStore, watch: WatchCall) => Promise<ApiAnswer>;
  readonly list: (state: string | null, store: CallsStore) => Promise<ApiAnswer>;
  readonly show: (id: string, store: CallsStore) => Promise<ApiAnswer>;
  readonly hangUp: (id: string, store: CallsStore) => Promise<ApiAnswer>;
  readonly raise: (id: string, name: string, body: string, store: CallsStore) => Promise<ApiAnswer>;
}

/** What may come with an event: section 2.1 of the flow language, wait. */
const largestEvent = 16 * 1024;
const eventName = new RegExp(`^${eventNameForm}$`);
/** The form of our ids; anything else is no call. */
const plainId = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** What a request may be long: flows and their variables are far smaller. */
const largestRequest = 256 * 1024;

export function callsApi({ calls, callbackBaseUrl, clock, newId, log }: CallsApiParts): CallsApi {
  const tell = (id: CallId, event: NotifiedEvent, store: CallsStore) =>
    store.raise(id, { id: `api.${newId()}`, receivedAt: clock(), events: [event] });
  return guarded(log, {
    start: async (text, store, watch) => {
      if (sizeOf(text) > largestRequest)
        return refusal(413, 'BODY-TOO-LARGE', 'A request for a call has 256 KB at most.');
      const body = parseJson(text);
      if (body === undefined) return refusal(400, 'BODY-INVALID', 'The body is no JSON.');
      const checked = calls.check(body);
      if (checked.kind === 'refused')
        return refusal(checked.code === 'FLOW-UNKNOWN' ? 404 : 400, checked.code, checked.message);
      const id = outboundCallId(checked.request.requestId, newId);
      // Watched before it is made: whatever happens in between, it is not forgotten. What is asked for again is there.
      const isWatched = checked.request.retry !== undefined && (await store.find(id)) === null;
      if (isWatched) await watch({ callId: id, request: body });
      await calls.start(id, checked, store);
      const statusUrl = `${callbackBaseUrl}/api/calls/${id}`;
      return { status: 202, headers: { location: statusUrl }, jsonBody: { callId: id, statusUrl } };
    },
    list: async (given, store) => {
      const state = stateSchema.safeParse(given ?? undefined);
      if (!state.success) return refusal(400, 'STATE-UNKNOWN', 'state must be active or ended.');
      const calls = await store.list(state.data ?? null);
      return { status: 200, jsonBody: { calls: calls.map(summaryOf) } };
    },
    show: async (text, store) => {
      const call = await find(text, store);
      if (call === null) return unknownCall;
      const { state, record } = call;
      return { status: 200, jsonBody: { ...summaryOf(call), ...(state === 'ended' ? { record } : {}) } };
    },
    hangUp: async (text, store) => {
      const call = await find(text, store);
      if (call === null) return unknownCall;
      const id = callId(call.callId);
      const request = requestOf(id);
      if (call.outcome?.end === 'notAnswered' || request !== id) await store.cancel(request);
      const last = call.state === 'active' ? call : (await triesOf(request, store)).at(-1);
      if (last?.state === 'active') await tell(callId(last.callId), { kind: 'hangupRequested' }, store);
      return { status: 202 };
    },
    raise: async (text, name, body, store) => {
      if (!eventName.test(name))
        return refusal(400, 'EVENT-INVALID', `The name of an event is ${eventNameWords}.`);
      if (sizeOf(body) > largestEvent)
        return refusal(413, 'EVENT-TOO-LARGE', 'What comes with an event has 16 KB at most.');
      const data = body.trim() === '' ? null : parseJson(body);
      if (data === undefined) return refusal(400, 'BODY-INVALID', 'The body is no JSON.');
      const call = await find(text, store);
      if (call === null) return unknownCall;
      if (call.state === 'ended')
        return refusal(409, 'CALL-ENDED', 'The call has ended: nobody waits for the event.');
      await tell(callId(call.callId), { kind: 'external', name, data }, store);
      return { status: 202 };
    },
  });
}

/** What cannot be reached is said, and nothing of ours is told of it. */
function guarded(log: Log, api: CallsApi): CallsApi {
  const guard =
    <Arguments extends readonly unknown[]>(
      answer: (...parameters: Arguments) => Promise<ApiAnswer>,
    ): ((...parameters: Arguments) => Promise<ApiAnswer>) =>
    async (...parameters) => {
      try {
        return await answer(...parameters);
      } catch (error) {
        log('error', 'ivr.store.failed', { reason: errorCode(error) });
        return refusal(
          503,
          'STORE-UNREACHABLE',
          'The store of calls, or its queues, could not be reached. Try again; with a requestId no call is made twice.',
        );
      }
    };
  return {
    start: guard(api.start),
    list: guard(api.list),
    show: guard(api.show),
    hangUp: guard(api.hangUp),
    raise: guard(api.raise),
  };
}

const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

const stateSchema = z.enum(['active', 'ended']).optional();

const find = (id: string, store: CallsStore): Promise<StoredCall | null> =>
  plainId.test(id) ? store.find(callId(id)) : Promise.resolve(null);

const summaryOf = ({ callId: id, flow, state, startedAt, endedAt, outcome }: StoredCall): object => ({
  callId: id,
  flow,
  state,
  startedAt,
  ...(endedAt === null ? {} : { endedAt }),
  ...outcome,
});

const refusal = (status: number, code: ApiErrorCode, message: string): ApiAnswer => ({
  status,
  jsonBody: { error: { code, message } },
});

const unknownCall = refusal(404, 'CALL-UNKNOWN', 'There is no such call.');
