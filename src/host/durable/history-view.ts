import type { HistoryEvent } from './history.ts';
import { EventType, historyEventName } from './history.ts';
import { parseJson } from './instance.ts';

/**
 * The history as the management API shows it: a completion carries name and time of what was scheduled, bookkeeping is left out;
 * inputs and results only when asked for.
 */
export function historyView(history: readonly HistoryEvent[], showOutput: boolean): readonly object[] {
  const scheduled = new Map<number, HistoryEvent>();
  return history.flatMap((event) => {
    if (isScheduling(event)) {
      scheduled.set(event.EventId, event);
      return [];
    }
    return viewEvent(event, scheduled, showOutput);
  });
}

function isScheduling(event: HistoryEvent): boolean {
  return (
    event.EventType === EventType.TaskScheduled ||
    event.EventType === EventType.SubOrchestrationInstanceCreated ||
    event.EventType === EventType.TimerCreated
  );
}

function viewEvent(
  event: HistoryEvent,
  scheduled: ReadonlyMap<number, HistoryEvent>,
  showOutput: boolean,
): object[] {
  const common = { EventType: historyEventName(event), Timestamp: event.Timestamp };
  switch (event.EventType) {
    case EventType.ExecutionStarted: {
      const input = showOutput ? { Input: parseJson(event.Input) } : {};
      return [{ ...common, FunctionName: event.Name, ...input }];
    }
    case EventType.TaskCompleted:
    case EventType.SubOrchestrationInstanceCompleted: {
      const result = showOutput ? { Result: parseJson(event.Result) } : {};
      return [{ ...common, ...origin(scheduled.get(event.TaskScheduledId)), ...result }];
    }
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceFailed: {
      const { Reason, Details } = event;
      return [{ ...common, ...origin(scheduled.get(event.TaskScheduledId)), Reason, Details }];
    }
    case EventType.TimerFired:
      return [{ ...common, FireAt: event.FireAt }];
    case EventType.EventRaised: {
      const input = showOutput ? { Input: parseJson(event.Input) } : {};
      return [{ ...common, Name: event.Name, ...input }];
    }
    case EventType.ExecutionCompleted: {
      const isJson = event.OrchestrationStatus === 'Completed';
      const result = showOutput ? { Result: isJson ? parseJson(event.Result) : event.Result } : {};
      return [{ ...common, OrchestrationStatus: event.OrchestrationStatus, ...result }];
    }
    case EventType.ExecutionTerminated:
      return [{ ...common, Input: event.Input }];
    case EventType.ExecutionSuspended:
    case EventType.ExecutionResumed:
      return [{ ...common, Reason: event.Reason }];
    case EventType.TaskScheduled:
    case EventType.SubOrchestrationInstanceCreated:
    case EventType.TimerCreated:
    case EventType.OrchestratorStarted:
    case EventType.OrchestratorCompleted:
      return [];
  }
}

function origin(event: HistoryEvent | undefined): object {
  if (event === undefined || !('Name' in event)) return {};
  return { FunctionName: event.Name, ScheduledTime: event.Timestamp };
}
