import type { OrchestrationRuntimeStatus } from 'durable-functions';

/** Which instances are asked for; what is left out is whatever it is. Both ends of a time are included. */
export interface InstanceFilter {
  readonly createdTimeFrom: Date;
  readonly createdTimeTo?: Date;
  readonly runtimeStatus?: OrchestrationRuntimeStatus[];
}

/** What is used of the durable client of the SDK. Its answers are the extension's: they are parsed here. */
export interface DurableClient {
  readonly getStatus: (instanceId: string) => Promise<unknown>;
  readonly getStatusBy: (filter: InstanceFilter & { readonly showInput: false }) => Promise<unknown>;
  readonly startNew: (name: string, options: { instanceId: string; input: unknown }) => Promise<string>;
  readonly raiseEvent: (instanceId: string, name: string, data: unknown) => Promise<void>;
  readonly purgeInstanceHistory: (instanceId: string) => Promise<unknown>;
}
