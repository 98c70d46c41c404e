/** Stable, documented codes of what can be wrong with a calendar. */
export type CalendarErrorCode =
  'CALENDAR-SYNTAX' | 'CALENDAR-UNSUPPORTED' | 'CALENDAR-UNKNOWN-TIME-ZONE' | 'CALENDAR-TOO-LARGE';

/** A calendar that cannot be read into holidays. `line` counts from 1, the file's lines as they stand. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  readonly code: CalendarErrorCode;
  readonly line: number;

  constructor(code: CalendarErrorCode, line: number, message: string) {
    super(message);
    this.code = code;
    this.line = line;
  }
}
