import type { DurableClientPort } from '../../src/durable-store/index.ts';

/** The status of an instance as the durable extension tells it. */
export interface DurableStatus {
  readonly name: string;
  readonly instanceId: string;
  readonly runtimeStatus: string;
  readonly input: unknown;
  readonly output: unknown;
  /** To the second below. */
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
}

const toTheSecond = (at: number): string => new Date(at).toISOString().replace(/\.\d+/, '');

export const durableStatus = ({
  id = 'in-1',
  name = 'call',
  runtimeStatus,
  createdAt = 0,
  changedAt = createdAt,
}: {
  readonly id?: string;
  readonly name?: string;
  readonly runtimeStatus: string;
  /** Milliseconds. */
  readonly createdAt?: number;
  readonly changedAt?: number;
}): DurableStatus => ({
  name,
  instanceId: id,
  runtimeStatus,
  input: null,
  output: null,
  createdTime: toTheSecond(createdAt),
  lastUpdatedTime: toTheSecond(changedAt),
});

const notAsked = (): Promise<never> => Promise.reject(new Error('The test has no answer to this.'));

/** A durable client that answers what is given, and nothing else. */
export const durableClient = (answers: Partial<DurableClientPort>): DurableClientPort => ({
  getStatus: notAsked,
  getStatusBy: notAsked,
  startNew: notAsked,
  raiseEvent: notAsked,
  purgeInstanceHistory: notAsked,
  ...answers,
});
