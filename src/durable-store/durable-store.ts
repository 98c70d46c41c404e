import * as z from 'zod';
import type { DurableClientPort } from './durable-client-port.ts';
import { storedInstanceSchema, wordsOf } from './stored-instance.ts';
import type { InstanceState, StoredInstance } from './stored-instance.ts';

/** Which instances are asked for; what is left out is whatever it is. */
export interface InstanceFilter {
  /** In milliseconds since 1970, as `createdTo`; both included. */
  readonly createdFrom: number;
  readonly createdTo?: number;
  readonly states?: readonly InstanceState[];
}

/** An instance that is asked for: its id, the name of its orchestrator, and what it begins with. */
export interface NewInstance {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** The durable store. Its methods reject where it cannot be reached, or answers what cannot be understood. */
export interface DurableStore {
  /** Null: there is none. */
  readonly find: (id: string) => Promise<StoredInstance | null>;
  readonly list: (filter: InstanceFilter) => Promise<readonly StoredInstance[]>;
  /** Leaves one that there is as it is, whatever its state. */
  readonly startUnlessThere: (instance: NewInstance) => Promise<'started' | 'exists'>;
  /** Replaces one that is over, and its history with it. */
  readonly startUnlessRunning: (instance: NewInstance) => Promise<'started' | 'exists'>;
  /** Resolves once the event is stored; an instance that is over drops it. `unknown`: there is no instance. */
  readonly raise: (
    id: string,
    event: { readonly name: string; readonly data: unknown },
  ) => Promise<'stored' | 'unknown'>;
  /** Forgets an instance and its history, whatever its state: the store behind it may not ask. False: it was gone. */
  readonly forget: (id: string) => Promise<boolean>;
}

const purgedSchema = z.object({ instancesDeleted: z.number() });

/** The store behind the SDK's client. */
export function durableStore(client: DurableClientPort): DurableStore {
  const find = (id: string): Promise<StoredInstance | null> => findInstance(client, id);
  return {
    find,
    list: async ({ createdFrom, createdTo, states }) =>
      z.array(storedInstanceSchema).parse(
        await client.getStatusBy({
          createdTimeFrom: new Date(createdFrom),
          ...(createdTo === undefined ? {} : { createdTimeTo: new Date(createdTo) }),
          ...(states === undefined ? {} : { runtimeStatus: states.flatMap((state) => wordsOf[state]) }),
          // durable-functions 3.5.0 drops this on the way it takes on Azure: the answers hold inputs, whole flows.
          showInput: false,
        }),
      ),
    startUnlessThere: (instance) => start(client, instance, (found) => found !== null),
    startUnlessRunning: (instance) =>
      start(client, instance, (found) => found !== null && found.state !== 'over'),
    raise: async (id, { name, data }) => {
      try {
        await client.raiseEvent(id, name, data);
        return 'stored';
      } catch (error) {
        // durable-functions 3.5.0 says so in its text only.
        if (error instanceof Error && error.message.startsWith('No instance with ID')) return 'unknown';
        throw error;
      }
    },
    forget: async (id) => {
      const { instancesDeleted } = purgedSchema.parse(await client.purgeInstanceHistory(id));
      return instancesDeleted > 0;
    },
  };
}

async function findInstance(client: DurableClientPort, id: string): Promise<StoredInstance | null> {
  try {
    return storedInstanceSchema.parse(await client.getStatus(id));
  } catch (error) {
    // durable-functions 3.5.0 says so in its text only.
    if (error instanceof Error && error.message.includes('HTTP 404')) return null;
    throw error;
  }
}

/** Looks once more after a failure: somebody else may have been faster. */
async function start(
  client: DurableClientPort,
  { id, name, input }: NewInstance,
  isInTheWay: (found: StoredInstance | null) => boolean,
): Promise<'started' | 'exists'> {
  if (isInTheWay(await findInstance(client, id))) return 'exists';
  try {
    await client.startNew(name, { instanceId: id, input });
    return 'started';
  } catch (error) {
    // 409 and, from older extensions, 500: somebody else was faster, or the store is in trouble.
    if (isInTheWay(await findInstance(client, id))) return 'exists';
    throw error;
  }
}
