export type ConsoleErrorCode =
  'CONSOLE-REQUEST-INVALID' | 'CONSOLE-NOT-FOUND' | 'CONSOLE-FOREIGN-ORIGIN' | 'CONSOLE-CALL-REFUSED';

const statuses: Readonly<Record<ConsoleErrorCode, number>> = {
  'CONSOLE-REQUEST-INVALID': 400,
  'CONSOLE-FOREIGN-ORIGIN': 403,
  'CONSOLE-NOT-FOUND': 404,
  'CONSOLE-CALL-REFUSED': 409,
};

/** What the console answers with something else than what it was asked for. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  readonly code: ConsoleErrorCode;
  /** The HTTP status that says the same. */
  readonly status: number;

  constructor(code: ConsoleErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = statuses[code];
  }
}
