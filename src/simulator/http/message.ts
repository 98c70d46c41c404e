import type { JsonValue } from '../../call/index.ts';

/** A request as the rooms behind the server see it. */
export interface HttpRequest {
  readonly method: string;
  /** Below the origin, still escaped, without its query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Ends when the client goes away. */
  readonly gone: AbortSignal;
}

export type HttpAnswer =
  | { readonly kind: 'json'; readonly status: number; readonly headers?: Headers; readonly body: unknown }
  | { readonly kind: 'empty'; readonly status: number; readonly headers?: Headers }
  | { readonly kind: 'file'; readonly file: Uint8Array }
  /** Server-sent events: `start` gets functions that send one and end the stream, and answers how to stop. */
  | {
      readonly kind: 'events';
      start(send: (event: string, data: JsonValue | object) => void, end: () => void): { stop(): void };
    }
  | { readonly kind: 'reset' };

type Headers = Readonly<Record<string, string>>;

type JsonAnswer = Extract<HttpAnswer, { readonly kind: 'json' }>;

export const json = (status: number, body: unknown): JsonAnswer => ({ kind: 'json', status, body });

/** The error body of everything that is not Graph. */
export const failure = (status: number, code: string, message: string): JsonAnswer =>
  json(status, { error: { code, message } });
