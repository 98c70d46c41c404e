import * as z from 'zod';
import type { Instance, RuntimeStatus } from './instance.ts';
import { runtimeStatuses } from './instance.ts';

export interface InstanceFilter {
  readonly statuses: readonly RuntimeStatus[] | null;
  readonly createdFrom: number;
  readonly createdTo: number;
  readonly idPrefix: string;
  readonly top: number;
  /** Instances up to this place in the order were answered before. */
  readonly after: number;
}

const status = z
  .string()
  .transform((text) => runtimeStatuses.find((known) => known.toLowerCase() === text.trim().toLowerCase()))
  .pipe(z.enum(['Pending', 'Running', 'Suspended', 'Completed', 'Failed', 'Terminated']));
const time = z.coerce.date().transform((date) => date.getTime());
const schema = z.object({
  runtimeStatus: z
    .string()
    .transform((text) =>
      text.split(',').filter((part) => part.trim() !== '' && !absentStatuses.has(part.trim())),
    )
    .pipe(z.array(status))
    .optional(),
  createdTimeFrom: time.optional(),
  createdTimeTo: time.optional(),
  instanceIdPrefix: z.string().optional(),
  top: z.coerce.number().int().min(0).optional(),
  token: z
    .string()
    .regex(/^[A-Za-z0-9+/=]+$/)
    .transform((text) => Number(Buffer.from(text, 'base64').toString('utf8')))
    .pipe(z.number().int().min(0))
    .optional(),
});

/** States that exist on the wire but that no instance ever has here. */
const absentStatuses = new Set(['Canceled', 'ContinuedAsNew', 'Unknown']);

/** The filter of a list or purge request; null if it cannot be read. */
export function parseFilter(query: URLSearchParams, token: string | undefined): InstanceFilter | null {
  const text = (name: string): string | undefined => {
    const value = query.get(name);
    return value === null || value === '' ? undefined : value;
  };
  const parsed = schema.safeParse({
    runtimeStatus: text('runtimeStatus'),
    createdTimeFrom: text('createdTimeFrom'),
    createdTimeTo: text('createdTimeTo'),
    instanceIdPrefix: text('instanceIdPrefix'),
    top: text('top'),
    token: token === undefined || token === '' || token === 'null' ? undefined : token,
  });
  if (!parsed.success) return null;
  const { data } = parsed;
  return {
    statuses: data.runtimeStatus ?? null,
    createdFrom: data.createdTimeFrom ?? -Infinity,
    createdTo: data.createdTimeTo ?? Infinity,
    idPrefix: data.instanceIdPrefix ?? '',
    top: data.top ?? 100,
    after: data.token ?? 0,
  };
}

export interface Selection {
  readonly instances: readonly Readonly<Instance>[];
  /** Where the next page starts, or null after the last. */
  readonly continuationToken: string | null;
}

/** One page of the instances that match, in the order in which they were created. */
export function selectInstances(all: readonly Readonly<Instance>[], filter: InstanceFilter): Selection {
  const matching = all.filter(
    (instance) =>
      (filter.statuses === null || filter.statuses.includes(instance.status)) &&
      instance.createdAt >= filter.createdFrom &&
      instance.createdAt <= filter.createdTo &&
      instance.id.startsWith(filter.idPrefix),
  );
  const end = filter.after + filter.top;
  const more = end < matching.length && filter.top > 0;
  return {
    instances: matching.slice(filter.after, end),
    continuationToken: more ? Buffer.from(String(end)).toString('base64') : null,
  };
}
