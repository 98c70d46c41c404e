import * as z from 'zod';
import { instanceStatus } from './durable-instances.ts';
import type { DurableInstances } from './durable-instances.ts';

/** Runtime statuses of an instance that will never run again. */
const finalStatuses: ReadonlySet<string> = new Set(['Completed', 'Failed', 'Terminated', 'Canceled']);

export const isOver = (runtimeStatus: string): boolean => finalStatuses.has(runtimeStatus);

/** An instance, whatever its orchestrator. */
export interface StoredInstance {
  readonly id: string;
  /** Of its orchestrator. */
  readonly name: string;
  /** It will never run again. */
  readonly isOver: boolean;
  /** In milliseconds, told to the second below: when it last ran, and so when it ended. */
  readonly changedAt: number;
}

/** The instances of the durable store, to be looked through and forgotten. Rejects where it cannot be reached. */
export interface InstanceStore {
  /** Null: there is none. */
  readonly find: (id: string) => Promise<StoredInstance | null>;
  /** All that were created from one time to another, both included, in milliseconds. */
  readonly createdBetween: (from: number, to: number) => Promise<readonly StoredInstance[]>;
  /** With its history, whatever its state: the store behind it may not ask. False: it was gone. */
  readonly forget: (id: string) => Promise<boolean>;
}

/** What is used of the durable client of the SDK. */
export interface DurableHistories extends Pick<DurableInstances, 'getStatus'> {
  readonly getStatusBy: (filter: {
    readonly createdTimeFrom: Date;
    readonly createdTimeTo: Date;
    readonly showInput: false;
  }) => Promise<unknown>;
  readonly purgeInstanceHistory: (instanceId: string) => Promise<unknown>;
}

const storedInstanceSchema = z
  .object({
    name: z.string(),
    instanceId: z.string(),
    runtimeStatus: z.string(),
    lastUpdatedTime: z.union([z.string(), z.date()]).transform((at) => new Date(at).getTime()),
  })
  .transform(({ name, instanceId, runtimeStatus, lastUpdatedTime }): StoredInstance => ({
    id: instanceId,
    name,
    isOver: isOver(runtimeStatus),
    changedAt: lastUpdatedTime,
  }));

const purgedSchema = z.object({ instancesDeleted: z.number() });

/** The store behind the SDK's client. */
export function instanceStore(client: DurableHistories): InstanceStore {
  return {
    find: async (id) => {
      const status = await instanceStatus(client, id);
      return status === null ? null : storedInstanceSchema.parse(status);
    },
    createdBetween: async (from, to) =>
      z.array(storedInstanceSchema).parse(
        // The SDK follows the pages of the answer to its end, and asks for inputs whatever it is told.
        await client.getStatusBy({
          createdTimeFrom: new Date(from),
          createdTimeTo: new Date(to),
          showInput: false,
        }),
      ),
    forget: async (id) => {
      const { instancesDeleted } = purgedSchema.parse(await client.purgeInstanceHistory(id));
      return instancesDeleted > 0;
    },
  };
}
