import type { DurableClient } from './durable-client.ts';
import { findInstance } from './stored-instance.ts';
import type { StoredInstance } from './stored-instance.ts';

/** An instance that is asked for: its id, the name of its orchestrator, and what it begins with. */
export interface NewInstance {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/**
 * Starts an instance unless one of its id is in the way: any that there is, or only those that `isInTheWay` says. It is
 * looked for once more after a failure: somebody else may have been faster.
 */
export async function startUnlessThere(
  client: Pick<DurableClient, 'getStatus' | 'startNew'>,
  { id, name, input }: NewInstance,
  isInTheWay: (found: StoredInstance) => boolean = () => true,
): Promise<'started' | 'exists'> {
  const isThere = async (): Promise<boolean> => {
    const found = await findInstance(client, id);
    return found !== null && isInTheWay(found);
  };
  if (await isThere()) return 'exists';
  try {
    await client.startNew(name, { instanceId: id, input });
    return 'started';
  } catch (error) {
    // 409 and, from older extensions, 500: somebody else was faster, or the store is in trouble.
    if (await isThere()) return 'exists';
    throw error;
  }
}

/** Resolves once the event is stored; an instance that is over drops it. `unknown`: there is no instance. */
export async function raiseEvent(
  client: Pick<DurableClient, 'raiseEvent'>,
  id: string,
  event: { readonly name: string; readonly data: unknown },
): Promise<'stored' | 'unknown'> {
  try {
    await client.raiseEvent(id, event.name, event.data);
    return 'stored';
  } catch (error) {
    // durable-functions 3.5.0 says so in its text only.
    if (error instanceof Error && error.message.startsWith('No instance with ID')) return 'unknown';
    throw error;
  }
}
