/**
 * The durable task hub in memory: instances, their messages, episodes and activities.
 *
 * HD1 One episode of an instance at a time; it takes everything that has arrived, in order of arrival.
 * HD2 Messages of an execution that is no longer the instance's present one are dropped.
 * HD3 What an episode decided is sent only after its history was stored.
 */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.ts';
import { HostError } from '../errors.ts';
import type { HostLog, HostLogLevel } from '../log.ts';
import type { WorkTracker } from '../work-tracker.ts';
import type { KnownFunctions } from './action-walk.ts';
import type { Chaos } from './chaos.ts';
import type { Command, EpisodeResult, EpisodeTrace, OrchestratorRun } from './episode.ts';
import { runEpisode } from './episode.ts';
import type { FunctionFailure } from './failure-text.ts';
import { activityFailureReason, failureDetails, unknownFunctionText } from './failure-text.ts';
import type { ParentInstance } from './history.ts';
import { EventType, historyEvent } from './history.ts';
import type { Instance, InstanceStatus } from './instance.ts';
import { instanceStatus, isFinal } from './instance.ts';
import type { InboundEvent, Message } from './message-bus.ts';
import { MessageBus } from './message-bus.ts';
import type { OrchestratorInput } from './orchestrator-input.ts';
import type { VersioningOptions } from './versioning.ts';
import { versionMismatch } from './versioning.ts';

export type ActivityRun =
  | { readonly kind: 'completed'; /** JSON */ readonly result: string | null }
  | ({ readonly kind: 'failed' } & FunctionFailure);

/** How the engine runs the app's functions. */
export interface DurableFunctions extends KnownFunctions {
  runOrchestrator(name: string, input: OrchestratorInput): Promise<OrchestratorRun>;
  runActivity(name: string, input: unknown, instanceId: string): Promise<ActivityRun>;
}

export interface EngineOptions {
  readonly clock: Clock;
  readonly log: HostLog;
  readonly work: WorkTracker;
  readonly chaos: Chaos;
  readonly latency: number;
  readonly versioning: VersioningOptions;
  readonly functions: DurableFunctions;
  readonly onEpisode?: ((trace: EpisodeTrace) => void) | undefined;
}

export interface StartRequest {
  readonly name: string;
  readonly instanceId?: string | undefined;
  /** JSON, or null for no input. */
  readonly input: string | null;
  readonly version?: string | undefined;
}

export type StartResult =
  | { readonly kind: 'started'; readonly instanceId: string }
  | { readonly kind: 'exists'; readonly status: InstanceStatus };

/** Of a request to a running instance: `finished` when it no longer runs. */
export type SendResult = 'accepted' | 'unknown' | 'finished';

