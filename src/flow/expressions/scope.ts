import type { JsonValue } from '../../call/index.ts';

/**
 * What an expression can see while it is evaluated. All of it must be the same on every replay; the ports must
 * not throw.
 */
export interface Scope {
  /** The id of the call, which `bucket` hashes. */
  readonly callId: string;
  /** A variable by its name, or `call`, `now`, `error`; undefined where it is unset. */
  lookUp(name: string): JsonValue | undefined;
  /** `open`, `closed` or `holiday` at `now`; undefined for a schedule that nobody declared. */
  schedule(name: string): string | undefined;
  /** The next opening after `now` (ISO 8601), null if there is none; undefined for an unknown schedule. */
  nextOpening(name: string): string | null | undefined;
}
