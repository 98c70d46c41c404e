/**
 * The host's half of a replay: the counter of ids, the open tasks, the waiters for external events and the decisions (DurableTask.Core,
 * `TaskOrchestrationContext.cs`; durable extension, `DurableOrchestrationContext.cs`).
 *
 * HR1 Activities, timers, sub-orchestrations and the completion take the next id of one counter; waiting for an event takes none.
 * HR2 Every recorded decision finds a decision of the same id, kind and name in the replay, or the instance fails as non-deterministic.
 * HR3 Completions of unknown or finished tasks are ignored: duplicates are normal.
 * HR4 Waiters for an event of one name (whatever its case) are served newest first; events without a waiter are kept in order.
 * HR5 While suspended, events are kept and decisions held back; both go on at the resume.
 */
import type { Completion, Decision } from './decisions.ts';
import { decisionNames } from './decisions.ts';
import type { HistoryEventOf } from './history.ts';
import { SynchronousTask } from './synchronous-task.ts';

/** The replay made other decisions than the history records. */
export class NonDeterminismError extends Error {
  constructor(message: string) {
    super(`Non-Deterministic workflow detected: ${message}`);
  }
}

const suffix = ' Was a change made to the orchestrator code after this instance had already started running?';

export class ReplayContext {
  /** Time of the episode that is being replayed, in milliseconds: the orchestrator's "now". */
  currentTime = 0;
  suspended = false;
  continueAsNewInput: { readonly input: unknown } | null = null;
  readonly carriedEvents: HistoryEventOf<'EventRaised'>[] = [];
  #nextId = 0;
  #completed = false;
  readonly #openTasks = new Map<number, SynchronousTask>();
  #decisions = new Map<number, Decision>();
  #heldDecisions = new Map<number, Decision>();
  readonly #waiters = new Map<string, SynchronousTask[]>();
  readonly #bufferedEvents = new Map<string, number>();

  scheduleActivity(name: string, input: unknown): SynchronousTask {
    const id = this.#nextId++;
    return this.#open(id, { kind: 'scheduleActivity', id, name, input });
  }

  startSubOrchestration(
    name: string,
    instanceId: (id: number) => string,
    input: unknown,
    version: string | null,
  ): SynchronousTask {
    const id = this.#nextId++;
    return this.#open(id, {
      kind: 'startSubOrchestration',
      id,
      name,
      instanceId: instanceId(id),
      input,
      version,
    });
  }

  /** A cancelled timer takes its id and is created, but nothing waits for it. */
  createTimer(fireAt: number, cancelled: boolean): SynchronousTask {
    const id = this.#nextId++;
    const task = this.#open(id, { kind: 'createTimer', id, fireAt });
    if (cancelled) {
      this.#openTasks.delete(id);
      task.settle('cancelled');
    }
    return task;
  }

  waitForEvent(name: string): SynchronousTask {
    const key = name.toLowerCase();
    const task = new SynchronousTask();
    const buffered = this.#bufferedEvents.get(key) ?? 0;
    if (buffered > 0) {
      this.#bufferedEvents.set(key, buffered - 1);
      task.settle('completed');
    } else {
      this.#waiters.set(key, [...(this.#waiters.get(key) ?? []), task]);
    }
    return task;
  }

  /** HR4 */
  raiseEvent(event: HistoryEventOf<'EventRaised'>): void {
    if (this.continueAsNewInput !== null) {
      this.carriedEvents.push(event);
      return;
    }
    const key = event.Name.toLowerCase();
    const waiter = this.#waiters.get(key)?.pop();
    if (waiter === undefined) this.#bufferedEvents.set(key, (this.#bufferedEvents.get(key) ?? 0) + 1);
    else waiter.settle('completed');
  }

  settleTask(id: number, settlement: 'completed' | 'failed'): void {
    const task = this.#openTasks.get(id);
    this.#openTasks.delete(id);
    task?.settle(settlement);
  }

  /** HR2 for a recorded activity. */
  matchActivity(id: number, name: string): void {
    const decision = this.#take(
      id,
      `an activity task with sequence ID ${id} and name '${name}' (version '')`,
    );
    if (decision.kind !== 'scheduleActivity') throw otherKind('an activity task', id, name, decision);
    if (!sameName(decision.name, name)) throw otherName('an activity task', id, name, decision.name);
  }

  /** HR2 for a recorded sub-orchestration. */
  matchSubOrchestration(id: number, name: string, instanceId: string): void {
    const what = `a sub-orchestration with sequence ID ${id} and name '${name}' (version '', instance ID '${instanceId}')`;
    const decision = this.#take(id, what);
    if (decision.kind !== 'startSubOrchestration') throw otherKind('a sub-orchestration', id, name, decision);
    if (!sameName(decision.name, name)) throw otherName('a sub-orchestration', id, name, decision.name);
  }

  /** HR2 for a recorded timer. */
  matchTimer(id: number): void {
    const decision = this.#take(id, `a timer task with sequence number ${id}`);
    if (decision.kind !== 'createTimer') {
      throw new NonDeterminismError(
        `A previous execution of this orchestration scheduled a timer task with sequence number ${id} but the current replay execution instead produced a ${decisionNames[decision.kind]} action with this sequence number.${suffix}`,
      );
    }
  }

  suspend(): void {
    this.suspended = true;
    if (this.#decisions.size === 0) return;
    this.#heldDecisions = this.#decisions;
    this.#decisions = new Map();
  }

  resume(): void {
    this.suspended = false;
    for (const [id, decision] of this.#heldDecisions) this.#decisions.set(id, decision);
    this.#heldDecisions = new Map();
  }

  get hasOpenTasks(): boolean {
    return this.#openTasks.size > 0;
  }

  /** The first completion counts. */
  complete(completion: Completion): void {
    if (this.#completed) return;
    this.#completed = true;
    const id = this.#nextId++;
    this.#decisions.set(id, { kind: 'complete', id, ...completion });
  }

  decisions(): readonly Decision[] {
    return [...this.#decisions.values()].sort((a, b) => a.id - b.id);
  }

  #open(id: number, decision: Decision): SynchronousTask {
    const task = new SynchronousTask();
    this.#decisions.set(id, decision);
    this.#openTasks.set(id, task);
    return task;
  }

  #take(id: number, what: string): Decision {
    const decision = this.#decisions.get(id);
    if (decision === undefined) {
      throw new NonDeterminismError(
        `A previous execution of this orchestration scheduled ${what}, but the current replay execution hasn't (yet?) scheduled this task.${suffix}`,
      );
    }
    this.#decisions.delete(id);
    return decision;
  }
}

function otherKind(what: string, id: number, name: string, decision: Decision): NonDeterminismError {
  return new NonDeterminismError(
    `A previous execution of this orchestration scheduled ${what} with sequence number ${id} named '${name}', but the current orchestration replay instead produced a ${decisionNames[decision.kind]} action with this sequence number.${suffix}`,
  );
}

function otherName(what: string, id: number, name: string, current: string): NonDeterminismError {
  return new NonDeterminismError(
    `A previous execution of this orchestration scheduled ${what} with sequence number ${id} named '${name}', but the current orchestration replay instead scheduled ${what} named '${current}' with this sequence number. ${suffix}`,
  );
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