export class DurableEngine {
  readonly #options: EngineOptions;
  readonly #instances = new Map<string, Instance>();
  readonly #held = new Set<string>();
  readonly #bus: MessageBus;
  #closed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { clock, latency, chaos } = options;
    this.#bus = new MessageBus({ clock, latency, chaos, deliver: (message) => this.#deliver(message) });
  }

  /** Starts an instance; an id that still runs is left alone, a finished one is replaced. */
  start(request: StartRequest): StartResult {
    const id = request.instanceId ?? newId();
    const existing = this.#instances.get(id);
    if (existing !== undefined && !isFinal(existing.status)) {
      return { kind: 'exists', status: instanceStatus(existing) };
    }
    const version = request.version ?? this.#options.versioning.defaultVersion;
    const event = this.#startEvent(id, request.name, request.input, version, null);
    this.#create(event);
    this.#bus.send({ to: id, executionId: event.OrchestrationInstance.ExecutionId, sender: 'client', event });
    return { kind: 'started', instanceId: id };
  }

  /** @param input JSON */
  raiseEvent(instanceId: string, name: string, input: string | null): SendResult {
    return this.#sendFromClient(instanceId, (now) =>
      historyEvent('EventRaised', { Name: name, Input: input, ParentTraceContext: null }, now),
    );
  }

  terminate(instanceId: string, reason: string): SendResult {
    return this.#sendFromClient(instanceId, (now) =>
      historyEvent('ExecutionTerminated', { Input: reason }, now),
    );
  }

  suspend(instanceId: string, reason: string): SendResult {
    return this.#sendFromClient(instanceId, (now) =>
      historyEvent('ExecutionSuspended', { Reason: reason }, now),
    );
  }

  resume(instanceId: string, reason: string): SendResult {
    return this.#sendFromClient(instanceId, (now) =>
      historyEvent('ExecutionResumed', { Reason: reason }, now),
    );
  }

  instance(instanceId: string): Readonly<Instance> | undefined {
    return this.#instances.get(instanceId);
  }

  instances(): readonly Readonly<Instance>[] {
    return [...this.#instances.values()];
  }

  /** Forgets a finished instance; false if there is none of that id. */
  purge(instanceId: string): boolean {
    const instance = this.#instances.get(instanceId);
    return instance !== undefined && isFinal(instance.status) && this.#instances.delete(instanceId);
  }

  /** Holds back every delivery to an instance, also before it exists: what arrives meanwhile makes one episode. */
  hold(instanceId: string): void {
    this.#held.add(instanceId);
  }

  release(instanceId: string): void {
    this.#held.delete(instanceId);
    const instance = this.#instances.get(instanceId);
    if (instance !== undefined) this.#wake(instance);
  }

  nextArrival(): number | null {
    return this.#bus.nextArrival();
  }

  /** Ends all delivery. What runs goes on to its end and is forgotten. */
  close(): void {
    this.#closed = true;
    this.#bus.close();
  }

  #sendFromClient(instanceId: string, event: (now: number) => InboundEvent): SendResult {
    const instance = this.#instances.get(instanceId);
    if (instance === undefined) return 'unknown';
    if (isFinal(instance.status)) return 'finished';
    const now = this.#options.clock.now();
    this.#bus.send({ to: instanceId, executionId: null, sender: 'client', event: event(now) });
    return 'accepted';
  }

  #startEvent(
    id: string,
    name: string,
    input: string | null,
    version: string | null,
    parent: ParentInstance | null,
  ) {
    return historyEvent(
      'ExecutionStarted',
      {
        OrchestrationInstance: { InstanceId: id, ExecutionId: newId() },
        ParentInstance: parent,
        Name: name,
        Version: version,
        Input: input,
        Tags: null,
        Correlation: null,
        ParentTraceContext: null,
        ScheduledStartTime: null,
        Generation: 0,
        GenerateNewTrace: false,
      },
      this.#options.clock.now(),
    );
  }

  #create(event: Extract<InboundEvent, { EventType: typeof EventType.ExecutionStarted }>): Instance {
    const now = this.#options.clock.now();
    const instance: Instance = {
      id: event.OrchestrationInstance.InstanceId,
      executionId: event.OrchestrationInstance.ExecutionId,
      name: event.Name,
      version: event.Version,
      parent: event.ParentInstance,
      input: event.Input,
      history: [],
      status: 'Pending',
      customStatus: null,
      output: null,
      createdAt: now,
      updatedAt: now,
      inbox: [],
      busy: false,
    };
    this.#instances.set(instance.id, instance);
    return instance;
  }

  #deliver(message: Message): void {
    if (this.#closed) return;
    const { event } = message;
    let instance = this.#instances.get(message.to);
    if (event.EventType === EventType.ExecutionStarted && instance?.executionId !== message.executionId) {
      if (instance !== undefined && !isFinal(instance.status)) {
        this.#refuseStart(event.ParentInstance, message.to);
        return;
      }
      if (event.ParentInstance === null) return;
      instance = this.#create(event);
    }
    if (instance === undefined || isFinal(instance.status)) return;
    instance.inbox.push(message);
    this.#wake(instance);
  }

  /** A sub-orchestration whose id already runs: the parent is told, where the real one may wait for ever. */
  #refuseStart(parent: ParentInstance | null, id: string): void {
    if (parent === null) return;
    const message = `An orchestration with id '${id}' already exists and has not finished.`;
    this.#tellParent(parent, id, {
      kind: 'failed',
      message,
      details: failureDetails({ message, stack: '' }),
    });
  }

  #wake(instance: Instance): void {
    if (instance.busy || !hasWork(instance) || this.#held.has(instance.id)) return;
    instance.busy = true;
    const end = this.#options.work.begin('episode', instance.id);
    setImmediate(() => {
      void this.#work(instance).finally(() => {
        instance.busy = false;
        if (!this.#closed) this.#wake(instance);
        end();
      });
    });
  }

  /** HD1 */
  async #work(instance: Instance): Promise<void> {
    while (!this.#closed && !this.#held.has(instance.id) && !isFinal(instance.status)) {
      const batch = takeBatch(instance);
      if (batch.length === 0) return;
      const result = await this.#runEpisode(instance, batch);
      if (this.#options.chaos.killsEpisode()) {
        this.#log('debug', 'Chaos: the episode dies before it is stored and runs again.', instance);
        instance.inbox.unshift(...batch);
        continue;
      }
      this.#store(instance, result);
    }
  }

  #runEpisode(instance: Instance, batch: readonly Message[]): Promise<EpisodeResult> {
    const { functions, clock, onEpisode } = this.#options;
    return runEpisode(
      instance,
      batch.map((message) => message.event),
      {
        functions,
        now: () => clock.now(),
        newExecutionId: newId,
        refusal: (candidate) => this.#refusal(candidate),
        run: (input) => this.#runOrchestrator(instance, input),
        ...(onEpisode === undefined ? {} : { onRun: onEpisode }),
      },
    );
  }

  #refusal(instance: Instance): string | null {
    const { orchestrators } = this.#options.functions;
    const known = orchestrators.some((name) => name.toLowerCase() === instance.name.toLowerCase());
    if (!known) return unknownFunctionText(instance.name, 'orchestrator', orchestrators);
    return versionMismatch(instance.version, this.#options.versioning);
  }

  async #runOrchestrator(instance: Instance, input: OrchestratorInput): Promise<OrchestratorRun> {
    const { functions, chaos } = this.#options;
    const run = await functions.runOrchestrator(instance.name, input);
    if (!chaos.checksReplay()) return run;
    const again = await functions.runOrchestrator(instance.name, input);
    if (isDeepStrictEqual(essence(run), essence(again))) return run;
    const message = `Non-Deterministic orchestrator function '${instance.name}': two runs over the same history gave different answers. Look for clocks, random numbers, input/output or variables outside the function.`;
    return { kind: 'failed', message, stack: '' };
  }

  /** HD3 */
  #store(instance: Instance, result: EpisodeResult): void {
    if (this.#closed || this.#instances.get(instance.id) !== instance) return;
    instance.executionId = result.executionId;
    instance.input = result.input;
    instance.history = result.history;
    instance.customStatus = result.customStatus;
    instance.status = result.suspended ? 'Suspended' : 'Running';
    instance.updatedAt = this.#options.clock.now();
    if (result.completion !== null) this.#complete(instance, result.completion);
    for (const command of result.commands) this.#carryOut(instance, command);
  }

  #complete(instance: Instance, completion: NonNullable<EpisodeResult['completion']>): void {
    const { status, result, details } = completion;
    instance.status = status;
    instance.output = status === 'Completed' && result !== null ? JSON.parse(result) : result;
    instance.inbox = [];
    if (status === 'Failed') this.#log('error', (result ?? '').split(' \n ')[0] ?? '', instance);
    if (instance.parent === null) return;
    const outcome: ChildOutcome =
      status === 'Completed'
        ? { kind: 'completed', result }
        : { kind: 'failed', message: result ?? '', details };
    this.#tellParent(instance.parent, instance.id, outcome);
  }

  #tellParent(parent: ParentInstance, child: string, outcome: ChildOutcome): void {
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
    this.#bus.send({ to: InstanceId, executionId: ExecutionId, sender: `instance ${child}`, event });
  }

  #carryOut(instance: Instance, { executionId, decision }: Command): void {
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
        this.#bus.sendAt({ to: instance.id, executionId, sender, event }, decision.fireAt);
        return;
      }
      case 'startSubOrchestration': {
        const parent: ParentInstance = {
          Name: instance.name,
          OrchestrationInstance: { InstanceId: instance.id, ExecutionId: executionId },
          TaskScheduleId: decision.id,
          Version: instance.version,
        };
        const version = decision.version ?? this.#options.versioning.defaultVersion;
        const event = this.#startEvent(
          decision.instanceId,
          decision.name,
          JSON.stringify(decision.input),
          version,
          parent,
        );
        const child = event.OrchestrationInstance;
        this.#bus.send({
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
    this.#bus.afterHop(() => {
      const end = work.begin('activity', decision.name);
      const finish = (run: ActivityRun): void => {
        const now = clock.now();
        const event =
          run.kind === 'completed'
            ? historyEvent('TaskCompleted', { TaskScheduledId: decision.id, Result: run.result }, now)
            : historyEvent('TaskFailed', taskFailure(decision, run), now);
        this.#bus.send({
          to: instance.id,
          executionId,
          sender: `activity ${executionId}:${decision.id}`,
          event,
        });
        end();
      };
      void functions
        .runActivity(decision.name, decision.input, instance.id)
        .then(finish, (error: unknown) => {
          end();
          throw new HostError(
            'HOST-FUNCTION-INVALID',
            `The activity '${decision.name}' could not be run.`,
            {},
            error,
          );
        });
    });
  }

  #log(level: HostLogLevel, message: string, instance: Instance): void {
    const { log, clock } = this.#options;
    const time = new Date(clock.now());
    log({ time, level, category: 'durable', message, functionName: instance.name, instanceId: instance.id });
  }
}

