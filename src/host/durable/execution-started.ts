import { randomUUID } from 'node:crypto';
import type { HistoryEventOf, ParentInstance } from './history.ts';
import { historyEvent } from './history.ts';

export interface NewExecution {
  readonly instanceId: string;
  readonly executionId: string;
  readonly name: string;
  /** JSON */
  readonly input: string | null;
  readonly version: string | null;
  readonly parent: ParentInstance | null;
  /** Counts the executions of one instance (continueAsNew). */
  readonly generation: number;
}

/** The event that opens an execution. */
export function executionStarted(execution: NewExecution, time: number): HistoryEventOf<'ExecutionStarted'> {
  return historyEvent(
    'ExecutionStarted',
    {
      OrchestrationInstance: { InstanceId: execution.instanceId, ExecutionId: execution.executionId },
      ParentInstance: execution.parent,
      Name: execution.name,
      Version: execution.version,
      Input: execution.input,
      Tags: null,
      Correlation: null,
      ParentTraceContext: null,
      ScheduledStartTime: null,
      Generation: execution.generation,
      GenerateNewTrace: false,
    },
    time,
  );
}

/** 32 hexadecimal digits, as .NET writes identifiers in execution ids. */
export function newId(): string {
  return randomUUID().replaceAll('-', '');
}
