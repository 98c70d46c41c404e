/** Episodes in the notation of the recordings. */
import type { EpisodeTrace } from '../../../src/host/index.ts';
import type { TraceEntry } from './vectors.ts';

type Action = Extract<EpisodeTrace['run'], { kind: 'answered' }>['answer']['actions'][number];
type HistoryEvent = EpisodeTrace['newEvents'][number];

export function traceEntry(trace: EpisodeTrace): TraceEntry {
  const { run } = trace;
  const answer = run.kind === 'answered' ? run.answer : null;
  return {
    instance: trace.instanceId.replace('-RUN', ''),
    history: trace.historyLength,
    newEvents: trace.newEvents.map(eventLabel),
    actions: answer?.actions.map(actionLabel) ?? [],
    isDone: answer?.isDone ?? false,
    ...(answer !== null && answer.error !== null ? { error: withoutDetails(answer.error) } : {}),
    ...(answer !== null && (answer.error !== null || answer.threwWithoutText) ? { threw: true } : {}),
  };
}

/** Serialized .NET exceptions carry stacks: only what stands before is compared. */
export function withoutDetails(text: string): string {
  return text.replace(/ \n \{"\$type"[^]*$/, ' \n <serialized .NET exception>');
}

function eventLabel(event: HistoryEvent): string {
  switch (event.EventType) {
    case 0:
      return 'ExecutionStarted';
    case 3:
      return 'ExecutionTerminated';
    case 5:
      return `TaskCompleted->${event.TaskScheduledId}`;
    case 6:
      return `TaskFailed->${event.TaskScheduledId}`;
    case 8:
      return `SubCompleted->${event.TaskScheduledId}`;
    case 9:
      return `SubFailed->${event.TaskScheduledId}`;
    case 11:
      return `TimerFired->${event.TimerId}`;
    case 13:
      return 'OrchestratorCompleted';
    case 15:
      return `EventRaised(${event.Name}=${shorten(event.Input ?? '', 30)}`;
    case 19:
      return 'Suspended';
    case 20:
      return 'Resumed';
    default:
      return `event ${event.EventType}`;
  }
}

function shorten(json: string, length: number): string {
  return json.length > length ? `${json.slice(0, length)}…)` : `${json})`;
}

function actionLabel(action: Action): string {
  switch (action.actionType) {
    case 0:
      return `Act:${action.functionName}`;
    case 1:
      return `ActRetry:${action.functionName}`;
    case 2:
      return `Sub:${action.functionName}`;
    case 3:
      return `SubRetry:${action.functionName}`;
    case 4:
      return 'CAN';
    case 5:
      return action.isCanceled ? 'Timer(cancelled)' : 'Timer';
    case 6:
      return `Event:${action.externalEventName}`;
    case 11:
      return `Any[${action.compoundActions.map(actionLabel).join(' ')}]`;
    case 12:
      return `All[${action.compoundActions.map(actionLabel).join(' ')}]`;
    default:
      return `action ${action.actionType}`;
  }
}
