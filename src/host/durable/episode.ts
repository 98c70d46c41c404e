/**
 * One work item of an instance: the episode, the generations that follow it at once after continueAsNew, and what they send.
 *
 * HE1 An episode reads the instance and changes nothing; only its stored result does. So it can die and run again (chaos).
 * HE2 Decisions enter the history in the order of their ids; a completion comes last.
 */
import type { Decision } from './decisions.ts';
import type { OrchestratorAnswer } from './actions.ts';
import type { KnownFunctions } from './action-walk.ts';
import { executionStarted, newId } from './execution-started.ts';
import { failureDetails, orchestratorFailureResult } from './failure-text.ts';
import type { HistoryEvent } from './history.ts';
import { EventType, historyEvent } from './history.ts';
import type { Instance } from './instance.ts';
import type { InboundEvent } from './message-bus.ts';
import type { OrchestratorInput } from './orchestrator-input.ts';
import { replay } from './replay.ts';

/** What an orchestrator function's run came to. */
export type OrchestratorRun =
  | { readonly kind: 'answered'; readonly answer: OrchestratorAnswer }
  /** It failed outside the protocol: not the SDK's handler, or the SDK itself threw. */
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };

export interface EpisodeOptions {
  readonly functions: KnownFunctions;
  readonly run: (input: OrchestratorInput) => Promise<OrchestratorRun>;
  readonly now: () => number;
  /** Why the instance fails without being run (unknown function, version), or null. */
  readonly refusal: (instance: Instance) => string | null;
  readonly onRun?: (trace: EpisodeTrace) => void;
}

/** One run of an orchestrator function, for tests and tools. */
export interface EpisodeTrace {
  readonly instanceId: string;
  readonly historyLength: number;
  /** As it was sent: it changes once the episode is over. */
  readonly history: readonly HistoryEvent[];
  readonly newEvents: readonly HistoryEvent[];
  readonly run: OrchestratorRun;
}

/** A decision to be carried out, with the execution that took it. */
export interface Command {
  readonly executionId: string;
  readonly decision: Exclude<Decision, { kind: 'complete' }>;
}

export interface EpisodeResult {
  readonly executionId: string;
  readonly input: string | null;
  readonly history: HistoryEvent[];
  readonly customStatus: string | null;
  readonly suspended: boolean;
  readonly commands: readonly Command[];
  readonly completion: FinishedDecision | null;
}

type FinishedDecision = Extract<Decision, { kind: 'complete'; outcome: 'finished' }>;

interface Generation {
  readonly executionId: string;
  readonly input: string | null;
  readonly history: HistoryEvent[];
  readonly newEvents: readonly HistoryEvent[];
}

export async function runEpisode(
  instance: Instance,
  events: readonly InboundEvent[],
  options: EpisodeOptions,
): Promise<EpisodeResult> {
  const past = instance.history.map((event) => ({ ...event }));
  const started = historyEvent('OrchestratorStarted', {}, options.now());
  let generation: Generation = {
    executionId: instance.executionId,
    input: instance.input,
    history: [...past, started, ...events.map((event) => ({ ...event }))],
    newEvents: events,
  };
  let customStatus: string | null = null;
  const commands: Command[] = [];
  for (let number = 0; ; number += 1) {
    const step = await runGeneration(instance, generation, options);
    commands.push(...step.commands);
    customStatus = number === 0 ? step.customStatus : (step.customStatus ?? customStatus);
    if (step.completion?.outcome !== 'continuedAsNew') {
      closeHistory(generation.history, options.now());
      const { executionId, input, history } = generation;
      return { ...step, executionId, input, history, customStatus, commands, completion: step.completion };
    }
    generation = nextGeneration(instance, generation, step.completion, options);
  }
}

interface Step {
  readonly suspended: boolean;
  readonly customStatus: string | null;
  readonly commands: readonly Command[];
  readonly completion: Extract<Decision, { kind: 'complete' }> | null;
}

