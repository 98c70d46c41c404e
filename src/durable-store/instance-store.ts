import * as z from 'zod';
import type { DurableClient } from './durable-client.ts';
import { findInstance, listInstances } from './stored-instance.ts';
import type { StoredInstance } from './stored-instance.ts';

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
export type DurableHistories = Pick<DurableClient, 'getStatus' | 'getStatusBy' | 'purgeInstanceHistory'>;

const purgedSchema = z.object({ instancesDeleted: z.number() });

/** The store behind the SDK's client. */
export function instanceStore(client: DurableHistories): InstanceStore {
  return {
    find: (id) => findInstance(client, id),
    createdBetween: (from, to) =>
      listInstances(client, { createdTimeFrom: new Date(from), createdTimeTo: new Date(to) }),
    forget: async (id) => {
      const { instancesDeleted } = purgedSchema.parse(await client.purgeInstanceHistory(id));
      return instancesDeleted > 0;
    },
  };
}
