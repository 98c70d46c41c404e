import type { CommandFailure, CommandKind, FailureCode } from '../call/index.ts';

/** What went wrong: `error` of section 1.2. `message` never holds a key, a number or speech. */
export interface Failure {
  readonly code: FailureCode;
  readonly subcode: number | null;
  /** The Graph operation that failed, where one did. */
  readonly operation: CommandKind | null;
  readonly message: string;
}

/** A command that Graph did not take. */
export function commandFailed(operation: CommandKind, { code, subcode, message }: CommandFailure): Failure {
  return { code, subcode, operation, message };
}

/** An effect that was not done: what an HTTP status says stands where a subcode of Graph would. */
export function effectFailed({ code, status, subcode, message }: CommandFailure): Failure {
  return { code, subcode: subcode ?? status, operation: null, message };
}

/** Something about Graph that no answer of its says. */
export function graphFailed(operation: CommandKind, subcode: number | null, message: string): Failure {
  return { code: 'graph', subcode, operation, message };
}

/** A value that cannot be computed, or is of the wrong type. */
export function expressionFailed(message: string): Failure {
  return { code: 'expression', subcode: null, operation: null, message };
}
