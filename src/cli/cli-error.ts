export type CliErrorCode = 'CLI-USAGE' | 'CLI-NOT-BUILT' | 'CLI-NO-VOICE';

/** What goes wrong in the command line itself; what its rooms raise passes through as it is. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
