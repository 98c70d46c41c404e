/**
 * One episode, decided purely: history and the SDK's answer in, decisions out.
 *
 * HR6 Result, failure and continue-as-new apply only when no activity, timer or sub-orchestration is open; waits for events do not count.
 * HR7 A termination among the events wins, whatever the orchestrator answered.
 * HR8 The custom status is what stands at the end of the replay; over 16 KB (UTF-16, whole KB) it fails the instance.
 */
import type { OrchestratorAnswer } from './actions.ts';
import type { KnownFunctions } from './action-walk.ts';
import { walk, WalkError } from './action-walk.ts';
import type { Decision } from './decisions.ts';
import { failureDetails, orchestratorFailureResult } from './failure-text.ts';
import type { HistoryEvent } from './history.ts';
import { EventType } from './history.ts';
import { NonDeterminismError, ReplayContext } from './replay-context.ts';
import type { SynchronousTask } from './synchronous-task.ts';
import { spawn } from './synchronous-task.ts';

export interface ReplayInput {
  readonly functionName: string;
  readonly executionId: string;
  /** The whole history, with the new events of this episode at its end. */
  readonly history: readonly HistoryEvent[];
  readonly answer: OrchestratorAnswer;
  readonly functions: KnownFunctions;
}

export interface ReplayResult {
  readonly decisions: readonly Decision[];
  readonly suspended: boolean;
  /** JSON, or null when the orchestrator has set none. */
  readonly customStatus: string | null;
}

export function replay(input: ReplayInput): ReplayResult {
  const context = new ReplayContext();
  const customStatus =
    input.answer.customStatus === undefined ? null : JSON.stringify(input.answer.customStatus);
  try {
    requireSmallStatus(customStatus);
    new Replay(input, context).run();
  } catch (error) {
    return { ...failed(error, input.functionName), suspended: false };
  }
  return { decisions: context.decisions(), suspended: context.suspended, customStatus };
}

class Replay {
  readonly #input: ReplayInput;
  readonly #context: ReplayContext;
  #walk: SynchronousTask | null = null;
  #eventsWhileSuspended: HistoryEvent[] = [];

  constructor(input: ReplayInput, context: ReplayContext) {
    this.#input = input;
    this.#context = context;
  }

  run(): void {
    for (const event of this.#input.history) {
      if (event.EventType === EventType.OrchestratorStarted) {
        this.#context.currentTime = new Date(event.Timestamp).getTime();
      } else {
        this.#process(event);
      }
    }
    if (!this.#context.hasOpenTasks) this.#applyAnswer();
  }

  #process(event: HistoryEvent): void {
    const passes =
      event.EventType === EventType.ExecutionResumed || event.EventType === EventType.ExecutionTerminated;
    if (this.#context.suspended && !passes) {
      if (event.EventType !== EventType.ExecutionSuspended) this.#eventsWhileSuspended.push(event);
      return;
    }
    this.#apply(event);
  }

  #apply(event: HistoryEvent): void {
    const context = this.#context;
    switch (event.EventType) {
      case EventType.ExecutionStarted:
        this.#startWalk();
        return;
      case EventType.TaskScheduled:
        context.matchActivity(event.EventId, event.Name);
        return;
      case EventType.SubOrchestrationInstanceCreated:
        context.matchSubOrchestration(event.EventId, event.Name, event.InstanceId);
        return;
      case EventType.TimerCreated:
        context.matchTimer(event.EventId);
        return;
      case EventType.TaskCompleted:
      case EventType.SubOrchestrationInstanceCompleted:
        context.settleTask(event.TaskScheduledId, 'completed');
        return;
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed:
        context.settleTask(event.TaskScheduledId, 'failed');
        return;
      case EventType.TimerFired:
        context.settleTask(event.TimerId, 'completed');
        return;
      case EventType.EventRaised:
        context.raiseEvent(event);
        return;
      case EventType.ExecutionTerminated:
        context.complete({ outcome: 'finished', status: 'Terminated', result: event.Input, details: '' });
        return;
      case EventType.ExecutionSuspended:
        context.suspend();
        return;
      case EventType.ExecutionResumed:
        this.#resume();
        return;
      case EventType.ExecutionCompleted:
      case EventType.OrchestratorStarted:
      case EventType.OrchestratorCompleted:
        return;
    }
  }

  /** An orchestrator that threw something without text never gets to its actions. */
  #startWalk(): void {
    const { answer, functions, executionId } = this.#input;
    if (answer.threwWithoutText) return;
    this.#walk = spawn(walk(answer.actions, { context: this.#context, functions, executionId }));
  }

  #resume(): void {
    this.#context.resume();
    const events = this.#eventsWhileSuspended;
    this.#eventsWhileSuspended = [];
    for (const event of events) this.#process(event);
  }

  /** HR6 */
  #applyAnswer(): void {
    const { answer, functionName } = this.#input;
    const context = this.#context;
    if (answer.threwWithoutText) {
      throw new WalkError(
        'One or more errors occurred. (Result: Failure: the orchestrator threw something without a message. Throw an Error that has one.)',
      );
    }
    if (this.#walk === null || this.#walk.settlement === null) return;
    if (answer.error !== null) {
      const result = orchestratorFailureResult(functionName, answer.error);
      const details = failureDetails({ message: answer.error, stack: '' });
      context.complete({ outcome: 'finished', status: 'Failed', result, details });
    } else if (context.continueAsNewInput !== null) {
      const { input } = context.continueAsNewInput;
      context.complete({ outcome: 'continuedAsNew', input, carriedEvents: context.carriedEvents });
    } else if (answer.isDone) {
      const result = JSON.stringify(answer.output ?? null);
      context.complete({ outcome: 'finished', status: 'Completed', result, details: '' });
    }
  }
}

/** HR8 */
function requireSmallStatus(customStatus: string | null): void {
  const kilobytes = Math.floor(((customStatus ?? '').length * 2) / 1024);
  if (kilobytes <= 16) return;
  throw new WalkError(
    `The UTF-16 size of the JSON-serialized payload must not exceed 16 KB. The current payload size is ${kilobytes} KB.`,
  );
}

function failed(error: unknown, functionName: string): Pick<ReplayResult, 'decisions' | 'customStatus'> {
  if (!(error instanceof WalkError) && !(error instanceof NonDeterminismError)) throw error;
  const result =
    error instanceof WalkError ? orchestratorFailureResult(functionName, error.message) : error.message;
  const details = failureDetails({ message: error.message, stack: '' });
  return {
    decisions: [{ kind: 'complete', id: -1, outcome: 'finished', status: 'Failed', result, details }],
    customStatus: null,
  };
}
