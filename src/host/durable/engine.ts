/**
 * The durable task hub in memory: instances, their messages, episodes and activities.
 *
 * HD1 One episode of an instance at a time; it takes everything that has arrived, in order of arrival.
 * HD2 Messages of an execution that is no longer the instance's present one are dropped.
 * HD3 What an episode decided is sent only after its history was stored.
 */
import { isDeepStrictEqual } from 'node:util';
import { describeCause } from '../errors.ts';
import type { HostLogLevel } from '../log.ts';
import type { EngineOptions, SendResult, StartRequest, StartResult } from './engine-ports.ts';
import type { EpisodeResult, OrchestratorRun } from './episode.ts';
import { runEpisode } from './episode.ts';
import { executionStarted, newId } from './execution-started.ts';
import { failureDetails, unknownFunctionText } from './failure-text.ts';
import type { HistoryEventOf, ParentInstance } from './history.ts';
import { EventType, historyEvent } from './history.ts';
import { hasWork, takeBatch } from './inbox.ts';
import type { Instance } from './instance.ts';
import { instanceStatus, isFinal } from './instance.ts';
import type { InboundEvent, Message } from './message-bus.ts';
import { MessageBus } from './message-bus.ts';
import type { OrchestratorInput } from './orchestrator-input.ts';
import type { ChildOutcome } from './outbox.ts';
import { Outbox } from './outbox.ts';
import { versionMismatch } from './versioning.ts';

export class DurableEngine {
  readonly #options: EngineOptions;
  readonly #instances = new Map<string, Instance>();
  readonly #held = new Set<string>();
  readonly #bus: MessageBus;
  readonly #outbox: Outbox;
  #closed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { clock, latency, chaos } = options;
    this.#bus = new MessageBus({ clock, latency, chaos, deliver: (message) => this.#deliver(message) });
    const { defaultVersion } = options.versioning;
    this.#outbox = new Outbox({ ...options, bus: this.#bus, defaultVersion });
  }

  /** Starts an instance; an id that still runs is left alone, a finished one is replaced. */
  start(request: StartRequest): StartResult {
    const id = request.instanceId ?? newId();
    const existing = this.#instances.get(id);
    if (existing !== undefined && !isFinal(existing.status)) {
      return { kind: 'exists', status: instanceStatus(existing) };
    }
    const version = request.version ?? this.#options.versioning.defaultVersion;
    const executionId = newId();
    const { name, input } = request;
    const execution = { instanceId: id, executionId, name, input, version, parent: null, generation: 0 };
    const event = executionStarted(execution, this.#options.clock.now());
    this.#create(event);
    this.#bus.send({ to: id, executionId, sender: 'client', event });
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

  /** Forgets an instance, also one that runs (HD6); false if there is none of that id. */
  purge(instanceId: string): boolean {
    return this.#instances.delete(instanceId);
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

  #create(event: HistoryEventOf<'ExecutionStarted'>): Instance {
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
    this.#outbox.tellParent(parent, id, {
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
      void this.#work(instance)
        .catch((error: unknown) => this.#breakDown(instance, error))
        .finally(() => {
          instance.busy = false;
          if (!this.#closed) this.#wake(instance);
          end();
        });
    });
  }

  /** A defect of this host: loud, and the instance does not hang. */
  #breakDown(instance: Instance, error: unknown): void {
    const result = `The embedded host failed to run an episode: ${describeCause(error)}`;
    this.#complete(instance, {
      kind: 'complete',
      id: -1,
      outcome: 'finished',
      status: 'Failed',
      result,
      details: '',
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
    for (const command of result.commands) this.#outbox.carryOut(instance, command);
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
    this.#outbox.tellParent(instance.parent, instance.id, outcome);
  }

  #log(level: HostLogLevel, message: string, instance: Instance): void {
    const { log, clock } = this.#options;
    const time = new Date(clock.now());
    log({ time, level, category: 'durable', message, functionName: instance.name, instanceId: instance.id });
  }
}

/** What two runs over the same history must agree on. */
function essence(run: OrchestratorRun): unknown {
  return run.kind === 'answered' ? run.answer : run.message;
}
