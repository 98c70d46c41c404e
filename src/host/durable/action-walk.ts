/**
 * Performs the SDK's list of actions on the replay, one after the other (durable extension, `OutOfProcOrchestrationShim.cs`).
 *
 * HA1 Action n+1 is issued only when action n's task has settled in the replay; failures are not looked at, the SDK does that.
 * HA2 Retries and the pieces of long timers are the host's own doing, with an id each; the SDK counts the same ids.
 * HA3 What would hang for ever on the real extension (an unknown function, a retry time limit) fails the instance with a clear text.
 */
import type { OrchestratorAction, RetryOptions, SimpleAction } from './actions.ts';
import { ActionType } from './actions.ts';
import { unknownFunctionText } from './failure-text.ts';
import type { ReplayContext } from './replay-context.ts';
import type { Coroutine, SynchronousTask } from './synchronous-task.ts';
import { settledTask, spawn, whenAll, whenAny } from './synchronous-task.ts';

const day = 24 * 60 * 60 * 1000;
/** Longer timers are made of pieces (`maximumShortTimerDuration`, `longRunningTimerIntervalDuration`). */
const longestTimer = 6 * day;
const timerPiece = 3 * day;

/** The names that an orchestrator may call, any case. */
export interface KnownFunctions {
  readonly activities: readonly string[];
  readonly orchestrators: readonly string[];
}

/** The walk cannot go on: the instance fails with this text. */
export class WalkError extends Error {}

export interface WalkOptions {
  readonly context: ReplayContext;
  readonly functions: KnownFunctions;
  readonly executionId: string;
}

/** The whole walk; it finishes when the last action's task has settled. */
export function* walk(actions: readonly OrchestratorAction[], options: WalkOptions): Coroutine {
  for (const action of actions) yield perform(action, options);
  return 'completed';
}

function perform(action: OrchestratorAction, options: WalkOptions): SynchronousTask {
  if (!('compoundActions' in action)) return performSimple(action, options);
  const tasks = action.compoundActions.map((child) => perform(child, options));
  return action.actionType === ActionType.WhenAny ? whenAny(tasks) : whenAll(tasks);
}

function performSimple(action: SimpleAction, options: WalkOptions): SynchronousTask {
  const { context } = options;
  switch (action.actionType) {
    case ActionType.CallActivity:
      return callActivity(action, options);
    case ActionType.CallActivityWithRetry:
      return spawn(
        retry(action.functionName, action.retryOptions, () => callActivity(action, options), context),
      );
    case ActionType.CallSubOrchestrator:
      return callSubOrchestrator(action, options);
    case ActionType.CallSubOrchestratorWithRetry:
      return spawn(
        retry(action.functionName, action.retryOptions, () => callSubOrchestrator(action, options), context),
      );
    case ActionType.ContinueAsNew:
      context.continueAsNewInput = { input: action.input };
      return settledTask();
    case ActionType.CreateTimer:
      return createTimer(action.fireAt, action.isCanceled, context);
    case ActionType.WaitForExternalEvent:
      return context.waitForEvent(action.externalEventName);
    case ActionType.CallHttp:
      throw new WalkError(
        'callHttp is not available on the embedded host. Make the request in an activity, or run the app with the Functions tools.',
      );
    case ActionType.CallEntity:
    case ActionType.SignalEntity:
    case ActionType.ScheduledSignalEntity:
    case ActionType.LockEntities:
    case ActionType.ReleaseEntities:
      throw new WalkError(
        'Durable entities are not available on the embedded host. Run the app with the Functions tools, or keep the state elsewhere.',
      );
  }
}

interface Call {
  readonly functionName: string;
  readonly input?: unknown;
}

function callActivity(action: Call, { context, functions }: WalkOptions): SynchronousTask {
  requireFunction(action.functionName, 'activity', functions.activities);
  return context.scheduleActivity(action.functionName, action.input);
}

interface SubOrchestratorCall extends Call {
  readonly instanceId?: string | null | undefined;
  readonly version?: string | null | undefined;
}

function callSubOrchestrator(action: SubOrchestratorCall, options: WalkOptions): SynchronousTask {
  requireFunction(action.functionName, 'orchestrator', options.functions.orchestrators);
  const given = action.instanceId ?? '';
  const instanceId = (id: number): string => (given === '' ? `${options.executionId}:${id}` : given);
  return options.context.startSubOrchestration(
    action.functionName,
    instanceId,
    action.input ?? null,
    action.version ?? null,
  );
}

/** HA3: the real extension swallows this failure and waits for ever. */
function requireFunction(name: string, kind: 'activity' | 'orchestrator', known: readonly string[]): void {
  if (known.some((knownName) => knownName.toLowerCase() === name.toLowerCase())) return;
  throw new WalkError(unknownFunctionText(name, kind, known));
}

function createTimer(fireAt: string, cancelled: boolean, context: ReplayContext): SynchronousTask {
  const time = new Date(fireAt).getTime();
  if (time - context.currentTime <= longestTimer) return context.createTimer(time, cancelled);
  return spawn(longTimer(time, cancelled, context));
}

/** HA2. Cancelling ends it with its present piece. */
function* longTimer(fireAt: number, cancelled: boolean, context: ReplayContext): Coroutine {
  for (;;) {
    const remaining = fireAt - context.currentTime;
    const piece = remaining > longestTimer ? context.currentTime + timerPiece : fireAt;
    const timer = context.createTimer(piece, cancelled);
    yield timer;
    if (timer.settlement === 'cancelled') return 'cancelled';
    if (context.currentTime >= fireAt) return 'completed';
  }
}

/** HA2. The timer after the last failed attempt is an oddity of the real one, kept since the SDK counts it too. */
function* retry(
  name: string,
  options: RetryOptions,
  call: () => SynchronousTask,
  context: ReplayContext,
): Coroutine {
  const started = context.currentTime;
  for (let attempt = 0; ; attempt += 1) {
    const task = call();
    yield task;
    if (task.settlement === 'completed') return 'completed';
    const delay = retryDelay(options, attempt, started, context.currentTime);
    if (attempt + 1 >= options.maxNumberOfAttempts) {
      yield context.createTimer(context.currentTime, false);
      return 'failed';
    }
    if (delay === null) {
      throw new WalkError(
        `The retries of '${name}' ended by their time limit (retryTimeoutInMilliseconds) after ${attempt + 1} of ${options.maxNumberOfAttempts} attempts. The real extension would hang here, because the SDK waits for the next attempt: leave the time limit out, or lower the number of attempts.`,
      );
    }
    yield context.createTimer(context.currentTime + delay, false);
  }
}

function retryDelay(options: RetryOptions, attempt: number, started: number, now: number): number | null {
  const limit = options.retryTimeoutInMilliseconds ?? Infinity;
  if (now >= started + limit) return null;
  const delay = options.firstRetryIntervalInMilliseconds * (options.backoffCoefficient ?? 1) ** attempt;
  return Math.min(delay, options.maxRetryIntervalInMilliseconds ?? Infinity);
}
