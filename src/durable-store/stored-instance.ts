import * as z from 'zod';
import type { DurableClient, InstanceFilter } from './durable-client.ts';

/** `pending`: it waits for its first episode. `over`: it will never run again. */
export type InstanceState = 'pending' | 'running' | 'over';

/** An instance, whatever its orchestrator. */
export interface StoredInstance {
  readonly id: string;
  /** Of its orchestrator. */
  readonly name: string;
  readonly state: InstanceState;
  /** In milliseconds. */
  readonly createdAt: number;
  /** In milliseconds, told to the second below: when it last ran, and so when it ended. */
  readonly changedAt: number;
  /** What its orchestrator told of it, and what it ended with. */
  readonly customStatus: unknown;
  readonly output: unknown;
}

const stateSchema = z.string().transform((runtimeStatus): InstanceState => {
  switch (runtimeStatus) {
    case 'Completed':
    case 'Failed':
    case 'Terminated':
    case 'Canceled':
      return 'over';
    case 'Pending':
      return 'pending';
    default:
      return 'running';
  }
});

const timeSchema = z.union([z.string(), z.date()]).transform((at) => new Date(at).getTime());

/** A status as the durable extension tells it, and the SDK makes dates of its times. */
const storedInstanceSchema = z
  .object({
    name: z.string(),
    instanceId: z.string(),
    runtimeStatus: stateSchema,
    createdTime: timeSchema,
    lastUpdatedTime: timeSchema,
    customStatus: z.unknown().optional(),
    output: z.unknown().optional(),
  })
  .transform(
    ({ name, instanceId, runtimeStatus, createdTime, lastUpdatedTime, ...told }): StoredInstance => ({
      id: instanceId,
      name,
      state: runtimeStatus,
      createdAt: createdTime,
      changedAt: lastUpdatedTime,
      customStatus: told.customStatus,
      output: told.output,
    }),
  );

/** Null: there is none. Rejects where the store cannot be reached. */
export async function findInstance(
  client: Pick<DurableClient, 'getStatus'>,
  id: string,
): Promise<StoredInstance | null> {
  try {
    return storedInstanceSchema.parse(await client.getStatus(id));
  } catch (error) {
    // durable-functions 3.5.0 says so in its text only.
    if (error instanceof Error && error.message.includes('HTTP 404')) return null;
    throw error;
  }
}

/** All that the filter lets through. Rejects where the store cannot be reached. */
export async function listInstances(
  client: Pick<DurableClient, 'getStatusBy'>,
  filter: InstanceFilter,
): Promise<readonly StoredInstance[]> {
  // The SDK follows the pages of the answer to its end, and asks for inputs, whole flows, whatever it is told.
  return z.array(storedInstanceSchema).parse(await client.getStatusBy({ ...filter, showInput: false }));
}
