import type { JsonObject } from '../../call/index.ts';

/** A request to the calls API, as it came. */
export interface GraphRequest {
  readonly method: string;
  /** Path below the origin, without its query. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** An answer; `reset` cuts the connection instead. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject | null;
  readonly reset: boolean;
}
