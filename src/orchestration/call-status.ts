import * as z from 'zod';
import { isoInstant } from '../call/index.ts';
import type { CallFacts } from '../call/index.ts';
import type { BoundFlow } from '../flow/index.ts';

/** What the durable store shows of a call while it goes on: the custom status of its orchestration. */
export const callStatusSchema = z.object({
  /** The id of the flow. */
  flow: z.string(),
  version: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
});
export type CallStatus = z.infer<typeof callStatusSchema>;

export const callStatus = ({ document }: BoundFlow, { startedAt }: CallFacts): CallStatus => ({
  flow: document.id,
  version: document.version,
  startedAt: isoInstant(startedAt),
});
