import * as z from 'zod';
import { applicationInstanceId, callId, graphCallId, instant, partyKinds } from '../call/index.ts';
import type { Callees, CallFacts, Instant, Party, Target } from '../call/index.ts';

/** What a `Date` can hold, less a thousand years in which deadlines are computed. */
const latestInstant = 8.6e15;

export const instantSchema: z.ZodType<Instant> = z.int().min(0).max(latestInstant).transform(instant);

export const partySchema: z.ZodType<Party> = z.object({
  kind: z.enum(partyKinds),
  id: z.string().nullable(),
  phone: z.string().nullable(),
  displayName: z.string().nullable(),
  tenantId: z.string().nullable(),
});

export const targetSchema: z.ZodType<Target> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: z.string() }),
  z.object({ kind: z.literal('phone'), number: z.string() }),
  z.object({ kind: z.literal('applicationInstance'), id: z.string() }),
  z.object({ kind: z.literal('application'), id: z.string() }),
]);

const calleesMembers = {
  targets: z.tuple([targetSchema], targetSchema),
  from: z.string().transform(applicationInstanceId).nullable(),
};
const calleesSchema: z.ZodType<Callees> = z.object(calleesMembers);
export const peopleSchema: z.ZodType<{ readonly kind: 'people' } & Callees> = z.object({
  kind: z.literal('people'),
  ...calleesMembers,
});

export const callFactsSchema: z.ZodType<CallFacts> = z.object({
  id: z.string().min(1).transform(callId),
  graphCallId: z.string().min(1).transform(graphCallId).nullable(),
  direction: z.enum(['incoming', 'outgoing']),
  from: partySchema,
  to: partySchema,
  tenantId: z.string(),
  callees: calleesSchema.nullable().default(null),
  variables: z.record(z.string(), z.json()).default({}),
  startedAt: instantSchema,
});
