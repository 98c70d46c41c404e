import * as z from 'zod';

/**
 * How far an instance is. `pending`: it waits for its first episode. `over`: it will never run again. `running`: neither,
 * which it may be for long while it waits.
 */
export type InstanceState = 'pending' | 'running' | 'over';

/** An instance, whatever its orchestrator. */
export interface StoredInstance {
  readonly id: string;
  /** Of its orchestrator. */
  readonly name: string;
  readonly state: InstanceState;
  /** In milliseconds since 1970, as `changedAt` told to the second below. */
  readonly createdAt: number;
  /** When it last ran, and so when it ended. */
  readonly changedAt: number;
  /** What its orchestrator last told of itself; nothing, null or undefined, where it told nothing. */
  readonly customStatus: unknown;
  /** What it ended with; nothing, null or undefined, before. */
  readonly output: unknown;
}

/**
 * The words of the extension by which the instances of a state are asked for. What is told besides is `running` too:
 * `Suspended`, `ContinuedAsNew`, and what nobody knows.
 */
export const wordsOf = {
  pending: ['Pending'],
  running: ['Running'],
  over: ['Completed', 'Failed', 'Terminated', 'Canceled'],
} as const satisfies Readonly<Record<InstanceState, readonly string[]>>;

const states: ReadonlyMap<string, InstanceState> = new Map([
  ...wordsOf.pending.map((word) => [word, 'pending'] as const),
  ...wordsOf.over.map((word) => [word, 'over'] as const),
]);

/** ISO 8601, of which the SDK makes dates in some of its answers. */
const timeSchema = z
  .union([z.string(), z.date()])
  .transform((at) => new Date(at).getTime())
  .pipe(z.number());

/** A status as the durable extension tells it. */
export const storedInstanceSchema = z
  .object({
    name: z.string(),
    instanceId: z.string(),
    runtimeStatus: z.string(),
    createdTime: timeSchema,
    lastUpdatedTime: timeSchema,
    customStatus: z.unknown().optional(),
    output: z.unknown().optional(),
  })
  .transform(
    ({ name, instanceId, runtimeStatus, createdTime, lastUpdatedTime, ...told }): StoredInstance => ({
      id: instanceId,
      name,
      state: states.get(runtimeStatus) ?? 'running',
      createdAt: createdTime,
      changedAt: lastUpdatedTime,
      customStatus: told.customStatus,
      output: told.output,
    }),
  );
