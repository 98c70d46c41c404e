/** Carries out what an episode has decided, after it was stored (HD3): activities, timers, children, the word to a parent. */
import type { Clock } from '../clock.ts';
import { describeCause } from '../errors.ts';
import type { WorkTracker } from '../work-tracker.ts';
import type { Chaos } from './chaos.ts';
import type { ActivityRun, DurableFunctions } from './engine-ports.ts';
import type { Command } from './episode.ts';
import { executionStarted, newId } from './execution-started.ts';
import type { FunctionFailure } from './failure-text.ts';
import { activityFailureReason, failureDetails } from './failure-text.ts';
import type { ParentInstance } from './history.ts';
import { historyEvent } from './history.ts';
import type { Instance } from './instance.ts';
import type { MessageBus } from './message-bus.ts';

export interface OutboxOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly work: WorkTracker;
  readonly chaos: Chaos;
  readonly functions: DurableFunctions;
  readonly defaultVersion: string | null;
}

export type ChildOutcome =
  | { readonly kind: 'completed'; readonly result: string | null }
  | { readonly kind: 'failed'; readonly message: string; readonly details: string };

export class Outbox {
  readonly #options: OutboxOptions;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Tells a parent orchestration how its child ended. */
  tellParent(parent: ParentInstance, child: string, outcome: ChildOutcome): void {
    const now = this.#options.clock.now();
    const TaskScheduledId = parent.TaskScheduleId;
    const event =
      outcome.kind === 'completed'
        ? historyEvent('SubOrchestrationInstanceCompleted', { TaskScheduledId, Result: outcome.result }, now)
        : historyEvent(
            'SubOrchestrationInstanceFailed',
            { TaskScheduledId, Reason: outcome.message, Details: outcome.details, FailureDetails: null },
            now,
          );
    const { InstanceId, ExecutionId } = parent.OrchestrationInstance;
    this.#options.bus.send({ to: InstanceId, executionId: ExecutionId, sender: `instance ${child}`, event });
  }

  /** Starts what the decision asks for. */
  carryOut(instance: Instance, { executionId, decision }: Command): void {
    const now = this.#options.clock.now();
    switch (decision.kind) {
      case 'scheduleActivity':
        this.#startActivity(instance, executionId, decision);
        if (this.#options.chaos.duplicatesActivity()) this.#startActivity(instance, executionId, decision);
        return;
      case 'createTimer': {
        const fireAt = new Date(decision.fireAt).toISOString();
        const event = historyEvent(
          'TimerFired',
          { TimerId: decision.id, FireAt: fireAt },
          Math.max(now, decision.fireAt),
        );
        const sender = `timer ${executionId}:${decision.id}`;
        this.#options.bus.sendAt({ to: instance.id, executionId, sender, event }, decision.fireAt);
        return;
      }
      case 'startSubOrchestration': {
        const parent: ParentInstance = {
          Name: instance.name,
          OrchestrationInstance: { InstanceId: instance.id, ExecutionId: executionId },
          TaskScheduleId: decision.id,
          Version: instance.version,
        };
        const version = decision.version ?? this.#options.defaultVersion;
        const execution = {
          instanceId: decision.instanceId,
          executionId: newId(),
          name: decision.name,
          input: JSON.stringify(decision.input),
          version,
          parent,
          generation: 0,
        };
        const event = executionStarted(execution, now);
        const child = event.OrchestrationInstance;
        this.#options.bus.send({
          to: child.InstanceId,
          executionId: child.ExecutionId,
          sender: `instance ${instance.id}`,
          event,
        });
      }
    }
  }

  #startActivity(
    instance: Instance,
    executionId: string,
    decision: Extract<Command['decision'], { kind: 'scheduleActivity' }>,
  ): void {
    const { functions, work, clock } = this.#options;
    this.#options.bus.afterHop(() => {
      const end = work.begin('activity', decision.name);
      const finish = (run: ActivityRun): void => {
        const now = clock.now();
        const event =
          run.kind === 'completed'
            ? historyEvent('TaskCompleted', { TaskScheduledId: decision.id, Result: run.result }, now)
            : historyEvent('TaskFailed', taskFailure(decision, run), now);
        this.#options.bus.send({
          to: instance.id,
          executionId,
          sender: `activity ${executionId}:${decision.id}`,
          event,
        });
        end();
      };
      const run = functions.runActivity(decision.name, decision.input, instance.id);
      void run.catch(failedRun).then(finish);
    });
  }
}

function failedRun(error: unknown): ActivityRun {
  return { kind: 'failed', message: describeCause(error), stack: '' };
}

function taskFailure(decision: { readonly id: number; readonly name: string }, failure: FunctionFailure) {
  return {
    TaskScheduledId: decision.id,
    Reason: activityFailureReason(decision.name, failure),
    Details: failureDetails(failure),
    FailureDetails: null,
  };
}
