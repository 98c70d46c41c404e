import { CliError } from './cli-error.ts';

/** How a command ends: 0 fine, 1 findings or a failure, 2 wrong use. */
export const exitCodes = { fine: 0, failed: 1, wrongUse: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

interface Failure {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** Our own errors carry a code in this form; Node's (`EADDRINUSE`, `ERR_…`) do not. */
const stableCode = /^[A-Z0-9]+(-[A-Z0-9]+)+$/;

/** Where one of our errors wraps another, the inner one knows what is wrong: the settings, not the app that read them. */
function innermost(error: unknown): unknown {
  return isOurs(error) && isOurs(error.cause) ? innermost(error.cause) : error;
}

/**
 * One message for whatever was thrown. Our errors explain themselves; anything else is a defect and says so.
 * A stack is shown on request only: it is for us, not for the person who runs the command.
 */
export function describeFailure(thrown: unknown, showStack: boolean): Failure {
  const error = innermost(thrown);
  const stack = showStack && error instanceof Error ? `\n${error.stack ?? ''}${causeOf(error)}` : '';
  if (error instanceof CliError && error.code === 'CLI-USAGE') {
    return { text: `${error.message}${stack}`, exitCode: exitCodes.wrongUse };
  }
  if (isOurs(error)) {
    // Behind the last line of a list the code would look like a part of it.
    const separator = error.message.includes('\n') ? '\n' : ' ';
    return { text: `${error.message}${separator}(${error.code})${stack}`, exitCode: exitCodes.failed };
  }
  const what = error instanceof Error ? error.message : String(error);
  const text =
    `Something unexpected happened: ${what.split('\n')[0] ?? ''}\n` +
    `This is a defect of ivr, not of what you did. Please report it with the command you ran; ` +
    `LOG_LEVEL=debug shows where it happened.${stack}`;
  return { text, exitCode: exitCodes.failed };
}

function isOurs(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && stableCode.test(error.code)
  );
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? `\ncaused by: ${error.cause.stack ?? error.cause.message}` : '';
}
