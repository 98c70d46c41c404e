export type SimulatorErrorCode =
  | 'SIMULATOR-PORT-IN-USE'
  | 'SIMULATOR-LISTEN-FAILED'
  | 'SIMULATOR-OPTION-INVALID'
  | 'SIMULATOR-REQUEST-INVALID'
  | 'SIMULATOR-CALL-UNKNOWN'
  | 'SIMULATOR-CALL-ENDED'
  | 'SIMULATOR-LIMIT-REACHED'
  | 'SIMULATOR-DEFECT';

/** What goes wrong with the simulator itself, as opposed to what it answers in Graph's name. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;

  constructor(code: SimulatorErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