type ChildOutcome =
  | { readonly kind: 'completed'; readonly result: string | null }
  | { readonly kind: 'failed'; readonly message: string; readonly details: string };

function taskFailure(decision: { readonly id: number; readonly name: string }, failure: FunctionFailure) {
  return {
    TaskScheduledId: decision.id,
    Reason: activityFailureReason(decision.name, failure),
    Details: failureDetails(failure),
    FailureDetails: null,
  };
}

/** What two runs over the same history must agree on. */
function essence(run: OrchestratorRun): unknown {
  return run.kind === 'answered' ? run.answer : run.message;
}

function hasWork(instance: Instance): boolean {
  const isNew = instance.history.length === 0;
  return instance.inbox.some(({ event }) => !isNew || event.EventType === EventType.ExecutionStarted);
}

/** HD2: everything that has arrived and still counts, the start first; nothing before the start has arrived. */
function takeBatch(instance: Instance): Message[] {
  const inbox = instance.inbox.filter(
    ({ executionId }) => executionId === null || executionId === instance.executionId,
  );
  const starts = inbox.filter(({ event }) => event.EventType === EventType.ExecutionStarted);
  const others = inbox.filter(({ event }) => event.EventType !== EventType.ExecutionStarted);
  const isNew = instance.history.length === 0;
  if (isNew && starts.length === 0) {
    instance.inbox = inbox;
    return [];
  }
  instance.inbox = [];
  return isNew ? [...starts.slice(0, 1), ...others] : others;
}

/** 32 hexadecimal digits, as .NET writes identifiers in execution ids. */
export function newId(): string {
  return randomUUID().replaceAll('-', '');
}
