import type { Clock } from '../clock.ts';
import type { HostLog } from '../log.ts';
import type { WorkTracker } from '../work-tracker.ts';
import type { KnownFunctions } from './action-walk.ts';
import type { Chaos } from './chaos.ts';
import type { EpisodeTrace, OrchestratorRun } from './episode.ts';
import type { FunctionFailure } from './failure-text.ts';
import type { InstanceStatus } from './instance.ts';
import type { OrchestratorInput } from './orchestrator-input.ts';
import type { VersioningOptions } from './versioning.ts';

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
