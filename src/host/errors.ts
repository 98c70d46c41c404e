/** Every code this room raises; docs/embedded-host.md explains each. */
export const hostErrorCodes = [
  'HOST-ALREADY-RUNNING',
  'HOST-APP-FAILED',
  'HOST-APP-MISSING',
  'HOST-CONNECTION-INVALID',
  'HOST-CONFIGURATION-INVALID',
  'HOST-FUNCTION-INVALID',
  'HOST-MAIN-MISSING',
  'HOST-NO-FUNCTIONS',
  'HOST-PORT-IN-USE',
  'HOST-PORT-UNAVAILABLE',
  'HOST-QUEUE-MESSAGE-TOO-LARGE',
  'HOST-QUEUE-UNREACHABLE',
  'HOST-ROUTE-CONFLICT',
  'HOST-SETTING-MISSING',
  'HOST-SETTINGS-INVALID',
  'HOST-UNSUPPORTED',
] as const;

export type HostErrorCode = (typeof hostErrorCodes)[number];

/** What the embedded host raises: a stable code, the facts as data, one message that says what to do next. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: HostErrorCode;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: HostErrorCode,
    message: string,
    data: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.data = data;
  }
}

/** The first line of whatever was thrown, for messages that must not carry a stack. */
export function describeCause(cause: unknown): string {
  const text = cause instanceof Error || isErrorLike(cause) ? cause.message : String(cause);
  return text.split('\n')[0] ?? '';
}

function isErrorLike(value: unknown): value is { message: string } {
  return (
    typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
  );
}
