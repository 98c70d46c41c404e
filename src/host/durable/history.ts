/** The events of an instance's history, in the shape that goes to the SDK (DurableTask.Core, `History/*.cs`). */

export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

export interface OrchestrationInstance {
  readonly InstanceId: string;
  readonly ExecutionId: string;
}

export interface ParentInstance {
  readonly Name: string;
  readonly OrchestrationInstance: OrchestrationInstance;
  readonly TaskScheduleId: number;
  readonly Version: string | null;
}

interface Stamp {
  readonly EventId: number;
  /** Set once the event has been replayed; the SDK computes `isReplaying` from it. */
  IsPlayed: boolean;
  readonly Timestamp: string;
}

interface Variants {
  readonly ExecutionStarted: {
    readonly OrchestrationInstance: OrchestrationInstance;
    readonly ParentInstance: ParentInstance | null;
    readonly Name: string;
    readonly Version: string | null;
    readonly Input: string | null;
    readonly Tags: null;
    readonly Correlation: null;
    readonly ParentTraceContext: null;
    readonly ScheduledStartTime: null;
    readonly Generation: number;
    readonly GenerateNewTrace: boolean;
  };
  readonly ExecutionCompleted: {
    readonly OrchestrationStatus: string;
    readonly Result: string | null;
    readonly FailureDetails: null;
  };
  readonly ExecutionTerminated: { readonly Input: string };
  readonly TaskScheduled: {
    readonly Name: string;
    readonly Version: string;
    readonly Input: null;
    readonly Tags: null;
    readonly ParentTraceContext: null;
  };
  readonly TaskCompleted: { readonly TaskScheduledId: number; readonly Result: string | null };
  readonly TaskFailed: TaskFailure;
  readonly SubOrchestrationInstanceCreated: {
    readonly Name: string;
    readonly Version: string | null;
    readonly InstanceId: string;
    readonly Input: null;
  };
  readonly SubOrchestrationInstanceCompleted: {
    readonly TaskScheduledId: number;
    readonly Result: string | null;
  };
  readonly SubOrchestrationInstanceFailed: TaskFailure;
  readonly TimerCreated: { readonly FireAt: string; readonly ParentTraceContext: null };
  readonly TimerFired: { readonly TimerId: number; readonly FireAt: string };
  readonly OrchestratorStarted: object;
  readonly OrchestratorCompleted: object;
  readonly EventRaised: {
    readonly Name: string;
    readonly Input: string | null;
    readonly ParentTraceContext: null;
  };
  readonly ExecutionSuspended: { readonly Reason: string };
  readonly ExecutionResumed: { readonly Reason: string };
}

interface TaskFailure {
  readonly TaskScheduledId: number;
  readonly Reason: string;
  readonly Details: string;
  readonly FailureDetails: null;
}

export type HistoryEventName = keyof Variants;

export type HistoryEventOf<Name extends HistoryEventName> = Variants[Name] &
  Stamp & { readonly EventType: (typeof EventType)[Name] };

export type HistoryEvent = { [Name in HistoryEventName]: HistoryEventOf<Name> }[HistoryEventName];

/** Makes an event. `id` is the task's id for what the orchestrator decided, -1 for everything that happens to it. */
export function historyEvent<Name extends HistoryEventName>(
  name: Name,
  fields: Variants[Name],
  time: number,
  id = -1,
): Variants[Name] & Stamp & { readonly EventType: (typeof EventType)[Name] } {
  const stamp: Stamp & { readonly EventType: (typeof EventType)[Name] } = {
    EventType: EventType[name],
    EventId: id,
    IsPlayed: false,
    Timestamp: new Date(time).toISOString(),
  };
  return { ...fields, ...stamp };
}

const names = new Map<number, HistoryEventName>();
for (const name of Object.keys(EventType)) {
  if (isHistoryEventName(name)) names.set(EventType[name], name);
}

function isHistoryEventName(name: string): name is HistoryEventName {
  return Object.hasOwn(EventType, name);
}

/** The event's name as the management API spells it. */
export function historyEventName(event: HistoryEvent): HistoryEventName {
  return names.get(event.EventType) ?? 'OrchestratorStarted';
}
