import * as z from 'zod';
import { assertNever, callId } from '../call/index.ts';
import type { CallId, Instant, JsonValue, NotifiedEvent } from '../call/index.ts';
import type { CallsStore, StoredCall } from './calls-store.ts';
import type { StartOutboundCall } from './start-outbound-call.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly jsonBody?: object;
}

export interface CallsApiParts {
  readonly startCall: StartOutboundCall;
  readonly callbackBaseUrl: string;
  readonly clock: () => Instant;
  /** A new id each time. */
  readonly newId: () => string;
}

/** The routes `/api/calls`: calls are started, listed, shown, hung up and told of events. */
export interface CallsApi {
  readonly start: (body: string, store: CallsStore) => Promise<ApiAnswer>;
  readonly list: (state: string | null, store: CallsStore) => Promise<ApiAnswer>;
  readonly show: (id: string, store: CallsStore) => Promise<ApiAnswer>;
  readonly hangUp: (id: string, store: CallsStore) => Promise<ApiAnswer>;
  readonly raise: (id: string, name: string, body: string, store: CallsStore) => Promise<ApiAnswer>;
}

/** What may come with an event: section 2.1 of the flow language, wait. */
const largestEvent = 16 * 1024;
const eventName = /^[A-Za-z][\w.-]{0,63}$/;
/** The form of our ids; anything else is no call. */
const plainId = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

export function callsApi({ startCall, callbackBaseUrl, clock, newId }: CallsApiParts): CallsApi {
  const tell = (id: CallId, event: NotifiedEvent, store: CallsStore) =>
    store.raise(id, { id: `api.${newId()}`, receivedAt: clock(), events: [event] });
  return {
    start: async (text, store) => {
      const body = parseJson(text);
      if (body === undefined) return refusal(400, 'BODY-INVALID', 'The body is no JSON.');
      const started = await startCall(body, store);
      switch (started.kind) {
        case 'invalid':
          return refusal(400, 'CALL-REQUEST-INVALID', started.message);
        case 'unknownFlow':
          return refusal(404, 'FLOW-UNKNOWN', started.message);
        case 'started':
        case 'exists': {
          const { callId: id } = started;
          const statusUrl = `${callbackBaseUrl}/api/calls/${id}`;
          return { status: 202, headers: { location: statusUrl }, jsonBody: { callId: id, statusUrl } };
        }
        default:
          return assertNever(started, 'started call');
      }
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
      if (call.state === 'active') await tell(callId(call.callId), { kind: 'hangupRequested' }, store);
      return { status: 202 };
    },
    raise: async (text, name, body, store) => {
      if (!eventName.test(name))
        return refusal(
          400,
          'EVENT-INVALID',
          'The name of an event is a letter, then letters, digits, dots and dashes.',
        );
      if (new TextEncoder().encode(body).length > largestEvent)
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
  };
}

const stateSchema = z.enum(['active', 'ended']).optional();

const find = (id: string, store: CallsStore): Promise<StoredCall | null> =>
  plainId.test(id) ? store.find(callId(id)) : Promise.resolve(null);

const summaryOf = ({ callId: id, flow, state, startedAt, endedAt }: StoredCall): object => ({
  callId: id,
  flow,
  state,
  startedAt,
  ...(endedAt === null ? {} : { endedAt }),
});

const refusal = (status: number, code: string, message: string): ApiAnswer => ({
  status,
  jsonBody: { error: { code, message } },
});

const unknownCall = refusal(404, 'CALL-UNKNOWN', 'There is no such call.');

const json = z.json();

/** Undefined: it is no JSON. */
function parseJson(text: string): JsonValue | undefined {
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
