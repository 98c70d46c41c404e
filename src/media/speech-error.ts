export type SpeechErrorCode =
  | 'SPEECH-NO-PROVIDER'
  | 'SPEECH-NO-VOICE'
  | 'SPEECH-REFUSED'
  | 'SPEECH-UNAUTHORIZED'
  | 'SPEECH-UNREACHABLE'
  | 'SPEECH-BAD-AUDIO'
  | 'SPEECH-NOT-STORED';

/** A text was not spoken. The message never holds the text: values in it may be sensitive. */
export class SpeechError extends Error {
  override readonly name = 'SpeechError';
  readonly code: SpeechErrorCode;
  /** HTTP status of the provider's answer, null where there was none. */
  readonly status: number | null;

  constructor(code: SpeechErrorCode, message: string, status: number | null = null, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.status = status;
  }
}
