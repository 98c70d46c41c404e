export type RecordErrorCode =
  'RECORD-UNREADABLE' | 'RECORD-INVALID' | 'RECORD-IN-BLOB' | 'RECORD-FLOW-UNKNOWN' | 'RECORD-FLOW-BROKEN';

/** A record cannot be run again. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
  readonly code: RecordErrorCode;

  constructor(code: RecordErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
