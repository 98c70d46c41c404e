import type { HistoryEvent } from './history.ts';
import { parseJson } from './instance.ts';

export interface OrchestratorInput {
  readonly history: readonly HistoryEvent[];
  readonly input: string | null;
  readonly instanceId: string;
  readonly parentInstanceId: string | null;
  readonly isReplaying: boolean;
}

/** The JSON that the orchestration trigger hands to the SDK, as extension 3.14.1 sends it. */
export function orchestratorInputJson(input: OrchestratorInput): string {
  return JSON.stringify({
    history: input.history,
    input: parseJson(input.input),
    instanceId: input.instanceId,
    isReplaying: input.isReplaying,
    parentInstanceId: input.parentInstanceId,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
  });
}