async function runGeneration(
  instance: Instance,
  generation: Generation,
  options: EpisodeOptions,
): Promise<Step> {
  const { history, executionId } = generation;
  const result = await decide(instance, generation, options);
  for (const event of history) event.IsPlayed = event.EventType !== EventType.OrchestratorStarted;
  const commands: Command[] = [];
  let completion: Step['completion'] = null;
  for (const decision of result.decisions) {
    const event = decisionEvent(decision, options.now());
    if (event !== null) history.push(event);
    if (decision.kind === 'complete') completion = decision;
    else commands.push({ executionId, decision });
  }
  return { suspended: result.suspended, customStatus: result.customStatus, commands, completion };
}

async function decide(instance: Instance, generation: Generation, options: EpisodeOptions) {
  const refusal = options.refusal(instance);
  if (refusal !== null) return failedResult(refusal, { message: refusal, stack: '' });
  const { history, executionId } = generation;
  const run = await options.run({
    history,
    input: generation.input,
    instanceId: instance.id,
    parentInstanceId: instance.parent?.OrchestrationInstance.InstanceId ?? null,
    isReplaying: history.length > generation.newEvents.length + 1,
  });
  options.onRun?.({
    instanceId: instance.id,
    historyLength: history.length,
    history,
    newEvents: generation.newEvents,
    run,
  });
  if (run.kind === 'failed') return failedResult(orchestratorFailureResult(instance.name, run.message), run);
  const { functions } = options;
  return replay({ functionName: instance.name, executionId, history, answer: run.answer, functions });
}

function failedResult(result: string, failure: { message: string; stack: string }) {
  const decision: Decision = {
    kind: 'complete',
    id: -1,
    outcome: 'finished',
    status: 'Failed',
    result,
    details: failureDetails(failure),
  };
  return { decisions: [decision], suspended: false, customStatus: null };
}

/** HE2 */
function decisionEvent(decision: Decision, now: number): HistoryEvent | null {
  switch (decision.kind) {
    case 'scheduleActivity':
      return historyEvent(
        'TaskScheduled',
        { Name: decision.name, Version: '', Input: null, Tags: null, ParentTraceContext: null },
        now,
        decision.id,
      );
    case 'startSubOrchestration':
      return historyEvent(
        'SubOrchestrationInstanceCreated',
        { Name: decision.name, Version: decision.version, InstanceId: decision.instanceId, Input: null },
        now,
        decision.id,
      );
    case 'createTimer':
      return historyEvent(
        'TimerCreated',
        { FireAt: new Date(decision.fireAt).toISOString(), ParentTraceContext: null },
        now,
        decision.id,
      );
    case 'complete':
      if (decision.outcome === 'continuedAsNew') return null;
      return historyEvent(
        'ExecutionCompleted',
        { OrchestrationStatus: decision.status, Result: decision.result, FailureDetails: null },
        now,
        decision.id,
      );
  }
}

/** continueAsNew: a new execution of the same id, at once, with the carried events; the real one closes it before it has run. */
function nextGeneration(
  instance: Instance,
  previous: Generation,
  completion: Extract<Decision, { outcome: 'continuedAsNew' }>,
  options: EpisodeOptions,
): Generation {
  const executionId = newId();
  const input = completion.input === undefined ? null : JSON.stringify(completion.input);
  const opening = previous.history.find((event) => event.EventType === EventType.ExecutionStarted);
  const started = executionStarted(
    {
      instanceId: instance.id,
      executionId,
      name: instance.name,
      input,
      version: instance.version,
      parent: instance.parent,
      generation: (opening?.Generation ?? 0) + 1,
    },
    options.now(),
  );
  const carried = completion.carriedEvents.map((event) => ({ ...event, IsPlayed: false }));
  const newEvents = [started, ...carried, historyEvent('OrchestratorCompleted', {}, options.now())];
  return {
    executionId,
    input,
    history: [historyEvent('OrchestratorStarted', {}, options.now()), ...newEvents],
    newEvents,
  };
}

function closeHistory(history: HistoryEvent[], now: number): void {
  if (history.at(-1)?.EventType === EventType.OrchestratorCompleted) return;
  history.push(historyEvent('OrchestratorCompleted', {}, now));
}
