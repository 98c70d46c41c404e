import type { FailureCode } from '../call/index.ts';

/** What went wrong: `error` of section 1.2. `message` never holds a key, a number or speech. */
export interface Failure {
  readonly code: FailureCode;
  readonly subcode: number | null;
  readonly operation: string | null;
  readonly message: string;
}
