import * as z from 'zod';
import { callId, graphCallId, instant, partyKinds } from '../call/index.ts';
import type { CallFacts, Instant, Party } from '../call/index.ts';

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

export const callFactsSchema: z.ZodType<CallFacts> = z.object({
  id: z.string().min(1).transform(callId),
  graphCallId: z.string().min(1).transform(graphCallId).nullable(),
  direction: z.enum(['incoming', 'outgoing']),
  from: partySchema,
  to: partySchema,
  tenantId: z.string(),
  startedAt: instantSchema,
});
