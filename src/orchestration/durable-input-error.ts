export type DurableInput = 'call' | 'command' | 'effect' | 'order of schedules';

/** An orchestration or an activity was started with something that is not of our making. */
export class DurableInputError extends Error {
  override readonly name = 'DurableInputError';
  readonly code = 'DURABLE-INPUT-INVALID';
  /** What it should have been. */
  readonly expected: DurableInput;

  constructor(expected: DurableInput, cause: unknown) {
    super(
      `What was given is no ${expected}. Somebody else may have started it over the durable API, or another ` +
        'version of the app; only the app itself starts calls, and runs them, so start none by hand.',
      { cause },
    );
    this.expected = expected;
  }
}
