import type { JsonValue } from '../call/index.ts';
import type { RefusalKind } from './graph/refusal.ts';

/** Most requests remembered; the oldest go first. */
const logLimit = 5000;

/** One request of the app to Graph. `at` is an ISO 8601 instant. */
export interface LoggedRequest {
  readonly at: string;
  readonly operation: string | null;
  readonly callId: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly refused: RefusalKind | null;
  readonly requestId: string;
  readonly body: JsonValue;
}

/** What the app asked of Graph, and what of it was wrong. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  add(request: LoggedRequest): void {
    this.#entries.push(request);
    if (this.#entries.length > logLimit) this.#entries.shift();
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  ofCall(callId: string): readonly LoggedRequest[] {
    return this.#entries.filter((entry) => entry.callId === callId);
  }

  /** Requests that broke a rule: schema, state, authorization, route, or something that is not done at all. */
  get violations(): readonly LoggedRequest[] {
    return this.#entries.filter(
      ({ refused }) => refused !== null && refused !== 'gone' && refused !== 'fault',
    );
  }

  /** Requests about calls that were over: nobody's mistake when the caller has just hung up. */
  get late(): readonly LoggedRequest[] {
    return this.#entries.filter(({ refused }) => refused === 'gone');
  }
}
