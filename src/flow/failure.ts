import type { AskedOperation, CommandFailure, FailureCode } from '../call/index.ts';

/** What went wrong: `error` of section 1.2. `message` never holds a key, a number or speech. */
export interface Failure {
  readonly code: FailureCode;
  readonly subcode: number | null;
  /** The Graph operation that failed, where one did. */
  readonly operation: AskedOperation | null;
  readonly message: string;
}

/** A command that Graph did not take. */
export function commandFailed(
  operation: AskedOperation,
  { code, subcode, message }: CommandFailure,
): Failure {
  return { code, subcode, operation, message };
}

/** An effect that was not done: what an HTTP status says stands where a subcode of Graph would. */
export function effectFailed({ code, status, subcode, message }: CommandFailure): Failure {
  return { code, subcode: subcode ?? status, operation: null, message };
}

/** Something about Graph that no answer of its says. */
export function graphFailed(operation: AskedOperation, subcode: number | null, message: string): Failure {
  return { code: 'graph', subcode, operation, message };
}

/** A value that cannot be computed, or is of the wrong type. */
export function expressionFailed(message: string): Failure {
  return { code: 'expression', subcode: null, operation: null, message };
}
