/**
 * Texts of failures, as recorded from the real extension: what the SDK shows an orchestrator is `Reason`, ` \n ` and `Details`, the
 * latter a serialized .NET exception. Callers may rely on the first line alone.
 */

/** What a function threw, as the worker reports it. */
export interface FunctionFailure {
  readonly message: string;
  readonly stack: string;
}

export function activityFailureReason(functionName: string, failure: FunctionFailure): string {
  return `Activity function '${functionName}' failed:  ${failure.message}`;
}

export function orchestratorFailureResult(functionName: string, message: string): string {
  return `Orchestrator function '${functionName}' failed: ${message}`;
}

/** The serialized exception that accompanies a failure. */
export function failureDetails(failure: FunctionFailure): string {
  return JSON.stringify({
    $type: 'System.Exception, System.Private.CoreLib',
    ClassName: 'System.Exception',
    Message: ` ${failure.message}`,
    Data: null,
    InnerException: {
      $type: 'System.Exception, System.Private.CoreLib',
      ClassName: 'System.Exception',
      Message: `Result: Failure\nException: ${failure.message}\nStack: ${failure.stack}`,
      Data: null,
      InnerException: null,
    },
  });
}

export function unknownFunctionText(
  name: string,
  kind: 'activity' | 'orchestrator',
  known: readonly string[],
): string {
  const article = kind === 'activity' ? 'an activity' : 'an orchestrator';
  const list = known.map((knownName) => `'${knownName}'`).join(', ');
  const additional =
    known.length === 0
      ? `No ${kind} functions are currently registered!`
      : `The following are the known ${kind} functions: ${list}.`;
  return `The function '${name}' doesn't exist, is disabled, or is not ${article} function. Additional info: ${additional}`;
}
