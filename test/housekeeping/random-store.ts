/** A durable store with instances in it, behind the client of the SDK; requests to it take their time, and may fail. */
import type { DurableClientPort } from '../../src/durable-store/index.ts';
import { durableClient, durableStatus } from '../support/durable-client.ts';

export interface KeptInstance {
  readonly id: string;
  readonly name: string;
  readonly runtimeStatus: string;
  /** Milliseconds. */
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface RandomStore {
  readonly client: DurableClientPort;
  readonly instances: ReadonlyMap<string, KeptInstance>;
  /** What was purged, with the time at which it was. */
  readonly purged: readonly { readonly instance: KeptInstance; readonly at: number }[];
  /** The most requests under way at the same time, and the most instances in one answer. */
  readonly most: { requests: number; listed: number };
}

export interface StoreTrouble {
  /** How long a request takes, in milliseconds. */
  readonly slowness: number;
  /** The n-th request, from 1, that fails: before it is done, or after. */
  readonly failures: ReadonlyMap<number, 'undone' | 'done'>;
}

export function randomStore(
  kept: readonly KeptInstance[],
  { slowness, failures }: StoreTrouble,
  time: { now: number },
): RandomStore {
  const instances = new Map(kept.map((instance) => [instance.id, instance]));
  const purged: { instance: KeptInstance; at: number }[] = [];
  const most = { requests: 0, listed: 0 };
  let [asked, underWay] = [0, 0];
  const request = async <Answer>(act: () => Answer): Promise<Answer> => {
    asked += 1;
    underWay += 1;
    most.requests = Math.max(most.requests, underWay);
    const failure = failures.get(asked);
    await Promise.resolve();
    underWay -= 1;
    time.now += slowness;
    if (failure === 'undone') throw new Error('connect ECONNREFUSED 127.0.0.1:17071');
    const answer = act();
    if (failure === 'done') throw new Error('socket hang up');
    return answer;
  };
  const client = durableClient({
    getStatus: (id) =>
      request(() => {
        const instance = instances.get(id);
        if (instance === undefined) throw new Error('replied with HTTP 404 response.');
        return durableStatus(instance);
      }),
    getStatusBy: ({ createdTimeFrom: from, createdTimeTo: to }) =>
      request(() => {
        const found = [...instances.values()].filter(
          ({ createdAt }) => createdAt >= (from?.getTime() ?? 0) && createdAt <= (to?.getTime() ?? Infinity),
        );
        most.listed = Math.max(most.listed, found.length);
        return found.map(durableStatus);
      }),
    purgeInstanceHistory: (id) =>
      request(() => {
        const instance = instances.get(id);
        if (instance !== undefined) purged.push({ instance, at: time.now });
        return { instancesDeleted: instances.delete(id) ? 1 : 0 };
      }),
  });
  return { client, instances, purged, most };
}
