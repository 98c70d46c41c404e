import type { HistoryEvent } from './history.ts';

export interface OrchestratorInput {
  readonly history: readonly HistoryEvent[];
  readonly input: string | null;
  readonly instanceId: string;
  readonly parentInstanceId: string | null;
  readonly isReplaying: boolean;
}

/**
 * The JSON that the orchestration trigger hands to the SDK, as extension 3.14.1 sends it. The input is JSON already
 * and may be long (a whole flow): it is put in as it is, not read and written anew in every episode.
 */
export function orchestratorInputJson(input: OrchestratorInput): string {
  const rest = JSON.stringify({
    history: input.history,
    instanceId: input.instanceId,
    isReplaying: input.isReplaying,
    parentInstanceId: input.parentInstanceId,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
  });
  return `{"input":${input.input ?? 'null'},${rest.slice(1)}`;
}
