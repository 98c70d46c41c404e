import type { FinalStatus } from './decisions.ts';
import type { HistoryEvent, ParentInstance } from './history.ts';
import type { Message } from './message-bus.ts';

export type RuntimeStatus = 'Pending' | 'Running' | 'Suspended' | FinalStatus;

export const runtimeStatuses: readonly RuntimeStatus[] = [
  'Pending',
  'Running',
  'Suspended',
  'Completed',
  'Failed',
  'Terminated',
];

/** An orchestration instance as the host keeps it; nothing of it outlives the process. */
export interface Instance {
  readonly id: string;
  executionId: string;
  /** As the caller spelled it. */
  readonly name: string;
  readonly version: string | null;
  readonly parent: ParentInstance | null;
  /** JSON of the present generation's input. */
  input: string | null;
  history: HistoryEvent[];
  status: RuntimeStatus;
  /** JSON */
  customStatus: string | null;
  output: unknown;
  readonly createdAt: number;
  updatedAt: number;
  inbox: Message[];
  /** An episode runs or is about to. */
  busy: boolean;
}

export function isFinal(status: RuntimeStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Terminated';
}

/** What a client sees of an instance. Times are milliseconds. */
export interface InstanceStatus {
  readonly name: string;
  readonly instanceId: string;
  readonly runtimeStatus: RuntimeStatus;
  readonly input: unknown;
  readonly customStatus: unknown;
  readonly output: unknown;
  readonly createdTime: number;
  readonly lastUpdatedTime: number;
}

export function instanceStatus(instance: Instance): InstanceStatus {
  return {
    name: instance.name,
    instanceId: instance.id,
    runtimeStatus: instance.status,
    input: parseJson(instance.input),
    customStatus: parseJson(instance.customStatus),
    output: instance.output,
    createdTime: instance.createdAt,
    lastUpdatedTime: instance.updatedAt,
  };
}

export function parseJson(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
